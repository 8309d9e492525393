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

/// Whether a label says that it comes after something: "post", "after", "recovery".
bool isCalledAfter(std::string_view label);

}  // namespace vescargo
