#pragma once

#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "vescargo/spectra/ArrayDecoder.h"
#include "vescargo/spectra/MzMlHead.h"
#include "vescargo/spectra/Run.h"
#include "vescargo/spectra/ScanFacts.h"
#include "vescargo/spectra/arrangeSurveys.h"

namespace vescargo {

/// What a file says about the peaks of a spectrum.
enum class PeakKind { Centroid, Profile, Unsaid };

/// The peaks of one spectrum as the file has them, sorted by m/z.
struct RawPeaks {
  std::vector<double> mz;
  std::vector<float> intensity;
  PeakKind kind = PeakKind::Unsaid;
};

/// Centroids peaks in place when they are profile, and says whether they were. It is asked
/// for spectra that the file does not call centroided, by several threads at once.
using Centroid = std::function<bool(RawPeaks&)>;

/// Consecutive spectra of a run. The ms1 index and the position of an MS2
/// spectrum count from the first spectrum here.
struct RunPart {
  Run run;
  SpectrumKinds kinds;
  std::size_t spectra = 0;  ///< of all levels
};

/// Parses pieces of mzML that hold whole spectra. One for each thread.
class SpectrumParser {
 public:
  SpectrumParser(const std::string& path, const MzMlHead& head, const Centroid& centroid)
      : path_(path), head_(head), centroid_(centroid) {}

  /// Adds the spectra of `piece`, whose text is spoiled, to `part`; false when there is something
  /// that this parser does not know. Throws CorruptContent, which names the spectrum.
  bool parse(std::string& piece, RunPart& part);

 private:
  bool addSpectrum(pugi::xml_node spectrum, RunPart& part);
  void add(RunPart& part);
  void readTerms(pugi::xml_node spectrum);
  void readScans(pugi::xml_node scanList);
  void readScanWindows(pugi::xml_node windows);
  std::optional<PassedOver> reasonToPass(pugi::xml_node spectrum) const;
  bool hasMobilities(pugi::xml_node spectrum) const;
  bool hasArray(pugi::xml_node spectrum, const std::vector<int>& kinds) const;
  static std::size_t countIons(pugi::xml_node precursorList);
  void readPrecursor(pugi::xml_node precursor);
  void readSelectedIon(pugi::xml_node ion);
  void readArrays(pugi::xml_node spectrum);
  void readArray(pugi::xml_node array);
  void sortPeaks();
  double number(const char* text);
  int integer(const char* text);

  const std::string& path_;
  const MzMlHead& head_;
  const Centroid& centroid_;
  pugi::xml_document document_;
  ArrayDecoder decoder_;
  RawPeaks peaks_;

  // Of the spectrum at hand.
  bool familiar_ = true;
  std::size_t length_ = 0;
  std::size_t precursors_ = 0;
  int level_ = 1;  ///< where it is not said, 2 with a precursor and 1 without
  bool levelSaid_ = false;
  ScanFacts facts_;
  double rtSeconds_ = -1;
  double lowerOffset_ = 0;
  double upperOffset_ = 0;
  int mzArrays_ = 0;
  int intensityArrays_ = 0;
  Ms2Header header_;
};

}  // namespace vescargo
