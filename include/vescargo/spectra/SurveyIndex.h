#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vescargo/base/ColumnFile.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// A peak of a survey (MS1) spectrum.
struct SurveyPeak {
  std::uint32_t spectrum = 0;  ///< index into SurveyIndex::rtSeconds
  float mz = 0;
  float intensity = 0;
};

/// The survey spectra of a run, turned by m/z: what eluted at one m/z stands together, in order of time, so that the
/// trace of an ion is a few cache lines. Peaks are in bins of the upper bits of their m/z (7.6 to 15.3 ppm
/// wide), in a bin by spectrum, then m/z. 12 bytes a peak. Traces look in the spectra of one lane.
struct SurveyIndex {
  std::vector<float> rtSeconds;   ///< of the survey spectra, ascending within a lane
  std::vector<Lane> lanes;        ///< together they have all survey spectra
  std::vector<SurveyPeak> peaks;  ///< bin b has [offset[b], offset[b + 1])
  std::vector<std::uint32_t> offset{0};
  std::uint32_t firstBin = 0;        ///< number of bin 0, of binOf
  std::uint32_t ms2Spectra = 0;      ///< of the run
  double totalIonCurrent = 0;        ///< sum of all intensities
  PassedOverCounts passedOver{};     ///< as in Run
  std::uint64_t missingSpectra = 0;  ///< as in Run

  static std::uint32_t binOf(float mz) { return std::bit_cast<std::uint32_t>(mz) >> 7U; }

  /// Calls visit(const SurveyPeak&) for the peaks of spectra [first, last) with m/z from `low` to `high`, both in and
  /// above 0: by bin, then spectrum, then m/z.
  template <class Visit>
  void eachPeak(float low, float high, std::pair<std::uint32_t, std::uint32_t> spectra, Visit&& visit) const {
    const std::uint32_t bins = static_cast<std::uint32_t>(offset.size()) - 1;
    const std::uint32_t begin = std::max(binOf(low), firstBin) - firstBin;
    const std::uint32_t end = binOf(high) < firstBin ? 0 : std::min(binOf(high) - firstBin + 1, bins);
    for (std::uint32_t bin = begin; bin < end; ++bin) {
      const auto there = std::span(peaks).subspan(offset[bin], offset[bin + 1] - offset[bin]);
      auto peak = std::partition_point(there.begin(), there.end(),
                                       [&](const SurveyPeak& other) { return other.spectrum < spectra.first; });
      for (; peak != there.end() && peak->spectrum < spectra.second; ++peak) {
        if (peak->mz >= low && peak->mz <= high) visit(*peak);
      }
    }
  }
};

SurveyIndex indexSurveys(const Run& run);

/// Writes an index as a binary file, so that a second look at a run need not parse it again: "VESCASUR", version and
/// sizes, the columns as they are in memory, and a CRC-32 of all before it. Throws CannotWrite.
void writeSurveyIndex(const SurveyIndex& index, const std::string& path);

/// Reads what writeSurveyIndex wrote on a machine of the same byte order; every value has the same bits. Throws
/// MissingFile, Unreadable, or CorruptContent for other content, another version, a file that is cut off or has bytes
/// to spare, or a checksum that does not fit.
SurveyIndex readSurveyIndex(const std::string& path);

/// The same as the last section of another file.
void writeSurveys(ColumnWriter& writer, const SurveyIndex& index);
SurveyIndex readSurveys(ColumnReader& reader);

}  // namespace vescargo
