#pragma once

#include <string>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/compare/CompareOptions.h"
#include "vescargo/compare/PanelTestOptions.h"
#include "vescargo/confidence/ConfidenceOptions.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/purity/PurityOptions.h"
#include "vescargo/purity/excludeSamples.h"
#include "vescargo/quant/QuantOptions.h"
#include "vescargo/search/SearchOptions.h"
#include "vescargo/table/StudyOptions.h"

namespace vescargo {

struct PipelineInput {
  std::vector<std::string> runs;  ///< mzML, or what a search left of it
  std::vector<std::string> fasta;
  std::vector<std::string> ids;         ///< results of a search; empty = search here
  std::vector<std::string> entrapment;  ///< FASTA files of foreign proteins, may be none
  std::string genes;                    ///< table of genes by accession; may be empty
  std::string study;
  std::string panels;       ///< folder
  std::string purityRules;  ///< file
  std::string gmt;          ///< sets of proteins that are tested beside the panels; may be empty
  std::string out;          ///< folder
};

struct PipelineOptions {
  StudyOptions study;
  PickOptions pick;
  SearchOptions search;
  ConfidenceOptions confidence;
  QuantOptions quant;
  PurityOptions purity;
  ExcludeOptions exclude;
  CompareOptions compare;
  PanelTestOptions panelTests;
};

/// Files that runPipeline may write into its folder, but for its cache: names within it. Throws what readStudy does.
std::vector<std::string> pipelineFiles(const PipelineInput& input, const StudyOptions& options);

/// From runs (and, where given, their identifications) to the report, all files of a study (docs/formats.md) into
/// PipelineInput::out. Runs as columns and what the search found in each are kept in its folder
/// `cache` and taken from there when nothing that they hang on has changed, so a
/// study that was stopped goes on where it was, and one with a run more searches that one. Throws what the rooms
/// throw, DoNotFit where another process writes into the folder, BadParameter where it is another study's
/// (requireSameStudy), and MissingParameter where neither sequences nor identifications are given.
void runPipeline(const PipelineInput& input, const PipelineOptions& options, Journal& journal);

}  // namespace vescargo
