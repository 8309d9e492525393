// Measures the purity scores and verdicts on simulated protein tables whose platelet fractions are known;
// bench/purity runs it.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

#include "vescargo/base/Random.h"
#include "vescargo/purity/scorePurity.h"
#include "vescargo/simulate/Proteome.h"
#include "vescargo/stats/distributions.h"
#include "vescargo/stats/robust.h"

using namespace vescargo;

namespace {

constexpr double usualPlatelets = 0.04;  // relative to vesicles, as the simulator's proteome counts them

struct Setting {
  std::vector<MarkerPanel> panels;
  std::vector<VerdictRule> rules;
};

/// How tubes are measured: as EVPipeline measures test_mzml (bench/purity), or without a limit of detection.
struct Measurement {
  bool limited = true;
};

/// A study by its tubes' platelets, relative to vesicles: subjects x time points pre and post.
Study studyOf(std::size_t tubes) {
  Study study;
  study.timePoints = {"pre", "post"};
  for (std::size_t i = 0; i < tubes; ++i) {
    const std::string subject = "S" + std::to_string(i / 2), time = i % 2 == 0 ? "pre" : "post";
    if (i % 2 == 0) study.subjects.push_back(subject);
    study.samples.push_back({subject + "_" + time, subject, time, "", "", {}});
  }
  return study;
}

QuantTable measure(const std::vector<SimulatedProtein>& proteome, const std::vector<double>& platelets, int seed,
                   Measurement how) {
  const auto key = static_cast<std::uint64_t>(seed);
  QuantTable table;
  table.samples = studyOf(platelets.size()).sampleNames();
  std::vector<std::vector<double>> rows;
  std::vector<double> plasma, loading;
  Random ofTubes(key, "tubes");
  for (std::size_t i = 0; i < platelets.size(); ++i) {
    plasma.push_back(std::exp2(0.5 * ofTubes.normal()));
    loading.push_back(0.2 * ofTubes.normal());
  }
  for (const SimulatedProtein& protein : proteome) {
    if (protein.kind == ProteinClass::Absent || protein.kind == ProteinClass::Unlisted) continue;
    const std::string& name = protein.protein.accession;
    Random ofProtein(key, "protein", name);
    const double visibility = 1.5 * ofProtein.normal();
    const double change = ofProtein.uniform() < 0.25 ? 2 * ofProtein.uniform(-1, 1) : 0;
    double baseline = 0;
    std::vector<double>& row = rows.emplace_back();
    for (std::size_t i = 0; i < platelets.size(); ++i) {
      if (i % 2 == 0) baseline = 0.3 * ofProtein.normal();
      const double material = protein.fromVesicles * std::exp2(i % 2 == 1 ? change : 0) +
                              protein.fromPlatelets * platelets[i] / usualPlatelets + protein.fromElsewhere * plasma[i];
      const double noise = (ofProtein.uniform() < 0.1 ? 0.8 : 0.25) * ofProtein.normal() + 0.15 * ofProtein.normal();
      const double value = std::log2(material) + baseline + loading[i] + noise;
      const double chance = 1 / (1 + std::exp(-(value + visibility - 24.8) / 0.4));
      const bool seen = !how.limited || ofProtein.uniform() < chance;
      row.push_back(material > 0 && seen ? value : std::nan(""));
    }
    table.rows.push_back({name, name, protein.protein.gene, 2});
  }
  table.log2.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(platelets.size()));
  for (std::size_t r = 0; r < rows.size(); ++r)
    table.log2.row(static_cast<Eigen::Index>(r)) =
        Eigen::RowVectorXd::Map(rows[r].data(), static_cast<Eigen::Index>(rows[r].size()));
  return table;
}

