#include "vescargo/openms/readRun.h"

#include <OpenMS/CONCEPT/Exception.h>
#include <OpenMS/FORMAT/DATAACCESS/MSDataTransformingConsumer.h>
#include <OpenMS/FORMAT/DATAACCESS/MSDataWritingConsumer.h>
#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSSpectrum.h>
#include <OpenMS/TRANSFORMATIONS/RAW2PEAK/PeakPickerHiRes.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>

#include "vescargo/base/OutputFile.h"
#include "vescargo/openms/requireArraysOfOpenMs.h"
#include "vescargo/spectra/SpectrumSplitter.h"
#include "vescargo/spectra/readMzMl.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

class Centroider {
 public:
  explicit Centroider(const PickOptions& options) : estimatesNoise_(options.signalToNoise > 0) {
    OpenMS::Param parameters = picker_.getParameters();
    parameters.setValue("signal_to_noise", options.signalToNoise);
    picker_.setParameters(parameters);
  }

  /// Centroids a profile spectrum in place; true when it was one.
  bool centroid(OpenMS::MSSpectrum& spectrum) const {
    if (spectrum.getType(true) != OpenMS::SpectrumSettings::PROFILE) return false;
    OpenMS::MSSpectrum picked;
    pick(spectrum, picked);
    picked.setType(OpenMS::SpectrumSettings::CENTROID);
    spectrum = std::move(picked);
    return true;
  }

  /// The same for the peaks of the core's reader; may be called by several threads.
  bool centroid(RawPeaks& peaks) const {
    OpenMS::MSSpectrum spectrum;
    if (peaks.kind == PeakKind::Profile) spectrum.setType(OpenMS::SpectrumSettings::PROFILE);
    spectrum.reserve(peaks.mz.size());
    for (std::size_t i = 0; i < peaks.mz.size(); ++i) spectrum.emplace_back(peaks.mz[i], peaks.intensity[i]);
    if (!centroid(spectrum)) return false;
    peaks.mz.clear();
    peaks.intensity.clear();
    for (const auto& peak : spectrum) {
      peaks.mz.push_back(peak.getMZ());
      peaks.intensity.push_back(peak.getIntensity());
    }
    return true;
  }

 private:
  void pick(const OpenMS::MSSpectrum& spectrum, OpenMS::MSSpectrum& picked) const {
    // OpenMS's noise estimator counts its progress in a variable that all threads share.
    std::unique_lock lock(noise_, std::defer_lock);
    if (estimatesNoise_) lock.lock();
    picker_.pick(spectrum, picked);
  }

  OpenMS::PeakPickerHiRes picker_;
  bool estimatesNoise_ = false;
  mutable std::mutex noise_;
};

/// Appends spectra to the columns of a Run.
class RunBuilder {
 public:
  explicit RunBuilder(const std::string& path) { run_.name = runName(path); }

  void add(OpenMS::MSSpectrum& spectrum, bool picked) {
    if (!spectrum.isSorted()) spectrum.sortByPosition();
    if (spectrum.getMSLevel() == 1) {
      run_.ms1RtSeconds.push_back(static_cast<float>(spectrum.getRT()));
      addPeaks(spectrum, run_.ms1);
    } else if (spectrum.getMSLevel() == 2) {
      run_.ms2Headers.push_back(headerOf(spectrum));
      addPeaks(spectrum, run_.ms2);
    }
    run_.pickedSpectra += picked ? 1 : 0;
  }

  Run take() { return std::move(run_); }

 private:
  static void addPeaks(const OpenMS::MSSpectrum& spectrum, PeakColumns& columns) {
    for (const auto& peak : spectrum) {
      if (!(peak.getIntensity() > 0)) continue;
      columns.mz.push_back(static_cast<float>(peak.getMZ()));
      columns.intensity.push_back(peak.getIntensity());
    }
    columns.endSpectrum();
  }

  Ms2Header headerOf(const OpenMS::MSSpectrum& spectrum) const {
    Ms2Header header;
    header.nativeId = spectrum.getNativeID();
    header.rtSeconds = static_cast<float>(spectrum.getRT());
    header.ms1 = static_cast<std::int32_t>(run_.ms1RtSeconds.size()) - 1;
    if (spectrum.getPrecursors().empty()) return header;
    const auto& precursor = spectrum.getPrecursors().front();
    header.precursorMz = precursor.getMZ();
    header.charge = precursor.getCharge();
    if (precursor.getIsolationWindowLowerOffset() + precursor.getIsolationWindowUpperOffset() > 0) {
      header.isolationLow = static_cast<float>(precursor.getMZ() - precursor.getIsolationWindowLowerOffset());
      header.isolationHigh = static_cast<float>(precursor.getMZ() + precursor.getIsolationWindowUpperOffset());
    }
    return header;
  }

