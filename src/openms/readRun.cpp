#include "vescargo/openms/readRun.h"

#include <OpenMS/CONCEPT/Exception.h>
#include <OpenMS/FORMAT/DATAACCESS/MSDataTransformingConsumer.h>
#include <OpenMS/FORMAT/DATAACCESS/MSDataWritingConsumer.h>
#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <OpenMS/KERNEL/MSSpectrum.h>
#if __has_include(<OpenMS/PROCESSING/CENTROIDING/PeakPickerHiRes.h>)
#include <OpenMS/PROCESSING/CENTROIDING/PeakPickerHiRes.h>  // OpenMS 3.2 and later
#else
#include <OpenMS/TRANSFORMATIONS/RAW2PEAK/PeakPickerHiRes.h>
#endif
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>

#include "vescargo/base/GzipSink.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/TextStream.h"
#include "vescargo/openms/arraysForOpenMs.h"
#include "vescargo/openms/xmlDoor.h"
#include "vescargo/spectra/MzMlHead.h"
#include "vescargo/spectra/ScanFacts.h"
#include "vescargo/spectra/SpectrumSplitter.h"
#include "vescargo/spectra/acquisition.h"
#include "vescargo/spectra/arrangeSurveys.h"
#include "vescargo/spectra/readMzMl.h"
#include "vescargo/spectra/sumPeaks.h"
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
    if (spectrum.getType(true) != OpenMS::SpectrumSettings::SpectrumType::PROFILE) return false;
    OpenMS::MSSpectrum picked;
    pick(spectrum, picked);
    // PeakPickerHiRes forgets these; a FAIMS voltage is one, to OpenMS.
    picked.setDriftTime(spectrum.getDriftTime());
    picked.setDriftTimeUnit(spectrum.getDriftTimeUnit());
    picked.setType(OpenMS::SpectrumSettings::SpectrumType::CENTROID);
    spectrum = std::move(picked);
    return true;
  }

  /// The same for the peaks of the core's reader; may be called by several threads.
  bool centroid(RawPeaks& peaks) const {
    OpenMS::MSSpectrum spectrum;
    if (peaks.kind == PeakKind::Profile) spectrum.setType(OpenMS::SpectrumSettings::SpectrumType::PROFILE);
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

/// What OpenMS keeps of it. It does not keep which analyzer measured.
ScanFacts factsOf(const OpenMS::MSSpectrum& spectrum) {
  using Settings = OpenMS::InstrumentSettings;
  using Mobility = decltype(spectrum.getDriftTimeUnit());
  const Settings& settings = spectrum.getInstrumentSettings();
  ScanFacts facts;
  if (settings.getPolarity() == OpenMS::IonSource::NEGATIVE) facts.polarity = ScanFacts::Polarity::Negative;
  if (settings.getPolarity() == OpenMS::IonSource::POSITIVE) facts.polarity = ScanFacts::Polarity::Positive;
  facts.radiation = settings.getScanMode() == Settings::EMR || settings.getScanMode() == Settings::EMISSION ||
                    settings.getScanMode() == Settings::ABSORPTION;
  for (const auto& window : settings.getScanWindows()) {
    if (window.begin < window.end)
      facts.windows.push_back({static_cast<float>(window.begin), static_cast<float>(window.end)});
  }
  const Mobility unit = spectrum.getDriftTimeUnit();
  if (unit == Mobility::FAIMS_COMPENSATION_VOLTAGE)
    facts.compensationVoltage = static_cast<float>(spectrum.getDriftTime());
  facts.mobility = unit == Mobility::MILLISECOND || unit == Mobility::VSSC;
  if (spectrum.metaValueExists("filter string"))
    facts.takeFilter(std::string(spectrum.getMetaValue("filter string").toString()));
  return facts;
}

/// Sums the peaks of one m/z where an array tells their ion mobilities.
void sumMobilities(OpenMS::MSSpectrum& spectrum) {
  const auto& arrays = spectrum.getFloatDataArrays();
  const bool mobile = std::any_of(arrays.begin(), arrays.end(),
                                  [](const auto& array) { return array.getName().hasSubstring("ion mobility"); });
  if (!mobile) return;
  std::vector<double> mz;
  std::vector<float> intensity;
  if (!spectrum.isSorted()) spectrum.sortByPosition();
  for (const auto& peak : spectrum) {
    mz.push_back(peak.getMZ());
    intensity.push_back(peak.getIntensity());
  }
  sumPeaks(mz, intensity);
  spectrum.clear(false);
  for (std::size_t i = 0; i < mz.size(); ++i) spectrum.emplace_back(mz[i], intensity[i]);
}

/// Appends spectra to the columns of a Run.
class RunBuilder {
 public:
  explicit RunBuilder(const std::string& path) { run_.name = runName(path); }

  void add(OpenMS::MSSpectrum& spectrum, bool picked) {
    const ScanFacts facts = factsOf(spectrum);
    ++spectra_;
    if (const auto reason = facts.reasonToPass()) {
      ++count(run_.passedOver, *reason);
    } else {
      if (!spectrum.isSorted()) spectrum.sortByPosition();
      addIons(spectrum, facts);
      run_.pickedSpectra += picked ? 1 : 0;
    }
  }

  Run take() {
    arrangeSurveys(run_, kinds_);
    return std::move(run_);
  }

 private:
  void addIons(const OpenMS::MSSpectrum& spectrum, const ScanFacts& facts) {
    // OpenMS gives a spectrum whose level is not said level 1.
    const unsigned level = spectrum.getMSLevel() == 1 && !spectrum.getPrecursors().empty() ? 2 : spectrum.getMSLevel();
    if (level == 1) {
      kinds_.addSurvey(facts.kind(std::string(spectrum.getNativeID())));
      run_.ms1RtSeconds.push_back(static_cast<float>(spectrum.getRT()));
      addPeaks(spectrum, run_.ms1);
    } else if (level == 2) {
      kinds_.addFragments({facts.compensationVoltage, facts.mobility});
      run_.ms2Headers.push_back(headerOf(spectrum));
      if (!(run_.ms2Headers.back().precursorMz > 0)) ++count(run_.passedOver, PassedOver::NoPrecursor);
      if (spectrum.getPrecursors().size() > 1) ++count(run_.passedOver, PassedOver::MorePrecursors);
      addPeaks(spectrum, run_.ms2);
    } else {
      ++count(run_.passedOver, PassedOver::HigherLevel);
    }
  }

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
    header.position = spectra_;
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
  SpectrumKinds kinds_;
  std::uint32_t spectra_ = 0;  // of all kinds
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

/// Turns OpenMS's exceptions, and what the standard library throws within it, into ours.
template <class Act>
auto translated(const std::string& path, Act&& act) {
  const auto refusal = [&](std::string reason) {
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return Error(ExitCode::CorruptContent, path, "is no whole mzML file (" + reason + ")",
                 "convert or copy the run again");
  };
  try {
    return act();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const OpenMS::Exception::BaseException& fault) {
    throw refusal(fault.getMessage());
  } catch (const std::exception& fault) {
    throw refusal(fault.what());
  }
}

/// What the times that OpenMS gives are to be multiplied by: it knows seconds and minutes, the
/// latter not by their old name (MS:1000038).
/// The first scan's unit is that of all.
double timeFactor(const std::string& path) {
  constexpr std::size_t block = std::size_t{1} << 16U;
  constexpr std::size_t most = std::size_t{1} << 24U;
  constexpr std::string_view scanStartTime = "\"MS:1000016\"";
  TextStream stream(path);
  std::string text;
  std::size_t at = std::string::npos;
  while (at == std::string::npos && text.size() < most) {
    const std::size_t from = text.size() - std::min(text.size(), scanStartTime.size());
    if (!stream.read(text, block)) return 1;
    at = text.find(scanStartTime, from);
  }
  if (at == std::string::npos) return 1;
  stream.read(text, block);
  const std::size_t begin = text.rfind('<', at);
  const std::string term = text.substr(begin, text.find('>', at) - begin);
  for (const auto& [unit, seconds] :
       {std::pair("\"MS:1000038\"", 60.0), {"\"UO:0000032\"", 3600.0}, {"\"UO:0000028\"", 1e-3}}) {
    if (term.find(unit) != std::string::npos) return seconds;
  }
  return 1;
}

/// So many threads of OpenMP while it lives.
class OmpThreads {
 public:
  explicit OmpThreads(int threads) : before_(omp_get_max_threads()) { omp_set_num_threads(threads); }
  OmpThreads(const OmpThreads&) = delete;
  OmpThreads& operator=(const OmpThreads&) = delete;
  ~OmpThreads() { omp_set_num_threads(before_); }

 private:
  int before_;
};

/// A file that goes when this does.
class TemporaryRun {
 public:
  explicit TemporaryRun(const std::filesystem::path& folder) : path_((folder / hiddenName("run.mzML")).string()) {}
  TemporaryRun(const TemporaryRun&) = delete;
  TemporaryRun& operator=(const TemporaryRun&) = delete;
  ~TemporaryRun() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Runs OpenMS's parser over a file that requireMzMl has let pass, or over one with its arrays as OpenMS knows them.
void parse(const std::string& path, OpenMS::Interfaces::IMSDataConsumer& consumer) {
  const ArraysSeen arrays = lookThroughArrays(path);
  const TemporaryRun rewritten(std::filesystem::temp_directory_path());
  if (arrays.unknownToOpenMs) rewriteArrays(path, rewritten.path());
  // OpenMS says of each spectrum without m/z that it lacks them, from all of its threads at once into one stream, which
  // can end the program.
  const OmpThreads threads(arrays.lackMzOrIntensity ? 1 : omp_get_max_threads());
  translated(path, [&] {
    OpenMS::MzMLFile file;
    file.setLogType(OpenMS::ProgressLogger::NONE);
    file.transform(arrays.unknownToOpenMs ? rewritten.path() : path, &consumer, true, true);
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
  if (!run) return readRunThroughOpenMs(path, options);
  requireUsable(*run, path);
  return std::move(*run);
}

Run readRunThroughOpenMs(const std::string& path, const PickOptions& options) {
  const Centroider centroider(options);
  RunBuilder builder(path);
  OpenMS::MSDataTransformingConsumer consumer;
  checkReadable(path);
  const double factor = timeFactor(path);
  std::size_t spectra = 0;
  std::string broken;  // told once the file is read, not from within OpenMS
  consumer.setSpectraProcessingFunc([&](OpenMS::MSSpectrum& spectrum) {
    const bool positive = std::all_of(spectrum.begin(), spectrum.end(), [](const auto& peak) {
      return peak.getMZ() > 0 && std::isfinite(peak.getMZ()) && !std::isinf(peak.getIntensity());
    });
    if (!positive && broken.empty()) broken = spectrum.getNativeID();
    if (!positive) spectrum.clear(false);
    spectrum.setRT(spectrum.getRT() * factor);
    sumMobilities(spectrum);
    const bool picked = centroider.centroid(spectrum);
    builder.add(spectrum, picked);
    ++spectra;
  });
  requireMzMl(path);
  std::size_t transitions = 0;
  consumer.setChromatogramProcessingFunc([&](OpenMS::MSChromatogram& chromatogram) {
    transitions +=
        chromatogram.getChromatogramType() == OpenMS::ChromatogramSettings::SELECTED_REACTION_MONITORING_CHROMATOGRAM
            ? 1
            : 0;
  });
  parse(path, consumer);
  if (!broken.empty())
    throw Error(ExitCode::CorruptContent, path,
                "spectrum " + inQuotes(broken) + " has an m/z that is no positive number, or an infinite intensity",
                "convert or copy the run again");
  if (spectra == 0 && transitions > 0)
    throw Error(ExitCode::DoNotFit, path,
                "is of targeted acquisition (SRM): it has " + std::to_string(transitions) +
                    " chromatograms of transitions and no spectrum",
                "analyse it with Skyline, and give a table of proteins to EVPlateletScorer");
  checkNotEmpty(path, spectra);
  Run run = builder.take();
  requireUsable(run, path);
  return run;
}

namespace {

/// Writes every spectrum as it comes, centroided.
class CentroidingWriter : public OpenMS::MSDataWritingConsumer {
 public:
  CentroidingWriter(const std::string& path, const PickOptions& options, double timeFactor)
      : OpenMS::MSDataWritingConsumer(path), centroider_(options), timeFactor_(timeFactor) {
    OpenMS::PeakFileOptions fileOptions;
    fileOptions.setCompression(true);
    fileOptions.setMz32Bit(false);
    fileOptions.setIntensity32Bit(true);
    setOptions(fileOptions);
  }

  const PickCounts& counts() const { return counts_; }

  /// Surveys without Thermo's filter, which tells their analyzer.
  std::size_t surveysWithoutFilter() const { return surveysWithoutFilter_; }

 private:
  void processSpectrum_(SpectrumType& spectrum) override {
    ++counts_.spectra;
    surveysWithoutFilter_ += spectrum.getMSLevel() == 1 && !spectrum.metaValueExists("filter string") ? 1 : 0;
    spectrum.setRT(spectrum.getRT() * timeFactor_);
    counts_.picked += centroider_.centroid(spectrum) ? 1 : 0;
  }
  void processChromatogram_(ChromatogramType&) override {}

  Centroider centroider_;
  double timeFactor_ = 1;
  PickCounts counts_;
  std::size_t surveysWithoutFilter_ = 0;
};

/// What the file says it was made from. Of its settings OpenMS's writer is given no more, since of several instrument
/// configurations OpenMS keeps one for all spectra.
OpenMS::ExperimentalSettings sourcesOf(const std::string& path) {
  OpenMS::ExperimentalSettings settings;
  translated(path, [&] {
    OpenMS::MzMLFile file;
    file.setLogType(OpenMS::ProgressLogger::NONE);
    file.getOptions().setMetadataOnly(true);
    OpenMS::MSExperiment head;
    file.load(path, head);
    settings.setSourceFiles(head.getSourceFiles());
  });
  return settings;
}

/// Whether surveys of an ion trap stand beside those of another analyzer.
bool mixesAnalyzers(const std::string& path) {
  SpectrumSplitter splitter(path);
  const auto head = splitter.isMzMl() ? MzMlHead::parse(splitter.head()) : std::nullopt;
  if (!head || !head->hasSeveralAnalyzers()) return false;
  const auto run = readMzMl(path, [](RawPeaks&) { return false; });
  if (!run) return false;
  const auto traps = std::count_if(run->lanes.begin(), run->lanes.end(),
                                   [](const Lane& lane) { return lane.kind.analyzer == Analyzer::IonTrap; });
  return traps > 0 && traps < static_cast<std::ptrdiff_t>(run->lanes.size());
}

}  // namespace

PickCounts pickFile(const std::string& in, const std::string& out, const PickOptions& options) {
  PickCounts counts;
  if (out.ends_with(".gz")) {
    const TemporaryRun plain(std::filesystem::path(out).parent_path());
    counts = pickFile(in, plain.path(), options);
    packFile(plain.path(), out);
    return counts;
  }
  checkReadable(in);
  const double factor = timeFactor(in);
  writeXmlThrough(out, "indexedmzML", [&](const std::string& temporary) {
    CentroidingWriter writer(temporary, options, factor);
    requireMzMl(in);
    writer.setExperimentalSettings(sourcesOf(in));
    parse(in, writer);
    counts = writer.counts();
    checkNotEmpty(in, counts.spectra);
    if (writer.surveysWithoutFilter() > 0 && mixesAnalyzers(in))
      throw Error(
          ExitCode::DoNotFit, in,
          "has surveys of an ion trap beside others, and OpenMS, which writes here, does not keep which is which",
          "leave EVPeakPicker out: the other programs centroid runs themselves");
  });
  return counts;
}

}  // namespace vescargo
