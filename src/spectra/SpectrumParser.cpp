#include "vescargo/spectra/SpectrumParser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <string_view>

#include "vescargo/base/Error.h"
#include "vescargo/spectra/sumPeaks.h"

namespace vescargo {

namespace {

// Names of the PSI-MS vocabulary.
enum Accession : int {
  ScanStartTime = 1000016,
  ChargeState = 1000041,
  CentroidSpectrum = 1000127,
  ProfileSpectrum = 1000128,
  MsLevel = 1000511,
  ScanWindowUpper = 1000500,
  ScanWindowLower = 1000501,
  WavelengthArray = 1000617,
  SpectrumRepresentation = 1000525,
  SelectedIonMz = 1000744,
  ElutionTime = 1000826,
  IsolationTarget = 1000827,
  IsolationLowerOffset = 1000828,
  IsolationUpperOffset = 1000829,
};

/// Arrays that say at which ion mobility each peak was: raw, mean and deconvoluted, of drift time, of 1/K0, of neither.
const std::vector<int> mobilityArrays{1002477, 1002816, 1002893, 1003006, 1003007,
                                      1003008, 1003153, 1003154, 1003155, 1003156};

constexpr unsigned parseOptions =
    pugi::parse_fragment | pugi::parse_escapes | pugi::parse_cdata | pugi::parse_wconv_attribute;

[[noreturn]] void corrupt(const std::string& path, const std::string& what) {
  throw Error(ExitCode::CorruptContent, path, what, "convert or copy the run again");
}

/// XML itself knows five entities; any other needs a document type definition.
void requireKnownEntities(std::string_view text, const std::string& path) {
  constexpr std::array<std::string_view, 6> known{"amp;", "lt;", "gt;", "quot;", "apos;", "#"};
  for (std::size_t at = 0; (at = text.find('&', at)) != std::string_view::npos;) {
    const std::string_view entity = text.substr(++at, 5);
    if (std::none_of(known.begin(), known.end(), [&](std::string_view name) { return entity.starts_with(name); }))
      corrupt(path,
              "uses an entity that XML does not define (&" + std::string(entity.substr(0, entity.find(';'))) + ")");
  }
}

bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// Appends the peaks with signal, and ends the spectrum.
void append(const RawPeaks& peaks, PeakColumns& columns) {
  std::size_t to = columns.mz.size();
  columns.mz.resize(to + peaks.mz.size());
  columns.intensity.resize(to + peaks.mz.size());
  float* mz = columns.mz.data();
  float* intensity = columns.intensity.data();
  for (std::size_t i = 0; i < peaks.mz.size(); ++i) {
    mz[to] = static_cast<float>(peaks.mz[i]);
    intensity[to] = peaks.intensity[i];
    to += peaks.intensity[i] > 0 ? 1 : 0;
  }
  columns.mz.resize(to);
  columns.intensity.resize(to);
  columns.endSpectrum();
}

}  // namespace

bool SpectrumParser::parse(std::string& piece, RunPart& part) {
  requireKnownEntities(piece, path_);
  const pugi::xml_parse_result result =
      document_.load_buffer_inplace(piece.data(), piece.size(), parseOptions, pugi::encoding_utf8);
  if (!result) corrupt(path_, std::string("has spectra that are no well-formed XML (") + result.description() + ")");
  for (const pugi::xml_node node : document_) {
    if (node.type() != pugi::node_element) continue;
    if (std::string_view(node.name()) != "spectrum" || !addSpectrum(node, part)) return false;
  }
  return true;
}

bool SpectrumParser::addSpectrum(pugi::xml_node spectrum, RunPart& part) {
  familiar_ = true;
  header_ = {};
  header_.nativeId = spectrum.attribute("id").value();
  length_ = static_cast<std::size_t>(integer(spectrum.attribute("defaultArrayLength").value()));
  readTerms(spectrum);
  const pugi::xml_node precursor = spectrum.child("precursorList").child("precursor");
  if (!levelSaid_) level_ = precursor ? 2 : 1;
  readScans(spectrum.child("scanList"));
  if (precursor) readPrecursor(precursor);
  precursors_ = countIons(spectrum.child("precursorList"));
  if (header_.nativeId.empty() || !isAscii(header_.nativeId)) familiar_ = false;
  if (const auto reason = reasonToPass(spectrum)) {
    ++count(part.run.passedOver, *reason);
    ++part.spectra;
    return familiar_;
  }
  if (familiar_) readArrays(spectrum);
  if (!familiar_) return false;

  sortPeaks();
  if (hasMobilities(spectrum)) sumPeaks(peaks_.mz, peaks_.intensity);
  if (peaks_.kind != PeakKind::Centroid && centroid_(peaks_)) ++part.run.pickedSpectra;
  ++part.spectra;
  add(part);
  return true;
}

void SpectrumParser::add(RunPart& part) {
  if (level_ == 1) {
    part.kinds.addSurvey(facts_.kind(header_.nativeId));
    part.run.ms1RtSeconds.push_back(static_cast<float>(rtSeconds_));
    append(peaks_, part.run.ms1);
  } else if (level_ == 2) {
    if (!(header_.precursorMz > 0)) ++count(part.run.passedOver, PassedOver::NoPrecursor);
    if (precursors_ > 1) ++count(part.run.passedOver, PassedOver::MorePrecursors);
    part.kinds.addFragments({facts_.compensationVoltage, facts_.mobility});
    header_.rtSeconds = static_cast<float>(rtSeconds_);
    header_.ms1 = static_cast<std::int32_t>(part.run.ms1RtSeconds.size()) - 1;
    header_.position = static_cast<std::uint32_t>(part.spectra);
    part.run.ms2Headers.push_back(std::move(header_));
    append(peaks_, part.run.ms2);
  } else {
    ++count(part.run.passedOver, PassedOver::HigherLevel);
  }
}

/// The arrays of what is passed over are not looked at.
std::optional<PassedOver> SpectrumParser::reasonToPass(pugi::xml_node spectrum) const {
  if (!levelSaid_ && hasArray(spectrum, {WavelengthArray})) return PassedOver::NoMassSpectrum;
  return facts_.reasonToPass();
}

bool SpectrumParser::hasMobilities(pugi::xml_node spectrum) const {
  const pugi::xml_node third = spectrum.child("binaryDataArrayList")
                                   .child("binaryDataArray")
                                   .next_sibling("binaryDataArray")
                                   .next_sibling("binaryDataArray");
  return third && hasArray(spectrum, mobilityArrays);
}

bool SpectrumParser::hasArray(pugi::xml_node spectrum, const std::vector<int>& kinds) const {
  bool found = false;
  for (const pugi::xml_node array : spectrum.child("binaryDataArrayList").children("binaryDataArray")) {
    head_.eachTerm(array, [&](const CvTerm& term) {
      found = found || std::find(kinds.begin(), kinds.end(), term.accession) != kinds.end();
    });
  }
  return found;
}

void SpectrumParser::readTerms(pugi::xml_node spectrum) {
  levelSaid_ = false;
  facts_ = {};
  peaks_.kind = PeakKind::Unsaid;
  head_.eachTerm(spectrum, [&](const CvTerm& term) {
    switch (term.accession) {
      case MsLevel:
        level_ = integer(term.value);
        levelSaid_ = true;
        break;
      case CentroidSpectrum:
        peaks_.kind = PeakKind::Centroid;
        break;
      case ProfileSpectrum:
        peaks_.kind = PeakKind::Profile;
        break;
      case SpectrumRepresentation:
        peaks_.kind = PeakKind::Unsaid;
        break;
      default:
        facts_.take(term);
    }
  });
  // OpenMS writes Thermo's filter so.
  for (const pugi::xml_node parameter : spectrum.children("userParam")) {
    if (std::string_view(parameter.attribute("name").value()) == "filter string")
      facts_.takeFilter(parameter.attribute("value").value());
  }
  if (peaks_.kind == PeakKind::Unsaid && head_.isPicked(spectrum.attribute("dataProcessingRef").value()))
    peaks_.kind = PeakKind::Centroid;
}

void SpectrumParser::readScans(pugi::xml_node scanList) {
  rtSeconds_ = -1;  // as OpenMS takes it when the file does not say
  for (const pugi::xml_node scan : scanList.children("scan")) {
    head_.eachTerm(scan, [&](const CvTerm& term) {
      if (term.accession == ScanStartTime) rtSeconds_ = term.seconds * number(term.value);
      if (term.accession == ElutionTime) familiar_ = false;
      facts_.take(term);
    });
    if (level_ == 1) readScanWindows(scan.child("scanWindowList"));
    if (facts_.analyzer == Analyzer::Unsaid)
      facts_.analyzer = head_.analyzerOf(scan.attribute("instrumentConfigurationRef").value());
  }
}

void SpectrumParser::readScanWindows(pugi::xml_node windows) {
  for (const pugi::xml_node window : windows.children("scanWindow")) {
    MzRange range;
    head_.eachTerm(window, [&](const CvTerm& term) {
      if (term.accession == ScanWindowLower) range.low = static_cast<float>(number(term.value));
      if (term.accession == ScanWindowUpper) range.high = static_cast<float>(number(term.value));
    });
    if (range.low < range.high) facts_.windows.push_back(range);
  }
}

/// Ions that were selected, of all precursors.
std::size_t SpectrumParser::countIons(pugi::xml_node precursorList) {
  std::size_t ions = 0;
  for (const pugi::xml_node precursor : precursorList.children("precursor")) {
    const auto selected = precursor.child("selectedIonList").children("selectedIon");
    ions += std::max<std::size_t>(1, static_cast<std::size_t>(std::distance(selected.begin(), selected.end())));
  }
  return ions;
}

/// The m/z is that of the isolation window or the selected ion, whichever stands last; an ion of no m/z says nothing.
void SpectrumParser::readPrecursor(pugi::xml_node precursor) {
  lowerOffset_ = 0;
  upperOffset_ = 0;
  for (const pugi::xml_node part : precursor) {
    const std::string_view name = part.name();
    if (name == "isolationWindow") {
      head_.eachTerm(part, [&](const CvTerm& term) {
        if (term.accession == IsolationTarget) header_.precursorMz = number(term.value);
        if (term.accession == IsolationLowerOffset) lowerOffset_ = number(term.value);
        if (term.accession == IsolationUpperOffset) upperOffset_ = number(term.value);
      });
    } else if (name == "selectedIonList") {
      readSelectedIon(part.child("selectedIon"));
    }
  }
  if (lowerOffset_ + upperOffset_ > 0) {
    header_.isolationLow = static_cast<float>(header_.precursorMz - lowerOffset_);
    header_.isolationHigh = static_cast<float>(header_.precursorMz + upperOffset_);
  }
}

void SpectrumParser::readSelectedIon(pugi::xml_node ion) {
  head_.eachTerm(ion, [&](const CvTerm& term) {
    if (term.accession == SelectedIonMz) {
      const double mz = number(term.value);
      if (mz > 0) header_.precursorMz = mz;
    }
    if (term.accession == ChargeState) header_.charge = integer(term.value);
  });
}

void SpectrumParser::readArrays(pugi::xml_node spectrum) {
  peaks_.mz.clear();
  peaks_.intensity.clear();
  mzArrays_ = 0;
  intensityArrays_ = 0;
  for (const pugi::xml_node array : spectrum.child("binaryDataArrayList").children("binaryDataArray")) readArray(array);
  if (mzArrays_ != intensityArrays_ || mzArrays_ > 1 || (mzArrays_ == 0 && length_ > 0)) familiar_ = false;
  if (familiar_ && peaks_.mz.size() != peaks_.intensity.size())
    corrupt(path_, "spectrum " + inQuotes(header_.nativeId) + " has m/z and intensity arrays of different lengths");
  const bool positive = std::all_of(peaks_.mz.begin(), peaks_.mz.end(),
                                    [](double mz) { return mz > 0 && mz <= std::numeric_limits<float>::max(); });
  if (familiar_ && !positive)
    corrupt(path_, "spectrum " + inQuotes(header_.nativeId) + " has an m/z that is no positive number");
  const bool bounded = std::all_of(peaks_.intensity.begin(), peaks_.intensity.end(),
                                   [](float intensity) { return !(intensity > std::numeric_limits<float>::max()); });
  if (familiar_ && !bounded) corrupt(path_, "spectrum " + inQuotes(header_.nativeId) + " has an infinite intensity");
}

void SpectrumParser::readArray(pugi::xml_node array) {
  const ArrayTerms terms = arrayTermsOf(head_, array);
  // Arrays of ion mobility and the like say nothing that a Run keeps.
  if (terms.kind == ArrayKind::Other) return;
  const bool isMz = terms.kind == ArrayKind::Mz;
  (isMz ? mzArrays_ : intensityArrays_) += 1;
  const auto name = [&] {
    return "the " + std::string(isMz ? "m/z" : "intensity") + " array of spectrum " + inQuotes(header_.nativeId) + " ";
  };
  std::string fault = whyUnreadable(terms);
  if (!fault.empty())
    throw Error(ExitCode::CorruptContent, path_, name() + fault,
                "convert the run again, to 32- or 64-bit floats with zlib, zstd or MS-Numpress compression");
  ArrayFormat format = terms.format;
  const pugi::xml_attribute ownLength = array.attribute("arrayLength");
  format.length = ownLength ? static_cast<std::size_t>(integer(ownLength.value())) : length_;
  const pugi::xml_node text = array.child("binary").first_child();
  const bool isText = !text || text.type() == pugi::node_pcdata || text.type() == pugi::node_cdata;
  const bool isTyped = format.type != NumberType::Unsaid || format.isNumpress();
  if (!isTyped || !isText || text.next_sibling()) familiar_ = false;
  if (!familiar_) return;
  fault =
      isMz ? decoder_.decode(text.value(), format, peaks_.mz) : decoder_.decode(text.value(), format, peaks_.intensity);
  if (!fault.empty()) corrupt(path_, name() + fault);
}

void SpectrumParser::sortPeaks() {
  if (std::is_sorted(peaks_.mz.begin(), peaks_.mz.end())) return;
  std::vector<std::size_t> order(peaks_.mz.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return peaks_.mz[a] < peaks_.mz[b]; });
  RawPeaks sorted;
  sorted.kind = peaks_.kind;
  for (const std::size_t i : order) {
    sorted.mz.push_back(peaks_.mz[i]);
    sorted.intensity.push_back(peaks_.intensity[i]);
  }
  peaks_ = std::move(sorted);
}

double SpectrumParser::number(const char* text) {
  const std::optional<double> value = parseDouble(text);
  familiar_ = familiar_ && value.has_value();
  return value.value_or(0);
}

/// Counts only: a number below 0 is as unknown as none.
int SpectrumParser::integer(const char* text) {
  const std::string_view digits(text);
  int value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool isCount = failure == std::errc() && end == digits.data() + digits.size() && value >= 0;
  familiar_ = familiar_ && isCount;
  return isCount ? value : 0;
}

}  // namespace vescargo
