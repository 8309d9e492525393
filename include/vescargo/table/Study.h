#pragma once

#include <map>
#include <string>
#include <vector>

#include "vescargo/table/StudyOptions.h"
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
  std::vector<std::string> timePoints;  ///< the reference, then in order of first appearance
  std::vector<std::string> subjects;    ///< in order of first appearance
  std::vector<std::string> groups{};    ///< the reference, then in order of first appearance; empty without groups
  std::vector<std::string> notes{};     ///< how the sheet was understood, sentences
  std::vector<std::string> warnings{};  ///< what of it is doubtful, sentences

  std::vector<std::string> sampleNames() const;
};

/// Reads a study sheet: columns `run`, `sample`, `subject`, `timepoint`, optional `fraction`, `batch`, `group`, in any
/// case, and covariates; or SDRF-Proteomics 1.1.0, told by its `source name` column: subject =
/// `characteristics[individual]`, run = `comment[data file]`, time point = the factor that differs within subjects (the
/// one that varies, where none does), group = the factor that is constant within subjects, other factors and
/// characteristics covariates, columns of one name joined by ';', a source with several time points as many samples.
/// The reference is that of `options`, else the surest baseline (baselineRank), else the first of the sheet.
/// Text is that of any spreadsheet (parseSheet). Several samples of one subject at one time point are draws
/// that were repeated.
/// Throws MissingFile, Unreadable, Empty, BadParameter for options that name nothing, and CorruptContent for: what is
/// no text separated by tabs, a missing column, a required cell without value (reserved words of SDRF are none), one
/// subject, time point or group in two spellings, a run that stands twice, a sample that stands twice with other
/// values, a sample that is called like a column of cargo.tsv, labelled samples, and factors that do not say which is
/// the time point.
Study readStudy(const std::string& path, const StudyOptions& options = {});

/// The same of the sheet's bytes; `path` is for messages.
Study parseStudy(const std::string& bytes, const std::string& path, const StudyOptions& options = {});

/// The study with that time point (group, where it has one time point) as its reference. Throws BadParameter.
Study withReference(Study study, const std::string& reference);

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
