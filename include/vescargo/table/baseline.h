#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// How sure a label is the one that others are compared with, 0 the surest: 0 names of what comes before (pre,
/// pre-exercise, before, prior, baseline, basal), 1 rest and resting, 2 a time below zero (-5 min), 3 a time of zero
/// (0, 0 min, 0h, T0, day 0, week 0), 4 control, untreated, placebo, sham, vehicle, healthy, normal. Nothing for any
/// other, and for one that isCalledAfter something.
std::optional<int> baselineRank(std::string_view label);

/// Which of the labels others are compared with: the surest baseline, of several the first; nothing where none is one.
std::optional<std::size_t> baselineOf(const std::vector<std::string>& labels);

/// The label with the lowest number where all are one but for their one number, as of visits and times (V1, V2; TP1,
/// TP2; visit 1, visit 2; 10 min, 30 min; 1, 2), in any case; nothing where they are not, or one isCalledAfter
/// something.
std::optional<std::size_t> lowestNumberOf(const std::vector<std::string>& labels);

/// Whether a label says that it comes after something: "post", "after", "recovery".
bool isCalledAfter(std::string_view label);

}  // namespace vescargo
