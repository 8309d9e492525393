// Times the roll-up of peptides and measures it against a known mixture; bench/rollup runs it.
#include "vescargo/quant/rollUp.h"

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include "vescargo/base/Random.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/proteinGroups.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

constexpr AcceptedLimits everything{1, 1, 1};

struct StudyData {
  Study study;
  Identifications identifications;
  StudyTraces traces;
};

QuantOptions optionsOf(RollUp method) {
  QuantOptions options;
  options.rollUp = method;
  return options;
}

Quantification quantify(const StudyData& data, RollUp method) {
  return rollUp(data.identifications, data.traces, data.study, optionsOf(method), everything);
}

void addRun(StudyData& data, const std::string& name) {
  data.traces.ions.runs.push_back({name, data.study.samples.size(), "", 0, 0});
  data.study.runs.push_back({name, name, ""});
  data.study.samples.push_back({name, name, "", "", "", {}});
  data.traces.targets.emplace_back();
  data.traces.traces.emplace_back();
}

void addArea(StudyData& data, std::size_t run, std::size_t ion, double area) {
  IonTarget target;
  target.ion = static_cast<std::uint32_t>(ion);
  IonTrace trace;
  trace.area = area;
  trace.reason = area > 0 ? MissingReason::Measured : MissingReason::NoSignal;
  data.traces.targets[run].push_back(target);
  data.traces.traces[run].push_back(trace);
}

/// Proteins of 1 to 15 peptides, 8 on average, over five orders of magnitude; weak values are missing, 30 % in all.
StudyData madeStudy(std::size_t proteins, std::size_t samples) {
  StudyData data;
  Random random(7, "rollup");
  for (std::size_t s = 0; s < samples; ++s) addRun(data, "s" + std::to_string(s));
  for (std::size_t p = 0; p < proteins; ++p) {
    data.identifications.proteins.push_back({"P" + std::to_string(p), "", "", ""});
    ProteinGroup group;
    group.proteins = {static_cast<std::uint32_t>(p)};
    group.qValue = 0;
    data.identifications.groups.push_back(group);
    const double level = 20 + 3 * random.normal();
    for (std::size_t k = 0; k <= p % 15; ++k) {
      const std::string name = "P" + std::to_string(p) + "K" + std::to_string(k);
      const std::size_t ion = data.traces.ions.ions.size();
      data.traces.ions.ions.push_back({name, name, 2, 500, {static_cast<std::uint32_t>(p)}});
      const double response = level + 2 * random.normal();
      for (std::size_t s = 0; s < samples; ++s) {
        const double log2 = response + 0.5 * random.normal();
        addArea(data, s, ion, log2 > 18 ? std::exp2(log2) : 0);
      }
    }
  }
  return data;
}

struct Seconds {
  double wall;
  double cpu;  // of all threads: what other programs on the machine do not change
};

Seconds timeOf(const std::function<void()>& act) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpuBegin = std::clock();
  act();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC};
}

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void timeRollUp(std::size_t proteins, std::size_t samples) {
  const StudyData data = madeStudy(proteins, samples);
  const double before = peakMegabytes();
  std::size_t values = 0;
  const Seconds top3 = timeOf([&] { quantify(data, RollUp::Top3); });
  const Seconds maxLfq = timeOf([&] {
    const Quantification result = quantify(data, RollUp::MaxLfq);
    values = static_cast<std::size_t>((result.peptides.log2.array() == result.peptides.log2.array()).count());
  });
  const double peak = peakMegabytes();
  const Seconds summed = timeOf([&] { quantify(data, RollUp::Summed); });
  const std::size_t peptides = data.traces.ions.ions.size();
  std::printf("%zu proteins of %zu peptides x %zu samples, %.0f %% measured; %.0f MB, of which the traces %.0f MB\n",
              proteins, peptides, samples,
              100.0 * static_cast<double>(values) / static_cast<double>(peptides * samples), peak, before);
  std::printf("  maxlfq %.2f s wall, %.2f s processor; top3 %.2f, %.2f; summed %.2f, %.2f; processor %.1f : %.1f : 1\n",
              maxLfq.wall, maxLfq.cpu, top3.wall, top3.cpu, summed.wall, summed.cpu, maxLfq.cpu / summed.cpu,
              top3.cpu / summed.cpu);
}

/// HYE124's precursors: `1/sp|A0AVT1|UBA6_HUMAN`, charge, `[+57]` in sequences.
class Mixture {
 public:
  explicit Mixture(const TsvFile& file) {
    for (const auto& row : file.rows) addRow(file, row);
    for (const char* run : {"007", "009", "011", "008", "010", "012"}) addRun(data_, run);
    for (auto& [name, index] : proteins_) {
      index = static_cast<std::uint32_t>(data_.identifications.proteins.size());
      data_.identifications.proteins.push_back({name, name.substr(name.rfind('_') + 1), "", ""});
    }
    for (const auto& [key, ion] : ions_) addIon(key, ion);
    data_.identifications.groups = proteinGroups(data_.identifications.psms, data_.identifications.proteins, 1);
  }

  const StudyData& data() const { return data_; }

