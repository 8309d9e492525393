#include "vescargo/search/peptideHash.h"

namespace vescargo {

namespace {

constexpr std::uint64_t base = 0x9E3779B97F4A7C15ULL;

/// Finaliser of SplitMix64 (Steele, Lea & Flood 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

constexpr std::array<std::uint64_t, 256> makeLetters() {
  std::array<std::uint64_t, 256> letters{};
  for (std::size_t i = 0; i < 256; ++i) letters[i] = mix((i + 1) * base);
  letters['I'] = letters['L'];
  return letters;
}

constexpr std::array<std::uint64_t, 64> makePowers() {
  std::array<std::uint64_t, 64> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < 64; ++i) powers[i] = powers[i - 1] * base;
  return powers;
}

constexpr auto letterCode = makeLetters();
constexpr auto power = makePowers();

std::uint64_t codeOf(char letter) { return letterCode[static_cast<unsigned char>(letter)]; }

}  // namespace

std::uint64_t peptideHash(std::string_view peptide) {
  std::uint64_t sum = 0;
  for (const char letter : peptide) sum = sum * base + codeOf(letter);
  return mix(sum);
}

std::uint64_t peptideHash(std::string_view peptide, const ResidueOrder& order) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < peptide.size(); ++i) sum = sum * base + codeOf(peptide[order[i]]);
  return mix(sum);
}

void StretchHash::assign(std::string_view protein) {
  forward_.resize(protein.size() + 1);
  forward_[0] = 0;
  for (std::size_t i = 0; i < protein.size(); ++i) forward_[i + 1] = forward_[i] * base + codeOf(protein[i]);
}

std::uint64_t StretchHash::of(std::uint32_t start, std::uint32_t length) const {
  return mix(forward_[start + length] - forward_[start] * power[length]);
}

}  // namespace vescargo
