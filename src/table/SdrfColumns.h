#pragma once

#include <optional>
#include <string>
#include <vector>

#include "vescargo/base/Tsv.h"

namespace vescargo {

/// A column of an SDRF, by row; columns of one name are one, their values joined by ';'.
struct SdrfColumn {
  std::string name;  ///< in lower case, e.g. "factor value[sampling time]"
  std::vector<std::string> values;
  bool hasSeveral = false;  ///< columns of this name differ in some row
};

/// The columns of an SDRF by name, whatever its case and the blanks before its bracket.
class SdrfColumns {
 public:
  /// Terms (`NT=male;AC=...`) are their names, data files their runs.
  explicit SdrfColumns(const TsvFile& table);

  const std::vector<SdrfColumn>& all() const { return columns_; }
  const SdrfColumn* find(const std::string& name) const;
  /// By whole name, or by what stands in brackets: factors first, then characteristics, then comments.
  const SdrfColumn* findFactor(const std::string& name) const;

 private:
  std::vector<SdrfColumn> columns_;
};

/// "time" of "factor value[time]"; nothing of a column that is no factor.
std::optional<std::string> factorName(const std::string& column);

}  // namespace vescargo
