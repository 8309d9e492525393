#include "sdrfFactors.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "SheetRow.h"
#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

using Factors = std::vector<const SdrfColumn*>;

std::set<std::string> valuesOf(const SdrfColumn& column) {
  std::set<std::string> values;
  for (const std::string& value : column.values) {
    if (!isNoValue(value)) values.insert(value);
  }
  return values;
}

/// Whether `column` has two values where all of `keys` are the same.
bool variesWithin(const SdrfColumn& column, const std::vector<const std::vector<std::string>*>& keys) {
  std::map<std::vector<std::string>, std::string> seen;
  for (std::size_t row = 0; row < column.values.size(); ++row) {
    std::vector<std::string> key;
    for (const auto* values : keys) key.push_back((*values)[row]);
    if (seen.emplace(key, column.values[row]).first->second != column.values[row]) return true;
  }
  return false;
}

bool sameSamples(const SdrfColumn& a, const SdrfColumn& b) {
  return !variesWithin(a, {&b.values}) && !variesWithin(b, {&a.values});
}

/// "time" of "factor value[time]".
std::string bracketed(const std::string& column) {
  const auto open = column.find('[');
  return open == std::string::npos ? column : column.substr(open + 1, column.find(']') - open - 1);
}

/// Factors that say who or how often, not what was done.
bool isIdentity(const std::string& name) {
  static const std::set<std::string> names{"individual",
                                           "subject",
                                           "patient",
                                           "organism",
                                           "donor",
                                           "replicate",
                                           "biological replicate",
                                           "technical replicate",
                                           "fraction",
                                           "fraction identifier",
                                           "label",
                                           "assay name",
                                           "source name",
                                           "data file",
                                           "sample",
                                           "sample name"};
  return names.contains(name);
}

bool isCalledTime(const std::string& column) {
  const std::string name = bracketed(column);
  return name.find("time") != std::string::npos || name == "day" || name == "week" || name == "visit";
}

std::string namesOf(const Factors& factors) {
  std::vector<std::string> names;
  for (const SdrfColumn* factor : factors) names.push_back(factor->name);
  return join(names, ", ");
}

class FactorChoice {
 public:
  FactorChoice(const SdrfColumns& columns, const StudyOptions& options, const std::string& path)
      : columns_(columns), individuals_(*columns.find("characteristics[individual]")), options_(options), path_(path) {
    for (const SdrfColumn& column : columns.all()) {
      const auto name = factorName(column.name);
      if (name && !isIdentity(*name) && valuesOf(column).size() > 1) addVarying(column);
    }
    for (const SdrfColumn* factor : varying_)
      (variesWithin(*factor, {&individuals_.values}) ? within_ : between_).push_back(factor);
  }

  SdrfFactors choose() {
    group_ = named(options_.groupFactor, "-group_factor");
    time_ = options_.timeFactor.empty() ? timeFactor() : named(options_.timeFactor, "-time_factor");
    if (group_ == nullptr) group_ = groupFactor();
    SdrfFactors chosen{time_->name, group_ == nullptr ? "" : group_->name, {}, {}};
    for (const SdrfColumn* factor : varying_) {
      if (factor != time_ && factor != group_) chosen.others.push_back(factor->name);
    }
    tell(chosen);
    return chosen;
  }

 private:
  void addVarying(const SdrfColumn& column) {
    const bool known = std::any_of(varying_.begin(), varying_.end(),
                                   [&](const SdrfColumn* other) { return sameSamples(column, *other); });
    if (!known) varying_.push_back(&column);
  }

  const SdrfColumn* named(const std::string& name, const std::string& flag) const {
    if (name.empty()) return nullptr;
    if (const SdrfColumn* found = columns_.findFactor(name)) return found;
    std::vector<std::string> known;
    for (const SdrfColumn& column : columns_.all()) known.push_back(column.name);
    throw Error(ExitCode::BadParameter, flag, inQuotes(name) + " is no column of the SDRF",
                "did you mean " + nearestNames(name, known) + "?");
  }

