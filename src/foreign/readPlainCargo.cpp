#include "vescargo/foreign/readPlainCargo.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/proteinNames.h"
#include "vescargo/foreign/readText.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 26U;
constexpr std::string_view firstColumns = "protein\tgene\tpeptides\t";

/// Calls take(line) for each line until it says false; false then, and where the last line has no end.
template <class Take>
bool forEachLine(const std::string& path, const Take& take) {
  TextPieces pieces(path);
  std::string text = pieces.takeHead();
  do {
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
      if (!take(std::string_view(text).substr(begin, end - begin))) return false;
      begin = end + 1;
    }
    text.erase(0, begin);
  } while (text.size() < longestLine && pieces.read(text));
  return text.empty();
}

/// Takes the next cell off a line.
std::string_view nextCell(std::string_view& line) {
  const std::size_t end = std::min(line.find('\t'), line.size());
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return cell;
}

/// Whether any reader of tables gives the cell as it stands.
bool isPlain(std::string_view cell) {
  constexpr std::string_view marks = "\"'=+-@ ";
  if (cell.empty()) return true;
  return marks.find(cell.front()) == std::string_view::npos && cell.back() != ' ' &&
         std::all_of(cell.begin(), cell.end(), [](char letter) { return letter >= ' ' && letter <= '~'; });
}

template <class Number>
bool readNumber(std::string_view cell, Number& number) {
  const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return fault == std::errc() && end == cell.data() + cell.size();
}

class PlainCargo {
 public:
  bool read(const std::string& path) {
    if (!forEachLine(path, [&](std::string_view line) { return takeNames(line); }) || rows_.empty()) return false;
    if (!order()) return false;
    cargo_.table.log2.resize(static_cast<Eigen::Index>(rows_.size()), static_cast<Eigen::Index>(samples()));
    waiting_.resize(rowsAtOnce * samples());
    pastHeader_ = false;
    if (!forEachLine(path, [&](std::string_view line) { return takeNumbers(line); }) || row_ != rows_.size())
      return false;
    place();
    return true;
  }

  CargoTable take() {
    cargo_.program = "Vescargo";
    cargo_.normalized = true;
    cargo_.notes = tellGenes(sources_);
    if (missing_ > 0) cargo_.notes.push_back(std::to_string(missing_) + " cells \"NA\" are not measured");
    return std::move(cargo_);
  }

 private:
  std::size_t samples() const { return cargo_.table.samples.size(); }

  bool takeHeader(std::string_view line) {
    pastHeader_ = true;
    if (!line.starts_with(firstColumns) || line.ends_with('\t')) return false;
    line.remove_prefix(firstColumns.size());
    auto& names = cargo_.table.samples;
    while (!line.empty()) names.emplace_back(nextCell(line));
    auto sorted = names;
    std::sort(sorted.begin(), sorted.end());
    const bool apart = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    const bool named = std::all_of(names.begin(), names.end(), [](const std::string& name) {
      return !name.empty() && isPlain(name) && name != "protein" && name != "gene" && name != "peptides";
    });
    for (const std::string& name : names) cargo_.columns.push_back({{name}, {}});
    return apart && named && !names.empty();
  }

  bool takeNames(std::string_view line) {
    if (!pastHeader_ && line.starts_with('#')) return true;
    if (!pastHeader_) return takeHeader(line);
    const std::string_view id = nextCell(line), gene = nextCell(line), peptides = nextCell(line);
    if (id.empty() || !isPlain(id) || !isPlain(gene)) return false;
    rows_.push_back(proteinRow({std::string(id), "", std::string(gene), "", ""}, sources_));
    const bool counted =
        peptides == "NA" || (!peptides.starts_with('-') && readNumber(peptides, rows_.back().peptides));
    return counted && !rows_.back().id.empty();
  }

  /// False where an id stands twice.
  bool order() {
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows_[a].id < rows_[b].id; });
    placeOf_.resize(order.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      if (at > 0 && rows_[order[at]].id == rows_[order[at - 1]].id) return false;
      placeOf_[order[at]] = at;
    }
    auto& rows = cargo_.table.rows;
    for (const std::size_t row : order) rows.push_back(std::move(rows_[row]));
    return true;
  }

  bool takeNumbers(std::string_view line) {
    if (!pastHeader_) {
      pastHeader_ = !line.starts_with('#');
      return true;
    }
    if (row_ == rows_.size()) return false;
    if (static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t')) != samples() + 2) return false;
    for (int named = 0; named < 3; ++named) nextCell(line);
    double* numbers = &waiting_[(row_ % rowsAtOnce) * samples()];
    for (std::size_t s = 0; s < samples(); ++s) {
      if (!takeNumber(nextCell(line), numbers[s])) return false;
    }
    if (++row_ % rowsAtOnce == 0) place();
    return true;
  }

  bool takeNumber(std::string_view cell, double& number) {
    missing_ += cell == "NA" ? 1 : 0;
    if (cell.empty() || cell == "NA") {
      number = std::numeric_limits<double>::quiet_NaN();
      return true;
    }
    return readNumber(cell, number) && std::abs(number) <= highestLog2;
  }

  /// The rows that wait: some at a time, since each of their columns is elsewhere in memory.
  void place() {
    for (std::size_t s = 0; s < samples(); ++s) {
      for (std::size_t row = placed_; row < row_; ++row)
        cargo_.table.log2(static_cast<Eigen::Index>(placeOf_[row]), static_cast<Eigen::Index>(s)) =
            waiting_[(row % rowsAtOnce) * samples() + s];
    }
    placed_ = row_;
  }

  static constexpr std::size_t rowsAtOnce = 32;

  CargoTable cargo_;
  GeneSources sources_;
  std::vector<QuantRow> rows_;        ///< as in the file
  std::vector<std::size_t> placeOf_;  ///< [row in the file]
  std::vector<double> waiting_;       ///< [row % rowsAtOnce][sample]
  bool pastHeader_ = false;
  std::size_t row_ = 0;     ///< rows whose numbers are read
  std::size_t placed_ = 0;  ///< of these, those in the matrix
  std::size_t missing_ = 0;
};

}  // namespace

std::optional<CargoTable> readPlainCargo(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  PlainCargo plain;
  if (!plain.read(path)) return {};
  CargoTable cargo = plain.take();
  requireLevels(cargo.table, path);
  return cargo;
}

}  // namespace vescargo
