#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "vescargo/report/Report.h"

namespace vescargo {

/// A paragraph; `html` is HTML already, `kind` a class of the style sheet.
std::string paragraph(const std::string& html, const std::string& kind = "");
/// "1 pair", "2 pairs".
std::string counted(std::size_t count, const std::string& one, const std::string& many);
/// A verdict on a coloured ground.
std::string badge(std::string_view verdict);
/// Names joined by ';' as HTML: the first two and how many more, so that a long protein group wraps.
std::string shortened(const std::string& joined);
/// "0.40 to 1.30"; NA when an end is not known.
std::string interval(double low, double high);

/// "6 pairs"; "6 samples" where they are unpaired, "6 subjects" of a course.
std::string replicates(const Comparison& comparison);

std::size_t countVerdict(const Comparison& comparison, ChangeVerdict verdict);
std::size_t countTested(const Comparison& comparison);

}  // namespace vescargo
