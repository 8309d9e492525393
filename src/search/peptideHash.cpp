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

void StretchHash::assign(std::string_view protein) {
  protein_ = protein;
  forward_.resize(protein.size() + 1);
  backward_.resize(protein.size() + 1);
  forward_[0] = 0;
  for (std::size_t i = 0; i < protein.size(); ++i) forward_[i + 1] = forward_[i] * base + codeOf(protein[i]);
  backward_[protein.size()] = 0;
  for (std::size_t i = protein.size(); i > 0; --i) backward_[i - 1] = backward_[i] * base + codeOf(protein[i - 1]);
}

std::uint64_t StretchHash::target(std::uint32_t start, std::uint32_t length) const {
  return mix(forward_[start + length] - forward_[start] * power[length]);
}

std::uint64_t StretchHash::decoy(std::uint32_t start, std::uint32_t length) const {
  const std::uint32_t last = start + length - 1;
  const std::uint64_t reversed = backward_[start] - backward_[last] * power[length - 1];
  return mix(reversed * base + codeOf(protein_[last]));
}

}  // namespace vescargo
