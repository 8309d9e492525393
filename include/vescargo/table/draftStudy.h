#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// A study sheet as a user would begin it.
struct StudyDraft {
  std::string sheet;                   ///< study.tsv; what was guessed stands above its header
  std::vector<std::string> sentences;  ///< what was guessed, and from what
};

/// Drafts a study sheet from names of runs (runName). Names are cut into parts at `_`, `-`, `.`, `,` and blanks. Parts
/// that differ and are called like times (pre, post, rest, T1, 30min, day 2) are the time point, those like F1 or
/// fraction2 the fraction, those like rep1 or inj2 tell repeated runs; the others, but for numbers that count the runs,
/// are the subject. Where no part is called like a time it is the one with the fewest values that come with every
/// subject. What is not seen is left empty, so that readStudy refuses it until it is filled.
StudyDraft draftStudy(std::vector<std::string> runs);

}  // namespace vescargo