Purity scored(const Setting& setting, const std::vector<double>& platelets, int seed, Measurement how) {
  SimulatorOptions options;
  options.seed = seed;
  const QuantTable table = measure(makeProteome(setting.panels, options), platelets, seed, how);
  PurityOptions purity;
  purity.bootstraps = 100;
  return scorePurity(table, studyOf(platelets.size()), setting.panels, purity, setting.rules);
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> found;
  for (const double value : values) {
    double rank = 0;
    for (const double other : values) rank += other < value ? 1 : other == value ? 0.5 : 0;
    found.push_back(rank);
  }
  return found;
}

/// Spearman's over those that are known in both; with 2 or fewer not known.
double spearman(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    x.push_back(a[i]);
    y.push_back(b[i]);
  }
  if (x.size() < 3) return std::nan("");
  x = ranks(x);
  y = ranks(y);
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
    xy += (x[i] - mean) * (y[i] - mean);
  }
  return xy / std::sqrt(xx * yy);
}

/// "98.2 % (96.0 to 99.3)": a count with its exact interval (Clopper & Pearson 1934).
std::string binomial(int count, int of) {
  const double low = count == 0 ? 0 : betaQuantile(0.025, count, of - count + 1);
  const double high = count == of ? 1 : betaQuantile(0.975, count + 1, of - count);
  char text[80];
  std::snprintf(text, sizeof text, "%d of %d = %.1f %% (%.1f to %.1f)", count, of, 100.0 * count / of, 100 * low,
                100 * high);
  return text;
}

double at(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(p * static_cast<double>(values.size() - 1)))];
}

/// 12 tubes with 0.1 to 30 % platelets in equal steps of the logarithm, in random order.
void dilutions(const Setting& setting, int studies) {
  std::printf("\nDilution: 12 tubes of 0.1 to 30 %% platelets, %d studies\n\n", studies);
  std::printf("| | Spearman, median | lowest 5 %% | share above 0.98 | tubes scored |\n|---|---|---|---|---|\n");
  for (const bool limited : {false, true}) {
    std::vector<double> score, share, classic;
    int scoredTubes = 0;
    for (int seed = 1; seed <= studies; ++seed) {
      std::vector<double> platelets, truth;
      for (int i = 0; i < 12; ++i) truth.push_back(0.001 * std::pow(300, i / 11.0));
      Random random(static_cast<std::uint64_t>(seed), "order");
      for (std::size_t i = truth.size(); i > 1; --i) std::swap(truth[i - 1], truth[random.below(i)]);
      for (const double fraction : truth) platelets.push_back(fraction / (1 - fraction));
      const Purity purity = scored(setting, platelets, seed, {limited});
      std::vector<double> scores, shares, classics;
      for (const SamplePurity& sample : purity.table.samples) {
        scores.push_back(sample.plateletCore);
        shares.push_back(sample.materials[0]);
        classics.push_back(sample.plateletShare);
        scoredTubes += std::isnan(sample.plateletCore) ? 0 : 1;
      }
      score.push_back(spearman(scores, truth));
      share.push_back(spearman(shares, truth));
      classic.push_back(spearman(classics, truth));
    }
    for (const auto& [name, values] : {std::pair{"platelet_core", score}, std::pair{"platelet_material", share},
                                       std::pair{"platelet_share", classic}}) {
      std::vector<double> known;
      int above = 0;
      for (const double value : values) {
        if (!std::isnan(value)) known.push_back(value);
        above += value > 0.98 ? 1 : 0;
      }
      std::printf("| `%s`%s | %.3f | %.3f | %s | %s |\n", name, limited ? ", with a limit of detection" : "",
                  median(known), at(known, 0.05), binomial(above, static_cast<int>(known.size())).c_str(),
                  name == std::string("platelet_core") ? binomial(scoredTubes, 12 * studies).c_str() : "");
    }
  }
}

struct Counts {
  int flagged = 0, spoilt = 0, cleanFailed = 0, clean = 0, cleanCaution = 0, spoiltCaution = 0;
};

