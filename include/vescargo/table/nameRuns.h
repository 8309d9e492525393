#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// What something of a run is called: its file, its identifications, its row of the study sheet.
struct RunAliases {
  std::string name;                   ///< runName, by which it is known first
  std::vector<std::string> others{};  ///< runNames that its file tells beside (mzML's sourceFile); may be none
};

/// What runs are called in the end.
struct NamedRuns {
  std::vector<std::string> names;        ///< of each that was given
  std::vector<std::string> sentences{};  ///< who goes by another name than its own, by what the files tell
  std::vector<std::string> warnings{};   ///< the same, by order alone
};

/// The names of `wanted` for those of `given` that are the same runs, whatever a workflow system called the files:
/// 1. by name, to the letter;
/// 2. of the others, by the names that both tell beside it: where each of them has one of `wanted` that is still free,
///    and no two the same;
/// 3. by order, the number in the names of `given` against the order of `wanted`: where all names are a host's counters
///    (numbers that count up from 0 or 1, and no word but such as `input`, `file`, `run`), there are as many of both,
///    and nothing of `given` tells another name.
/// What is found by none of these keeps its own name.
NamedRuns nameRuns(const std::vector<RunAliases>& given, const std::vector<RunAliases>& wanted);

/// Where nothing says how runs should be called: their own names, or, where all are a host's counters, the one name
/// that each file alone tells beside.
NamedRuns nameRuns(const std::vector<RunAliases>& given);

}  // namespace vescargo