  Run run_;
};

void checkReadable(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  if (std::filesystem::is_directory(path, ignored)) {
    throw Error(ExitCode::Unreadable, path, "is a folder", "give an mzML file");
  }
  // OpenMS tells a file that may not be read as one that is broken.
  if (!std::ifstream(path)) throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions");
  if (std::filesystem::file_size(path, ignored) == 0) {
    throw Error(ExitCode::Empty, path, "is empty", "convert or copy the run again");
  }
}

/// Turns OpenMS's exceptions into ours.
template <class Act>
auto translated(const std::string& path, Act&& act) {
  try {
    return act();
  } catch (const OpenMS::Exception::BaseException& fault) {
    std::string reason = fault.getMessage();
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    throw Error(ExitCode::CorruptContent, path, "is no whole mzML file (" + reason + ")",
                "convert or copy the run again");
  }
}

/// Runs OpenMS's parser over the file; `otherArrays` says what to do when it has arrays that OpenMS does not know.
void parse(const std::string& path, OpenMS::Interfaces::IMSDataConsumer& consumer, const std::string& otherArrays) {
  checkReadable(path);
  requireNoDocumentType(path);
  requireArraysOfOpenMs(path, otherArrays);
  translated(path, [&] {
    OpenMS::MzMLFile file;
    file.setLogType(OpenMS::ProgressLogger::NONE);
    file.transform(path, &consumer, true, true);
  });
}

void checkNotEmpty(const std::string& path, std::size_t spectra) {
  if (spectra == 0) throw Error(ExitCode::Empty, path, "has no spectrum", "convert the run again, with MS1 and MS2");
}

}  // namespace

Run readRun(const std::string& path, const PickOptions& options) {
  checkReadable(path);
  const Centroider centroider(options);
  std::optional<Run> run =
      translated(path, [&] { return readMzMl(path, [&](RawPeaks& peaks) { return centroider.centroid(peaks); }); });
  return run ? std::move(*run) : readRunThroughOpenMs(path, options);
}

Run readRunThroughOpenMs(const std::string& path, const PickOptions& options) {
  const Centroider centroider(options);
  RunBuilder builder(path);
  OpenMS::MSDataTransformingConsumer consumer;
  std::size_t spectra = 0;
  std::string broken;  // told once the file is read, not from within OpenMS
  consumer.setSpectraProcessingFunc([&](OpenMS::MSSpectrum& spectrum) {
    const bool positive = std::all_of(spectrum.begin(), spectrum.end(),
                                      [](const auto& peak) { return peak.getMZ() > 0 && std::isfinite(peak.getMZ()); });
    if (!positive && broken.empty()) broken = spectrum.getNativeID();
    if (!positive) spectrum.clear(false);
    const bool picked = centroider.centroid(spectrum);
    builder.add(spectrum, picked);
    ++spectra;
  });
  parse(path, consumer, "convert the run again, with zlib compression");
  if (!broken.empty())
    throw Error(ExitCode::CorruptContent, path,
                "spectrum " + inQuotes(broken) + " has an m/z that is no positive number",
                "convert or copy the run again");
  checkNotEmpty(path, spectra);
  return builder.take();
}

namespace {

constexpr const char* withoutPicker =
    "leave EVPeakPicker out: the other programs read such arrays, and centroid runs themselves";

/// Writes every spectrum as it comes, centroided.
class CentroidingWriter : public OpenMS::MSDataWritingConsumer {
 public:
  CentroidingWriter(const std::string& path, const PickOptions& options)
      : OpenMS::MSDataWritingConsumer(path), centroider_(options) {
    OpenMS::PeakFileOptions fileOptions;
    fileOptions.setCompression(true);
    fileOptions.setMz32Bit(false);
    fileOptions.setIntensity32Bit(true);
    setOptions(fileOptions);
  }

  const PickCounts& counts() const { return counts_; }

 private:
  void processSpectrum_(SpectrumType& spectrum) override {
    ++counts_.spectra;
    counts_.picked += centroider_.centroid(spectrum) ? 1 : 0;
  }
  void processChromatogram_(ChromatogramType&) override {}

  Centroider centroider_;
  PickCounts counts_;
};

}  // namespace

PickCounts pickFile(const std::string& in, const std::string& out, const PickOptions& options) {
  PickCounts counts;
  writeFileThrough(out, [&](const std::string& temporary) {
    CentroidingWriter writer(temporary, options);
    parse(in, writer, "convert the run again, with zlib compression, or " + std::string(withoutPicker));
    counts = writer.counts();
    checkNotEmpty(in, counts.spectra);
  });
  return counts;
}

}  // namespace vescargo
