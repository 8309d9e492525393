#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "vescargo/base/Options.h"
#include "vescargo/table/tableScale.h"

namespace vescargo {

/// Whether a table's samples are made comparable; see quant/normalizeTable.h. Auto: Median, but for what the table's
/// program has done already (cargo.tsv and mzTab of Vescargo).
enum class TableNormalization { Auto, Median, None };

template <>
struct EnumNames<TableNormalization> {
  static constexpr std::array<std::pair<TableNormalization, std::string_view>, 3> value{
      {{TableNormalization::Auto, "auto"}, {TableNormalization::Median, "median"}, {TableNormalization::None, "none"}}};
};

/// How a table of proteins is read.
struct ImportOptions {
  TableNormalization tableNormalize = TableNormalization::Auto;
  TableScale tableScale = TableScale::Auto;

  static constexpr std::string_view topic = "Tables of proteins";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("table_normalize", self.tableNormalize,
          basic("Make the samples of a batch in the table of proteins comparable by the median log-ratio of common "
                "proteins, "
                "or none; auto: median, but for tables of Vescargo, which are normalised"));
    visit(
        "table_scale", self.tableScale,
        basic(
            "How the values of the table of proteins are written; auto: as its format has them, log2 in cargo.tsv and "
            "linear elsewhere, and values that plainly are not so are refused"));
  }
};

}  // namespace vescargo