  /// log2 ratios of precursors of one species.
  std::vector<double> ratios(const std::string& species, std::size_t least) const {
    std::vector<double> all;
    for (const auto& [key, ion] : ions_) {
      std::set<std::string> seen;
      for (const auto& protein : ion.proteins) seen.insert(protein.substr(protein.rfind('_') + 1));
      if (seen.size() != 1 || *seen.begin() != species) continue;
      Eigen::VectorXd log2(6);
      for (std::size_t r = 0; r < 6; ++r)
        log2(static_cast<Eigen::Index>(r)) = ion.area[r] > 0 ? std::log2(ion.area[r]) : std::nan("");
      all.push_back(ratio(log2, least));
    }
    return all;
  }

  /// Of the first three runs to the last; NaN with fewer than `least` values on either side.
  static double ratio(const Eigen::VectorXd& log2, std::size_t least) {
    double sums[2] = {0, 0};
    std::size_t counts[2] = {0, 0};
    for (Eigen::Index r = 0; r < 6; ++r) {
      if (std::isnan(log2(r))) continue;
      sums[r / 3] += log2(r);
      ++counts[r / 3];
    }
    if (counts[0] < least || counts[1] < least) return std::nan("");
    return sums[0] / static_cast<double>(counts[0]) - sums[1] / static_cast<double>(counts[1]);
  }

 private:
  struct Ion {
    std::set<std::string> proteins;
    double area[6] = {0, 0, 0, 0, 0, 0};
  };

  void addRow(const TsvFile& file, const TsvFile::Row& row) {
    const auto cell = [&](const char* name) { return std::string(row.cells[file.requiredColumn(name)]); };
    Ion& ion = ions_[{cell("ModifiedSequence"), cell("PrecursorCharge")}];
    const auto parts = split(cell("ProteinName"), '/');
    for (std::size_t i = 1; i < parts.size(); ++i) {
      ion.proteins.insert(parts[i]);
      proteins_[parts[i]] = 0;
    }
    const std::string name = cell("FileName");
    const int run = std::stoi(name.substr(name.rfind('_') + 1)) - 7;  // 0 to 5, those of the first mixture even
    ion.area[run / 2 + (run % 2) * 3] = parseNumber(cell("TotalArea")).value_or(0);
  }

  void addIon(const std::pair<std::string, std::string>& key, const Ion& ion) {
    Psm psm;
    psm.modifiedSequence = key.first;
    for (const char letter : key.first) psm.sequence += letter >= 'A' && letter <= 'Z' ? std::string(1, letter) : "";
    psm.charge = std::stoi(key.second);
    psm.qValue = psm.peptideQValue = 0;
    for (const auto& protein : ion.proteins) psm.proteins.push_back(proteins_.at(protein));
    const std::size_t index = data_.traces.ions.ions.size();
    data_.traces.ions.ions.push_back({psm.modifiedSequence, psm.sequence, psm.charge, 0, psm.proteins});
    for (std::size_t r = 0; r < 6; ++r) addArea(data_, r, index, ion.area[r]);
    data_.identifications.psms.push_back(std::move(psm));
  }

  std::map<std::pair<std::string, std::string>, Ion> ions_;
  std::map<std::string, std::uint32_t> proteins_;
  StudyData data_;
};

void tell(const char* what, std::size_t least, const std::function<std::vector<double>(const std::string&)>& ratiosOf) {
  std::printf("%-10s %5zu", what, least);
  for (const char* species : {"HUMAN", "YEAS8", "ECOLI"}) {
    std::vector<double> ratios;
    for (const double ratio : ratiosOf(species)) {
      if (!std::isnan(ratio)) ratios.push_back(ratio);
    }
    std::printf("  %6zu %7.3f %6.3f", ratios.size(), median(ratios), robustSd(ratios));
  }
  std::printf("\n");
}

void measureMixture(const std::string& path) {
  const Mixture mixture(readTsv(path));
  std::printf("%-16s  %-22s  %-22s  %-22s\nrows      each at  ", "", "human, 0", "yeast, 1", "E. coli, -2");
  std::printf("number median    SD   number median    SD   number median    SD\n");
  for (const std::size_t least : {1, 2, 3})
    tell("precursors", least, [&](const std::string& species) { return mixture.ratios(species, least); });
  for (const RollUp method : {RollUp::MaxLfq, RollUp::Top3, RollUp::Summed}) {
    const Quantification result = quantify(mixture.data(), method);
    const SampleFactors factors = sampleFactors(result.proteins, mixture.data().study, Normalization::Median);
    double shift = 0;
    for (std::size_t s = 0; s < 6; ++s) shift += (s < 3 ? 1 : -1) * factors.samples[s].log2Shift / 3;
    std::printf("%s: the median normalisation would take off %.3f\n", std::string(nameOf(method)).c_str(), shift);
    for (const std::size_t least : {1, 2, 3}) {
      tell(std::string(nameOf(method)).c_str(), least, [&](const std::string& species) {
        std::vector<double> ratios;
        for (std::size_t r = 0; r < result.proteins.rows.size(); ++r) {
          if (result.proteins.rows[r].genes == species)
            ratios.push_back(Mixture::ratio(result.proteins.log2.row(static_cast<Eigen::Index>(r)), least));
        }
        return ratios;
      });
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string(argv[1]) == "time") {
    timeRollUp(std::stoul(argv[2]), std::stoul(argv[3]));
    return 0;
  }
  if (argc == 3 && std::string(argv[1]) == "mixture") {
    measureMixture(argv[2]);
    return 0;
  }
  std::cerr << "rollup time PROTEINS SAMPLES\nrollup mixture TABLE\n";
  return 6;
}
