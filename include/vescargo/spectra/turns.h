#pragma once

#include <cstdint>
#include <vector>

namespace vescargo {

/// Which of several kinds each survey of a run is of, in order of time.
using KindSequence = std::vector<std::uint32_t>;

/// Whether kinds come in turns, as a method asks for them: some distance from 2 on has nearly always the same kind at
/// both its ends, and explains most of the changes from one survey to the next. What varies with what was measured has
/// no such distance, and neither has a method that changed some times.
bool takeTurns(const KindSequence& sequence);

/// Mean number of surveys of each of `kinds` kinds that follow each other; 0 for a kind that is not there.
std::vector<double> meanStretches(const KindSequence& sequence, std::size_t kinds);

}  // namespace vescargo
