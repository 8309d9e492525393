#include "vescargo/app/rawFiles.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "vescargo/base/Error.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

struct RawFile {
  std::string_view ending;
  std::string_view what;
  std::string_view whatToDo;
};

constexpr std::string_view byMsConvert =
    "convert it first: msconvert (ProteoWizard) --mzML --zlib --filter \"peakPicking vendor msLevel=1-\"";
constexpr std::string_view byThermo =
    "convert it first: ThermoRawFileParser -f 2 (indexed mzML), or msconvert (ProteoWizard) --mzML --zlib --filter "
    "\"peakPicking vendor msLevel=1-\"";
constexpr std::string_view fromRaw = "convert the instrument's own file to mzML, which has the survey spectra too";

constexpr std::array<RawFile, 11> rawFiles{{{".raw", "is raw data of Thermo or Waters", byThermo},
                                            {".d", "is raw data of Bruker or Agilent", byMsConvert},
                                            {".wiff", "is raw data of SCIEX", byMsConvert},
                                            {".wiff2", "is raw data of SCIEX", byMsConvert},
                                            {".wiff.scan", "is a part of raw data of SCIEX", byMsConvert},
                                            {".lcd", "is raw data of Shimadzu", byMsConvert},
                                            {".tdf", "is a part of raw data of Bruker (give its .d)", byMsConvert},
                                            {".baf", "is a part of raw data of Bruker (give its .d)", byMsConvert},
                                            {".mzxml", "is mzXML, which is not read",
                                             "convert it with FileConverter of OpenMS, or the raw data with msconvert"},
                                            {".mgf", "is MGF, which has fragment spectra alone", fromRaw},
                                            {".ms2", "is MS2, which has fragment spectra alone", fromRaw}}};

}  // namespace

void refuseRawFile(const std::string& path, const std::string& option) {
  std::string name = lowerCase(path);
  while (name.ends_with('/')) name.pop_back();
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const auto raw = std::find_if(rawFiles.begin(), rawFiles.end(),
                                [&](const RawFile& known) { return name.ends_with(known.ending); });
  if (raw != rawFiles.end())
    throw Error(ExitCode::BadParameter, path, std::string(raw->what) + ", and -" + option + " takes mzML",
                raw->whatToDo);
}

}  // namespace vescargo
