#pragma once

#include <map>
#include <string>
#include <vector>

#include "vescargo/table/runName.h"

namespace vescargo {

/// One LC-MS/MS run of the study sheet.
struct StudyRun {
  std::string run;       ///< runName of the file
  std::string sample;    ///< several runs of one sample are fractions or technical runs
  std::string fraction;  ///< empty when the sample was not fractionated
};

/// One tube: a subject at a time point.
struct Sample {
  std::string name;
  std::string subject;
  std::string timePoint;
  std::string batch;                              ///< empty when the sheet has none
  std::string group;                              ///< empty when the sheet has none
  std::map<std::string, std::string> covariates;  ///< every other column of the sheet
};

/// The study sheet.
struct Study {
  std::vector<StudyRun> runs;           ///< in sheet order
  std::vector<Sample> samples;          ///< in order of first appearance
  std::vector<std::string> timePoints;  ///< in order of first appearance; the first is the reference
  std::vector<std::string> subjects;    ///< in order of first appearance

  std::vector<std::string> sampleNames() const;
};

/// Reads a study sheet: columns `run`, `sample`, `subject`, `timepoint`, optional
/// `fraction`, `batch`, `group`, covariates; or SDRF-Proteomics 1.1.0, told by its
/// `source name` column (subject = `characteristics[individual]`, time point = the
/// one varying `factor value[...]`, run = `comment[data file]`).
/// Blanks around cells are left out; an SDRF column that repeats is one covariate,
/// joined by ';'. Throws as readTsv does, and CorruptContent for: a missing column, an empty
/// required cell, a run that stands twice, a sample that stands twice with other
/// values, a sample that is called like a column of cargo.tsv. Several samples of one subject at one time point are
/// draws that were repeated.
Study readStudy(const std::string& path);

/// The study without these samples, their runs, and subjects who have no other. Time points stay, so that the reference
/// does; a name that the study has not is passed over.
Study withoutSamples(const Study& study, const std::vector<std::string>& names);

/// Throws DoNotFit that names the runs which only the study or only `runs` has.
void requireSameRuns(const Study& study, const std::vector<std::string>& runs);

/// A sentence for each sample that lacks a fraction which another sample has: its intensities
/// are sums of fewer fractions.
std::vector<std::string> unequalFractions(const Study& study);

/// A post/pre pair by index into Study::samples.
struct SamplePair {
  std::string subject;
  std::size_t before;
  std::size_t after;
};

/// One pair for each subject who has one sample at each of both time points, in subject order.
std::vector<SamplePair> pairSamples(const Study& study, const std::string& before, const std::string& after);

/// A subject's samples at two time points, by index into Study::samples; one side may be empty.
struct SubjectSamples {
  std::string subject;
  std::vector<std::size_t> before, after;
};

/// Each subject who has a sample at either time point, in subject order.
std::vector<SubjectSamples> samplesBySubject(const Study& study, const std::string& before, const std::string& after);

}  // namespace vescargo
