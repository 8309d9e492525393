#include "vescargo/confidence/bondFeatures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vescargo {

namespace {

constexpr std::string_view residues = "ACDEFGHKLMNPQRSTVWY";
constexpr std::size_t residueCount = residues.size();
constexpr std::size_t classCount = 4;  ///< proline, acids, bases, large hydrophobic
constexpr std::size_t nearEnds = 3;    ///< bonds next to an end that have a level of their own
constexpr std::size_t shapeCount = 16;
static_assert(2 * residueCount + 2 * classCount + 2 * nearEnds + shapeCount == bondFeatureCount);

/// Column of a letter in a table of `groups`, -1 for none; I counts as L.
template <std::size_t Count>
constexpr std::array<std::int8_t, 128> columnsOf(const std::array<std::string_view, Count>& groups) {
  std::array<std::int8_t, 128> columns{};
  for (auto& column : columns) column = -1;
  for (std::size_t group = 0; group < Count; ++group) {
    for (const char letter : groups[group])
      columns[static_cast<unsigned char>(letter)] = static_cast<std::int8_t>(group);
  }
  columns['I'] = columns['L'];
  return columns;
}

constexpr std::array<std::string_view, residueCount> singles() {
  std::array<std::string_view, residueCount> letters;
  for (std::size_t i = 0; i < residueCount; ++i) letters[i] = residues.substr(i, 1);
  return letters;
}

constexpr auto residueColumn = columnsOf(singles());
constexpr auto classColumn = columnsOf(std::array<std::string_view, classCount>{"P", "DE", "KRH", "FWYLVM"});

bool isBase(char letter) { return letter == 'K' || letter == 'R' || letter == 'H'; }
bool isAcid(char letter) { return letter == 'D' || letter == 'E'; }

void mark(double* cells, const std::array<std::int8_t, 128>& columns, char letter) {
  const auto column = columns[static_cast<unsigned char>(letter) % columns.size()];
  if (column >= 0) cells[column] = 1;
}

/// What the bonds of a peptide share.
struct Peptide {
  std::string_view text;
  double charge;
  double bases;
};

void markResidues(double* cells, std::string_view text, std::size_t bond) {
  mark(cells, residueColumn, text[bond - 1]);
  mark(cells + residueCount, residueColumn, text[bond]);
  cells += 2 * residueCount;
  if (bond >= 2) mark(cells, classColumn, text[bond - 2]);
  if (bond + 1 < text.size()) mark(cells + classCount, classColumn, text[bond + 1]);
  cells += 2 * classCount;
  if (bond <= nearEnds) cells[bond - 1] = 1;
  if (text.size() - bond <= nearEnds) cells[nearEnds + text.size() - bond - 1] = 1;
}

void markShape(double* cells, const Peptide& peptide, std::size_t bond, double basesBefore) {
  const double place = static_cast<double>(bond) / static_cast<double>(peptide.text.size());
  const double shortness = 10.0 / static_cast<double>(peptide.text.size());
  const double mobile = peptide.charge > peptide.bases ? 1 : 0;
  const double high = peptide.charge >= 3 ? 1 : 0;
  const double behindAcid = isAcid(peptide.text[bond - 1]) ? 1 : 0;
  const double beforeProline = peptide.text[bond] == 'P' ? 1 : 0;
  const std::array<double, shapeCount> values{1,
                                              place,
                                              place * place,
                                              place * place * place,
                                              shortness,
                                              shortness * place,
                                              shortness * place * place,
                                              high,
                                              high * place,
                                              high * place * place,
                                              0.5 * basesBefore,
                                              0.5 * (peptide.bases - basesBefore),
                                              mobile,
                                              mobile * place,
                                              mobile * behindAcid,
                                              mobile * beforeProline};
  std::copy(values.begin(), values.end(), cells);
}

}  // namespace

void bondFeatures(const Psm& psm,
                  Eigen::Ref<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> rows) {
  const std::string_view text = psm.sequence;
  const Peptide peptide{text, static_cast<double>(psm.charge),
                        static_cast<double>(std::count_if(text.begin(), text.end(), isBase))};
  rows.setZero();
  double basesBefore = 0;
  for (std::size_t bond = 1; bond < text.size(); ++bond) {
    basesBefore += isBase(text[bond - 1]) ? 1 : 0;
    double* cells = &rows(static_cast<Eigen::Index>(bond - 1), 0);
    markResidues(cells, text, bond);
    markShape(cells + bondFeatureCount - shapeCount, peptide, bond, basesBefore);
  }
}

}  // namespace vescargo
