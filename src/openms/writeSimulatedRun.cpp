#include "vescargo/openms/writeSimulatedRun.h"

#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <OpenMS/METADATA/Precursor.h>
#include <OpenMS/METADATA/SourceFile.h>

#include <algorithm>
#include <cmath>

#include "vescargo/base/Error.h"
#include "vescargo/base/GzipSink.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/openms/laneTerms.h"

namespace vescargo {

namespace {

struct NativeIdFormat {
  const char* name;
  const char* accession;
};

NativeIdFormat nativeIdFormat(const LaneOptions& lanes) {
  if (lanes.functions()) return {"Waters nativeID format", "MS:1000769"};
  if (lanes.uvSpectra) return {"Thermo nativeID format", "MS:1000768"};
  return {"scan number only nativeID format", "MS:1000776"};
}

/// Spectra in the order of a file, with their names.
std::vector<WrittenSpectrum> listed(const SimulatedRun& run, const LaneOptions& lanes) {
  std::vector<WrittenSpectrum> written;
  std::vector<int> scans;  // of each function
  for (const SimulatedSpectrum& spectrum : run.spectra) {
    const int function = lanes.functions() ? functionOf(spectrum, run) : 0;
    scans.resize(std::max(scans.size(), static_cast<std::size_t>(function) + 1));
    const int scan = lanes.functions() ? ++scans[static_cast<std::size_t>(function)] : spectrum.scan;
    std::string id = "scan=" + std::to_string(scan);
    if (lanes.functions())
      id = "function=" + std::to_string(function) + " process=0 " + id;
    else if (lanes.uvSpectra)
      id =
          (spectrum.kind == SpectrumKind::Uv ? "controllerType=4" : "controllerType=0") + (" controllerNumber=1 " + id);
    written.push_back({&spectrum, std::move(id), function});
  }
  const auto byFunction = [](const auto& a, const auto& b) { return a.function < b.function; };
  const auto byKind = [](const auto& a, const auto& b) { return a.spectrum->kind < b.spectrum->kind; };
  if (lanes.spectrumOrder == SpectrumOrder::Function) std::stable_sort(written.begin(), written.end(), byFunction);
  if (lanes.spectrumOrder == SpectrumOrder::Behind) std::stable_sort(written.begin(), written.end(), byKind);
  return written;
}

OpenMS::InstrumentSettings settingsOf(const SimulatedSpectrum& spectrum, const SimulatedLane& lane, bool windows) {
  OpenMS::InstrumentSettings settings;
  settings.setScanMode(spectrum.msLevel == 0  ? OpenMS::InstrumentSettings::EMR
                       : spectrum.msLevel > 1 ? OpenMS::InstrumentSettings::MSNSPECTRUM
                       : lane.boxes.empty()   ? OpenMS::InstrumentSettings::MS1SPECTRUM
                                              : OpenMS::InstrumentSettings::SIM);
  if (spectrum.msLevel > 0)
    settings.setPolarity(lane.polarity == Polarity::Positive ? OpenMS::IonSource::POSITIVE
                                                             : OpenMS::IonSource::NEGATIVE);
  if (!windows || spectrum.msLevel != 1) return settings;
  for (const MzWindow& window : lane.boxes.empty() ? std::vector<MzWindow>{surveyRange} : lane.boxes) {
    settings.getScanWindows().emplace_back();
    settings.getScanWindows().back().begin = std::round(window.low * 1e4) / 1e4;
    settings.getScanWindows().back().end = std::round(window.high * 1e4) / 1e4;
  }
  return settings;
}

/// HCD, MS:1000422: HCID to OpenMS 2.6, for which later versions write MS:1002481.
template <class Precursor>
auto beamTypeDissociation() {
  if constexpr (requires { Precursor::ActivationMethod::HCD; })
    return Precursor::ActivationMethod::HCD;
  else
    return Precursor::ActivationMethod::HCID;
}

OpenMS::MSSpectrum spectrumOf(const WrittenSpectrum& written, const SimulatedLane& lane, bool windows) {
  const SimulatedSpectrum& from = *written.spectrum;
  OpenMS::MSSpectrum spectrum;
  spectrum.setNativeID(written.nativeId);
  spectrum.setMSLevel(static_cast<OpenMS::UInt>(from.msLevel));
  spectrum.setRT(std::round(from.rtSeconds * 1000) / 1000);
  spectrum.setType(from.profile ? OpenMS::SpectrumSettings::SpectrumType::PROFILE
                                : OpenMS::SpectrumSettings::SpectrumType::CENTROID);
  spectrum.setInstrumentSettings(settingsOf(from, lane, windows));
  double total = 0;
  for (std::size_t i = 0; i < from.mz.size(); ++i) {
    spectrum.emplace_back(from.mz[i], from.intensity[i]);
    total += from.intensity[i];
  }
  if (from.msLevel > 0) spectrum.setMetaValue("total ion current", std::round(total));
  if (from.msLevel < 2) return spectrum;
  OpenMS::Precursor precursor;
  precursor.setMZ(from.precursorMz);
  precursor.setCharge(from.precursorCharge);
  precursor.setIntensity(static_cast<float>(from.precursorIntensity));
  const double halfWidth = std::round(0.5e6 * (from.isolationHigh - from.isolationLow)) / 1e6;
  precursor.setIsolationWindowLowerOffset(halfWidth);
  precursor.setIsolationWindowUpperOffset(halfWidth);
  precursor.setActivationMethods({beamTypeDissociation<OpenMS::Precursor>()});
  spectrum.setPrecursors({precursor});
  return spectrum;
}

}  // namespace

void writeSimulatedRun(const SimulatedRun& run, const std::string& path, const LaneOptions& lanes) {
  OpenMS::MSExperiment experiment;
  const auto written = listed(run, lanes);
  for (const WrittenSpectrum& each : written)
    experiment.addSpectrum(spectrumOf(each, run.lanes[each.spectrum->lane], !lanes.plain()));
  OpenMS::SourceFile source;
  source.setNameOfFile(run.name);
  source.setFileType("mzML format");
  const NativeIdFormat format = nativeIdFormat(lanes);
  source.setNativeIDType(format.name);
  source.setNativeIDTypeAccession(format.accession);
  experiment.setSourceFiles({source});
  OpenMS::MzMLFile file;
  file.setLogType(OpenMS::ProgressLogger::NONE);
  file.getOptions().setCompression(true);
  file.getOptions().setMz32Bit(false);
  file.getOptions().setIntensity32Bit(true);
  std::string text;
  file.storeBuffer(text, experiment);
  if (!lanes.plain()) text = withLaneTerms(text, written, run.lanes);
  if (!path.ends_with(".gz")) return writeFile(path, text);
  writeText(path, [&](const TextSink& sink) {
    GzipSink packed(sink, Z_BEST_COMPRESSION);
    packed.write(text);
    packed.finish();
  });
}

}  // namespace vescargo
