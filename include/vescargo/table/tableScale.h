#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/base/Options.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/table/QuantTable.h"

namespace vescargo {

/// No instrument counts 2^60 ions: such a value is not on a log2 scale.
inline constexpr double highestLog2 = 60;

/// How the intensities of a table are written. Auto: as the format has them, log2 in cargo.tsv, else linear.
enum class TableScale { Auto, Linear, Log2, Ln, Log10 };

template <>
struct EnumNames<TableScale> {
  static constexpr std::array<std::pair<TableScale, std::string_view>, 5> value{{{TableScale::Auto, "auto"},
                                                                                 {TableScale::Linear, "linear"},
                                                                                 {TableScale::Log2, "log2"},
                                                                                 {TableScale::Ln, "ln"},
                                                                                 {TableScale::Log10, "log10"}}};
};

/// The scale of another program's table: `given`, or linear where that is Auto. What a table holds is never guessed:
/// with Auto this throws CorruptContent where 20 or more values of these columns are measured, none of them is above
/// 60, and
/// - some are negative: logarithms of small values, or centred values; or
/// - a twentieth or more are no whole numbers (counts are), and the 95th percentile is at most ten times the 5th.
///   Intensities, iBAQ, shares and counts of proteins differ by more (by 26 to 5,900 in the tables of five programs
///   that were looked at), their logarithms by less (1.3 to 2.7; log2(1 + ppm) up to 9.8).
/// Cells that are no number are passed over here.
TableScale foreignScale(const TsvFile& file, const std::vector<std::size_t>& columns, TableScale given);

/// log2 of the linear intensity that `value` stands for on this scale (Auto = linear).
double log2Of(double value, TableScale scale);

/// Throws CorruptContent for a table without the levels of its proteins: of ten or more rows with two values or more
/// nearly all (19 of 20) have the mean or median 0 to within 0.005, so that rows were centred or z-scored; or all
/// columns have the mean 0 and the SD 1 to within 0.005.
void requireLevels(const QuantTable& table, std::string_view path);

}  // namespace vescargo