  const SdrfColumn* timeFactor() const {
    if (within_.size() == 1) return within_.front();
    if (within_.size() > 1) return timeAmong();
    Factors left = between_;
    std::erase(left, group_);
    // One that is the individual under another name would compare persons, with the tubes of each as replicates.
    Factors individualsAgain;
    std::copy_if(left.begin(), left.end(), std::back_inserter(individualsAgain),
                 [&](const SdrfColumn* factor) { return sameSamples(*factor, individuals_); });
    for (const SdrfColumn* factor : individualsAgain) std::erase(left, factor);
    if (left.size() == 1) return left.front();
    if (left.empty() && !individualsAgain.empty()) onlyIndividuals(individualsAgain);
    if (left.empty()) noneVaries();
    throw Error(ExitCode::CorruptContent, path_,
                "no factor differs within individuals, and " + std::to_string(left.size()) + " differ between them (" +
                    namesOf(left) + ")",
                "name the one that is to be compared by -time_factor");
  }

  /// Of several that differ within subjects, the one that is called a time; the others must then go with it.
  const SdrfColumn* timeAmong() const {
    Factors times;
    for (const SdrfColumn* factor : within_) {
      if (isCalledTime(factor->name)) times.push_back(factor);
    }
    const bool crossed =
        times.size() == 1 && std::any_of(within_.begin(), within_.end(), [&](const SdrfColumn* factor) {
          return variesWithin(*factor, {&individuals_.values, &times.front()->values});
        });
    if (times.size() == 1 && !crossed) return times.front();
    throw Error(ExitCode::CorruptContent, path_,
                std::to_string(within_.size()) + " factors differ within individuals (" + namesOf(within_) + ")",
                "name the time point by -time_factor, and give only the rows of one value of the others");
  }

  [[noreturn]] void onlyIndividuals(const Factors& factors) const {
    throw Error(ExitCode::CorruptContent, path_,
                "only " + namesOf(factors) + " varies, and it tells the individuals apart, not what was done or when",
                "add a factor value column that tells the time points, or name one by -time_factor");
  }

  [[noreturn]] void noneVaries() const {
    for (const SdrfColumn& column : columns_.all()) {
      const auto first = std::find_if(column.values.begin(), column.values.end(), isNoValue);
      if (!factorName(column.name) || valuesOf(column).size() != 1 || first == column.values.end()) continue;
      throw Error(ExitCode::CorruptContent, path_,
                  column.name + " is " + (first->empty() ? "empty" : inQuotes(*first)) + " in " +
                      std::to_string(std::count_if(column.values.begin(), column.values.end(), isNoValue)) + " of " +
                      std::to_string(column.values.size()) + " rows, which is no value, so no factor varies",
                  "write there what it was, e.g. control");
    }
    const Factors others = varyingCharacteristics();
    throw Error(ExitCode::CorruptContent, path_, "has no factor value column that varies from sample to sample",
                "add one that tells the time points, e.g. factor value[sampling time]" +
                    (others.empty() ? "" : ", or take one that varies by -time_factor: " + namesOf(others)));
  }

  Factors varyingCharacteristics() const {
    Factors varying;
    for (const SdrfColumn& column : columns_.all()) {
      if (column.name.starts_with("characteristics[") && !isIdentity(bracketed(column.name)) &&
          valuesOf(column).size() > 1 && varying.size() < 5)
        varying.push_back(&column);
    }
    return varying;
  }

  const SdrfColumn* groupFactor() const {
    Factors left = between_;
    std::erase(left, time_);
    return left.size() == 1 ? left.front() : nullptr;
  }

  void tell(SdrfFactors& chosen) const {
    const bool within = variesWithin(*time_, {&individuals_.values});
    chosen.notes.push_back("time points are those of " + chosen.time +
                           (!options_.timeFactor.empty() ? ", as asked"
                            : within                     ? ", which differs within individuals"
                                                         : ", the factor that varies"));
    if (group_ != nullptr)
      chosen.notes.push_back("groups are those of " + chosen.group +
                             (options_.groupFactor.empty() ? ", which is constant within individuals" : ", as asked"));
    if (!chosen.others.empty())
      chosen.notes.push_back(join(chosen.others, ", ") + (chosen.others.size() == 1 ? " is" : " are") +
                             " left as covariates; -time_factor and -group_factor take others");
  }

  const SdrfColumns& columns_;
  const SdrfColumn& individuals_;
  const StudyOptions& options_;
  const std::string& path_;
  Factors varying_, within_, between_;
  const SdrfColumn* time_ = nullptr;
  const SdrfColumn* group_ = nullptr;
};

}  // namespace

SdrfFactors chooseFactors(const SdrfColumns& columns, const StudyOptions& options, const std::string& path) {
  return FactorChoice(columns, options, path).choose();
}

}  // namespace vescargo
