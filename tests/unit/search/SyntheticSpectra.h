#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "search/Chemistry.h"
#include "vescargo/search/BinnedSpectrum.h"
#include "vescargo/search/Mass.h"
#include "vescargo/spectra/Run.h"

namespace vescargo::test {

/// b and y ions, as far as the fragment charge, by ascending m/z.
inline std::vector<FragmentPeak> theoreticalIons(const std::vector<double>& masses, int mostCharge) {
  double whole = waterMass;
  for (const double mass : masses) whole += mass;
  std::vector<FragmentPeak> ions;
  double before = 0;
  for (std::size_t bond = 1; bond < masses.size(); ++bond) {
    before += masses[bond - 1];
    for (int charge = 1; charge <= mostCharge; ++charge) {
      ions.push_back({static_cast<float>(ionMz(before, charge)), 100});
      ions.push_back({static_cast<float>(ionMz(whole - before, charge)), 100});
    }
  }
  std::sort(ions.begin(), ions.end(), [](const auto& a, const auto& b) { return a.mz < b.mz; });
  return ions;
}

inline std::vector<Protein> proteome() {
  Dice dice(3);
  std::vector<Protein> proteins;
  for (int i = 0; i < 40; ++i) proteins.push_back(protein("P" + std::to_string(100 + i), randomSequence(dice, 400)));
  return proteins;
}

/// Appends an MS2 spectrum.
inline void addSpectrum(Run& run, const std::vector<FragmentPeak>& peaks, double precursorMz, int charge) {
  for (const auto& peak : peaks) {
    run.ms2.mz.push_back(peak.mz);
    run.ms2.intensity.push_back(peak.intensity);
  }
  run.ms2.endSpectrum();
  Ms2Header header;
  header.nativeId = "scan=" + std::to_string(run.ms2Headers.size() + 1);
  header.precursorMz = precursorMz;
  header.charge = charge;
  header.ms1 = static_cast<std::int32_t>(run.ms1.spectra()) - 1;
  run.ms2Headers.push_back(header);
}

/// Appends a survey spectrum of peaks by ascending m/z.
inline void addSurvey(Run& run, const std::vector<FragmentPeak>& peaks) {
  run.ms1RtSeconds.push_back(static_cast<float>(run.ms1.spectra()));
  for (const auto& peak : peaks) {
    run.ms1.mz.push_back(peak.mz);
    run.ms1.intensity.push_back(peak.intensity);
  }
  run.ms1.endSpectrum();
}

inline std::vector<double> massesOf(const PeptideDatabase& database, const PeptideRecord& record) {
  std::vector<double> masses(record.length);
  database.residueMasses(record, masses.data());
  return masses;
}

}  // namespace vescargo::test
