#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/search/Psm.h"
#include "vescargo/search/SearchWindows.h"
#include "vescargo/spectra/SurveyIndex.h"

namespace vescargo {

/// The file of a run, as it was when it was searched.
struct SourceFile {
  std::string name;  ///< without its folder
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 hexadecimal digits
};

/// All that the steps that take the runs of a study together need of one run: they read no mzML.
struct SearchedRun {
  std::string name;
  SourceFile source;
  std::vector<std::string> sourceNames;                     ///< what that file tells that its run is called
  std::vector<std::pair<std::string, std::string>> madeBy;  ///< version, options, databases: what it hangs on, in order
  std::vector<std::pair<std::string, std::string>> steps;   ///< what the search told, step and text
  std::vector<std::string> warnings;
  std::uint64_t ms2Spectra = 0;
  SearchWindows windows;
  std::vector<Psm> psms;  ///< by spectrum, then rank; Psm::run and Psm::proteins are not set
  SurveyIndex surveys;
};

/// Writes it as a binary file: "VESCAMAT", the members in order as columns as they are in memory (little endian), a
/// CRC-32, and the surveys as writeSurveys does. Throws CannotWrite.
void writeSearchedRun(const SearchedRun& run, const std::string& path);

/// Which part of the file is wanted: the surveys are by far most of it.
/// Facts are what stands before the matches, whose checksum is behind them and not looked at.
enum class SearchedRunPart { Facts, Matches, Surveys };

/// Reads what writeSearchedRun wrote on a machine of the same byte order; psms or surveys stay empty where they are not
/// wanted. Throws MissingFile, Unreadable, or CorruptContent for other content, another version, a file that is cut off
/// or has bytes to spare, or a checksum that does not fit.
SearchedRun readSearchedRun(const std::string& path, SearchedRunPart part);

}  // namespace vescargo