/// Studies with one tube of ten times the median of the others, which spread by so many log2.
Counts spoiltTubes(const Setting& setting, std::size_t tubes, double spread, int studies) {
  Counts counts;
  for (int seed = 1; seed <= studies; ++seed) {
    Random random(static_cast<std::uint64_t>(seed), "spoilt");
    std::vector<double> platelets;
    for (std::size_t i = 0; i < tubes; ++i) platelets.push_back(usualPlatelets * std::exp2(spread * random.normal()));
    const std::size_t bad = random.below(tubes);
    platelets[bad] = 10 * median(platelets);
    const Purity purity = scored(setting, platelets, seed, {});
    for (std::size_t i = 0; i < tubes; ++i) {
      const Verdict verdict = purity.table.samples[i].verdict;
      (i == bad ? counts.spoilt : counts.clean) += 1;
      if (verdict == Verdict::Fail) (i == bad ? counts.flagged : counts.cleanFailed) += 1;
      if (verdict == Verdict::Caution) (i == bad ? counts.spoiltCaution : counts.cleanCaution) += 1;
    }
  }
  return counts;
}

void spoilt(const Setting& setting, int studies) {
  std::printf("\nOne tube of ten times the median, `fail`, %d studies a row\n\n", studies);
  std::printf("| tubes | spread of the others, log2 SD | sensitivity | specificity | cautions among the others |\n");
  std::printf("|---|---|---|---|---|\n");
  for (const std::size_t tubes : {12UL, 24UL, 48UL}) {
    for (const double spread : {0.25, 0.5, 0.75, 1.0}) {
      const Counts counts = spoiltTubes(setting, tubes, spread, studies);
      std::printf("| %zu | %.2f | %s | %s | %.1f %% |\n", tubes, spread,
                  binomial(counts.flagged, counts.spoilt).c_str(),
                  binomial(counts.clean - counts.cleanFailed, counts.clean).c_str(),
                  100.0 * counts.cleanCaution / counts.clean);
    }
  }
}

/// Exercise multiplies platelet vesicles in every post tube; how much differs by subject.
void rises(const Setting& setting, int studies) {
  std::printf("\nPlatelet vesicles that rise with exercise, 12 tubes, %d studies a row\n\n", studies);
  std::printf(
      "| rise of platelet material, log2 | its SD over subjects | pre tubes that fail | post tubes that fail | "
      "studies told to be confounded |\n|---|---|---|---|---|\n");
  for (const double rise : {0.0, 1.0, 2.0, 3.0}) {
    for (const double varied : {0.0, 0.5}) {
      if (rise == 0 && varied > 0) continue;
      int pre = 0, post = 0, told = 0;
      for (int seed = 1; seed <= studies; ++seed) {
        Random random(static_cast<std::uint64_t>(seed), "rise");
        std::vector<double> platelets;
        for (int i = 0; i < 12; ++i)
          platelets.push_back(usualPlatelets *
                              std::exp2(0.5 * random.normal() + (i % 2 == 1 ? rise + varied * random.normal() : 0)));
        const Purity purity = scored(setting, platelets, seed, {});
        for (const SamplePurity& sample : purity.table.samples)
          (sample.timePoint == "pre" ? pre : post) += sample.verdict == Verdict::Fail ? 1 : 0;
        told += std::any_of(purity.pairs.begin(), purity.pairs.end(),
                            [](const PairChange& pair) {
                              return pair.ofAll() && pair.contaminant == contaminantNames::platelets && pair.p < 0.05;
                            })
                    ? 1
                    : 0;
      }
      std::printf("| %.0f | %.1f | %s | %s | %s |\n", rise, varied, binomial(pre, 6 * studies).c_str(),
                  binomial(post, 6 * studies).c_str(), binomial(told, studies).c_str());
    }
  }
}

}  // namespace

int main(int argc, const char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: tubes PARAMS STUDIES\n");
    return 7;
  }
  const std::string params = argv[1];
  const int studies = std::atoi(argv[2]);
  const Setting setting{readPanels(params + "/panels"), readVerdictRules(params + "/purity/rules.tsv")};
  dilutions(setting, studies);
  spoilt(setting, studies);
  rises(setting, studies);
  return 0;
}
