#include "vescargo/table/Study.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// Where the sheet keeps what we need; optional columns may be absent.
struct SheetColumns {
  std::size_t run, sample, subject, timePoint;
  std::optional<std::size_t> fraction, batch, group;
  std::vector<std::size_t> covariates;
};

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

SheetColumns plainColumns(const TsvFile& file) {
  SheetColumns columns{file.requiredColumn("run"),     file.requiredColumn("sample"),
                       file.requiredColumn("subject"), file.requiredColumn("timepoint"),
                       file.column("fraction"),        file.column("batch"),
                       file.column("group"),           {}};
  const std::set<std::string> named{"run", "sample", "subject", "timepoint", "fraction", "batch", "group"};
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (!named.contains(file.header[i])) columns.covariates.push_back(i);
  }
  return columns;
}

/// The one factor value column that varies is the time point.
std::size_t varyingFactor(const TsvFile& file) {
  std::vector<std::size_t> varying;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (!file.header[i].starts_with("factor value[")) continue;
    std::set<std::string> values;
    for (const auto& row : file.rows) values.insert(row.cells[i]);
    if (values.size() > 1) varying.push_back(i);
  }
  if (varying.size() != 1) {
    throw Error(ExitCode::CorruptContent, file.path,
                std::to_string(varying.size()) + " factor value columns vary, one is needed",
                "keep one factor value column that holds the time point, or give a study.tsv");
  }
  return varying.front();
}

/// A blank that a spreadsheet shows nowhere must not make another time point.
TsvFile withTrimmedCells(TsvFile file) {
  for (auto& row : file.rows) {
    for (auto& cell : row.cells) {
      cell.erase(cell.find_last_not_of(' ') + 1);
      cell.erase(0, cell.find_first_not_of(' '));
    }
  }
  return file;
}

TsvFile withLowerCaseHeader(TsvFile file) {
  for (auto& name : file.header) name = lowerCase(name);
  return file;
}

SheetColumns sdrfColumns(const TsvFile& file) {
  SheetColumns columns{file.requiredColumn("comment[data file]"),
                       file.requiredColumn("source name"),
                       file.requiredColumn("characteristics[individual]"),
                       varyingFactor(file),
                       file.column("comment[fraction identifier]"),
                       std::nullopt,
                       std::nullopt,
                       {}};
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    if (file.header[i].starts_with("characteristics[") && i != columns.subject) columns.covariates.push_back(i);
  }
  return columns;
}

class StudyBuilder {
 public:
  StudyBuilder(const TsvFile& file, const SheetColumns& columns) : file_(file), columns_(columns) {}

  Study build() {
    for (const auto& row : file_.rows) addRow(row);
    faults_.throwIfAny();
    return std::move(study_);
  }

 private:
  static std::string optionalCell(const TsvFile::Row& row, std::optional<std::size_t> column) {
    return column ? row.cells[*column] : "";
  }

  bool complete(const TsvFile::Row& row) {
    bool whole = true;
    for (const std::size_t column : {columns_.run, columns_.sample, columns_.subject, columns_.timePoint}) {
      if (!row.cells[column].empty() && row.cells[column] != "NA") continue;
      const auto& sample = row.cells[columns_.sample];
      faults_.add(file_.where(row),
                  (sample.empty() ? "the row" : "sample " + inQuotes(sample)) + " has no " + file_.header[column],
                  "fill column " + inQuotes(file_.header[column]));
      whole = false;
    }
    return whole;
  }

  void addRow(const TsvFile::Row& row) {
    if (!complete(row)) return;
    const auto& name = row.cells[columns_.sample];
    if (name == "protein" || name == "gene" || name == "peptides") {
      faults_.add(file_.where(row), "sample " + inQuotes(name) + " is called like a column of cargo.tsv",
                  "give it another name");
    }
    StudyRun run{runName(row.cells[columns_.run]), row.cells[columns_.sample], optionalCell(row, columns_.fraction)};
    if (!runs_.insert(run.run).second) {
      faults_.add(file_.where(row), "run " + inQuotes(run.run) + " stands twice", "list every run once");
      return;
    }
    Sample sample{run.sample,
                  row.cells[columns_.subject],
                  row.cells[columns_.timePoint],
                  optionalCell(row, columns_.batch),
                  optionalCell(row, columns_.group),
                  {}};
    for (const std::size_t column : columns_.covariates) {
      auto& value = sample.covariates[file_.header[column]];
      value += (value.empty() ? "" : ";") + row.cells[column];
    }
    study_.runs.push_back(std::move(run));
    addSample(sample, row);
  }

  void addSample(const Sample& sample, const TsvFile::Row& row) {
    for (const auto& known : study_.samples) {
      const bool sameTube = known.subject == sample.subject && known.timePoint == sample.timePoint;
      if (known.name == sample.name) {
        if (!sameTube || known.batch != sample.batch || known.group != sample.group) {
          faults_.add(
              file_.where(row),
              "sample " + inQuotes(sample.name) + " stands twice with different subject, time point, batch or group",
              "give every tube its own sample name");
        }
        return;
      }
    }
    study_.samples.push_back(sample);
    addOnce(study_.timePoints, sample.timePoint);
    addOnce(study_.subjects, sample.subject);
  }

  static void addOnce(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  const TsvFile& file_;
  const SheetColumns& columns_;
  Study study_;
  std::set<std::string> runs_;
  FaultList faults_;
};

}  // namespace

std::vector<std::string> Study::sampleNames() const {
  std::vector<std::string> names;
  names.reserve(samples.size());
  for (const auto& sample : samples) names.push_back(sample.name);
  return names;
}

Study readStudy(const std::string& path) {
  TsvFile file = withTrimmedCells(readTsv(path));
  const bool sdrf = lowerCase(file.header.front()) == "source name";
  if (sdrf) file = withLowerCaseHeader(std::move(file));
  return StudyBuilder(file, sdrf ? sdrfColumns(file) : plainColumns(file)).build();
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
