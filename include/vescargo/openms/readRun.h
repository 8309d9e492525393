#pragma once

#include <string>

#include "vescargo/base/Options.h"
#include "vescargo/spectra/Run.h"

namespace vescargo {

/// How profile spectra are centroided (OpenMS's PeakPickerHiRes).
struct PickOptions {
  double signalToNoise = 0;

  static constexpr std::string_view topic = "Reading";

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit("signal_to_noise", self.signalToNoise, "Smallest signal-to-noise ratio of a picked peak; 0 = all peaks",
          Limits{0, 1000});
  }
};

/// Reads an mzML file, gzipped or not, and centroids what is profile. By readMzMl, or by OpenMS
/// where that finds something that it does not know.
/// Throws MissingFile, Unreadable, CorruptContent (no XML, cut off, a document type definition),
/// Empty (no spectrum), DoNotFit (SRM), and what requireUsable does.
Run readRun(const std::string& path, const PickOptions& options = {});

/// The same by OpenMS's reader alone.
Run readRunThroughOpenMs(const std::string& path, const PickOptions& options = {});

/// What pickFile did.
struct PickCounts {
  std::size_t spectra = 0;
  std::size_t picked = 0;  ///< those that were profile
};

/// Copies an mzML file spectrum by spectrum, centroiding what is profile;
/// readRun gives the same Run for both files. Throws as readRun does, and CannotWrite.
PickCounts pickFile(const std::string& in, const std::string& out, const PickOptions& options);

}  // namespace vescargo
