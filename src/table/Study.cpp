#include "vescargo/table/Study.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

std::vector<std::string> Study::sampleNames() const {
  std::vector<std::string> names;
  names.reserve(samples.size());
  for (const auto& sample : samples) names.push_back(sample.name);
  return names;
}

Study withoutSamples(const Study& study, const std::vector<std::string>& names) {
  const std::set<std::string> leaving(names.begin(), names.end());
  Study rest = study;
  std::erase_if(rest.samples, [&](const Sample& sample) { return leaving.contains(sample.name); });
  std::erase_if(rest.runs, [&](const StudyRun& run) { return leaving.contains(run.sample); });
  std::erase_if(rest.subjects, [&](const std::string& subject) {
    return std::none_of(rest.samples.begin(), rest.samples.end(),
                        [&](const Sample& sample) { return sample.subject == subject; });
  });
  return rest;
}

void requireSameRuns(const Study& study, const std::vector<std::string>& runs) {
  FaultList faults(ExitCode::DoNotFit);
  for (const std::string& run : runs) {
    const auto known = [&](const StudyRun& listed) { return listed.run == run; };
    if (std::none_of(study.runs.begin(), study.runs.end(), known))
      faults.add("study sheet", "has no row for run " + inQuotes(run), "add it, or leave the run out");
  }
  for (const StudyRun& listed : study.runs) {
    if (std::find(runs.begin(), runs.end(), listed.run) == runs.end())
      faults.add("study sheet", "names run " + inQuotes(listed.run) + ", which was not given",
                 "give its file, or leave its row out");
  }
  faults.throwIfAny();
}

std::vector<std::string> unequalFractions(const Study& study) {
  std::map<std::string, std::set<std::string>> fractionsOf;
  std::set<std::string> all;
  for (const StudyRun& run : study.runs) {
    fractionsOf[run.sample].insert(run.fraction);
    all.insert(run.fraction);
  }
  std::vector<std::string> sentences;
  for (const Sample& sample : study.samples) {
    std::vector<std::string> missing;
    const auto& own = fractionsOf[sample.name];
    std::set_difference(all.begin(), all.end(), own.begin(), own.end(), std::back_inserter(missing));
    if (!missing.empty())
      sentences.push_back("sample " + inQuotes(sample.name) + " has no run of fraction " + join(missing, ", ") +
                          ": its intensities are sums of fewer fractions than those of other samples");
  }
  return sentences;
}

std::vector<SamplePair> pairSamples(const Study& study, const std::string& before, const std::string& after) {
  std::vector<SamplePair> pairs;
  for (const SubjectSamples& subject : samplesBySubject(study, before, after)) {
    if (subject.before.size() == 1 && subject.after.size() == 1)
      pairs.push_back({subject.subject, subject.before.front(), subject.after.front()});
  }
  return pairs;
}

std::vector<SubjectSamples> samplesBySubject(const Study& study, const std::string& before, const std::string& after) {
  std::map<std::string, SubjectSamples> bySubject;
  for (std::size_t i = 0; i < study.samples.size(); ++i) {
    const Sample& sample = study.samples[i];
    if (sample.timePoint == before) bySubject[sample.subject].before.push_back(i);
    if (sample.timePoint == after) bySubject[sample.subject].after.push_back(i);
  }
  std::vector<SubjectSamples> subjects;
  for (const auto& subject : study.subjects) {
    const auto found = bySubject.find(subject);
    if (found == bySubject.end()) continue;
    subjects.push_back(found->second);
    subjects.back().subject = subject;
  }
  return subjects;
}

}  // namespace vescargo
