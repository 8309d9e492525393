#include "vescargo/openms/writeSimulatedRun.h"

#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <OpenMS/METADATA/Precursor.h>
#include <OpenMS/METADATA/SourceFile.h>
#include <zlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

OpenMS::MSSpectrum spectrumOf(const SimulatedSpectrum& from) {
  OpenMS::MSSpectrum spectrum;
  spectrum.setNativeID("scan=" + std::to_string(from.scan));
  spectrum.setMSLevel(static_cast<OpenMS::UInt>(from.msLevel));
  spectrum.setRT(std::round(from.rtSeconds * 1000) / 1000);
  spectrum.setType(from.profile ? OpenMS::SpectrumSettings::PROFILE : OpenMS::SpectrumSettings::CENTROID);
  OpenMS::InstrumentSettings settings;
  settings.setScanMode(from.msLevel == 1 ? OpenMS::InstrumentSettings::MS1SPECTRUM
                                         : OpenMS::InstrumentSettings::MSNSPECTRUM);
  settings.setPolarity(OpenMS::IonSource::POSITIVE);
  spectrum.setInstrumentSettings(settings);
  double total = 0;
  for (std::size_t i = 0; i < from.mz.size(); ++i) {
    spectrum.emplace_back(from.mz[i], from.intensity[i]);
    total += from.intensity[i];
  }
  spectrum.setMetaValue("total ion current", std::round(total));
  if (from.msLevel == 1) return spectrum;
  OpenMS::Precursor precursor;
  precursor.setMZ(from.precursorMz);
  precursor.setCharge(from.precursorCharge);
  precursor.setIntensity(static_cast<float>(from.precursorIntensity));
  const double halfWidth = std::round(0.5e6 * (from.isolationHigh - from.isolationLow)) / 1e6;
  precursor.setIsolationWindowLowerOffset(halfWidth);
  precursor.setIsolationWindowUpperOffset(halfWidth);
  precursor.setActivationMethods({OpenMS::Precursor::HCID});
  spectrum.setPrecursors({precursor});
  return spectrum;
}

/// gzip without a time and a file name.
std::string gzipped(const std::string& text) {
  constexpr int gzipWindow = 15 + 16;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error(ExitCode::Bug, "gzip", "cannot begin", "tell the developers");
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

void writeSimulatedRun(const SimulatedRun& run, const std::string& path) {
  OpenMS::MSExperiment experiment;
  for (const SimulatedSpectrum& spectrum : run.spectra) experiment.addSpectrum(spectrumOf(spectrum));
  OpenMS::SourceFile source;
  source.setNameOfFile(run.name);
  source.setFileType("mzML format");
  source.setNativeIDType("scan number only nativeID format");
  source.setNativeIDTypeAccession("MS:1000776");
  experiment.setSourceFiles({source});
  OpenMS::MzMLFile file;
  file.setLogType(OpenMS::ProgressLogger::NONE);
  file.getOptions().setCompression(true);
  file.getOptions().setMz32Bit(false);
  file.getOptions().setIntensity32Bit(true);
  std::string text;
  file.storeBuffer(text, experiment);
  writeFile(path, path.ends_with(".gz") ? gzipped(text) : text);
}

}  // namespace vescargo
