#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace vescargo {

/// Where an enzyme cuts, tabulated over the two residues before a bond and the one
/// behind it, which is as far as any enzyme of OpenMS looks.
class CutRule {
 public:
  /// Never cuts.
  CutRule() : cuts_(letters * letters * letters, 0) {}
  /// Cuts behind one of `after`, unless one of `notBefore` follows.
  static CutRule behind(std::string_view after, std::string_view notBefore = "");
  /// Cuts where cuts(previous, letter, next) says so; what is no capital letter is '*', and '\0' as `previous`.
  template <class Cuts>
  static CutRule tabulate(Cuts&& cuts);

  /// Whether the bond between `letter` and `next` is cut; `previous` is '\0' at the start of a protein.
  bool cuts(char previous, char letter, char next) const { return cuts_[slot(previous, letter, next)] != 0; }
  /// Whether no bond behind a capital letter is spared.
  bool cutsEverywhere() const;
  /// Whether only the residue behind the bond matters, as of Asp-N.
  bool looksBehindOnly() const;
  bool operator==(const CutRule&) const = default;

 private:
  static constexpr std::size_t letters = 27;  ///< 'A' to 'Z', and anything else

  static constexpr char other = '*';

  static char letterAt(std::size_t index) { return index + 1 < letters ? static_cast<char>('A' + index) : other; }
  static std::size_t letterIndex(char letter) {
    const auto index = static_cast<unsigned char>(letter - 'A');
    return index < letters - 1 ? index : letters - 1;
  }
  static std::size_t slot(char previous, char letter, char next) {
    return (letterIndex(previous) * letters + letterIndex(letter)) * letters + letterIndex(next);
  }

  std::vector<std::uint8_t> cuts_;
};

template <class Cuts>
CutRule CutRule::tabulate(Cuts&& cuts) {
  CutRule rule;
  for (std::size_t i = 0; i < rule.cuts_.size(); ++i) {
    const char previous = letterAt(i / (letters * letters));
    rule.cuts_[i] = cuts(previous == other ? '\0' : previous, letterAt(i / letters % letters), letterAt(i % letters));
  }
  return rule;
}

}  // namespace vescargo
