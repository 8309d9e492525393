#include "vescargo/app/resultFiles.h"

#include <algorithm>

namespace vescargo {

std::vector<ResultFile> resultFiles(const PipelineInput& input, std::vector<std::string> runs) {
  std::sort(runs.begin(), runs.end());
  std::vector<ResultFile> files{
      {"report.html", "Begin here: the answer in one screen, then all that stands behind it. Any browser opens it."},
      {"answer.tsv", "Each protein with its verdict, why, and its change, in twelve columns for a spreadsheet."},
      {"purity.tsv", "Each tube: platelets and other contaminants, and whether it passes."},
      {"contaminants.tsv", "What each contaminant does in each contrast, and how it was adjusted for."},
      {"pairs.tsv", "How contaminants change within each subject."},
      {"panels.tsv", "Whether groups of proteins change together."},
      {"exerkines.tsv", "Proteins that are said to change with exercise: do they here?"},
      {"subjects.tsv", "How strongly each subject responds."},
      {"power.tsv", "The change that studies of other sizes would detect."},
      {"changes.tsv", "All numbers behind answer.tsv, for programs."},
      {"cargo.tsv", "Proteins x samples, log2 intensity."},
      {"abundance.tsv", "Shares of each protein in a sample (top-3, iBAQ)."},
      {"purity_panels.tsv", "Each marker panel in each sample."},
      {"peptides.tsv", "Peptides x samples, log2 intensity."},
      {"reasons.tsv", "Why a value is missing."},
      {"ions.tsv", "Each peak that was measured, with its quality."},
      {"factors.tsv", "How each sample was normalised."},
      {"proteins.tsv", "Protein groups that were identified, with q-values."},
      {"psms.tsv", "Spectra that were identified, with q-values."},
      {"runs.tsv", "How well each run was measured."},
      {"alignments.tsv", "How well retention times of runs agree."},
      {"study.mzQC", "The quality of runs in a standard format."},
      {"study.mzTab", "Proteins, peptides and spectra in a standard format."},
      {"study.consensusXML", "Ions in all runs, for OpenMS."},
      {"msstats.csv", "Ions in runs, for MSstats in R."},
      {"msqrob2.csv", "Ions in runs, for msqrob2 in R."},
      {"msqrob2_annotation.csv", "The samples, for msqrob2."}};
  if (!input.entrapment.empty()) files.push_back({"entrapment.tsv", "How many identifications are wrong."});
  for (const std::string& run : runs) {
    if (input.ids.empty()) files.push_back({run + ".idXML", "Identifications of the run, for OpenMS."});
  }
  files.push_back({"README.txt", "This list."});
  return files;
}

std::string readmeText(const std::vector<ResultFile>& files) {
  std::size_t widest = 0;
  for (const ResultFile& file : files) widest = std::max(widest, file.name.size());
  std::string text = "Results of EVPipeline, in the order to read.\n\n";
  const auto add = [&](const std::string& name, const std::string& meaning) {
    text += name + std::string(widest + 2 - std::min(widest, name.size()), ' ') + meaning + "\n";
  };
  for (const ResultFile& file : files) {
    if (file.name != "README.txt") add(file.name, file.meaning);
  }
  add("run.json", "Versions, parameters, inputs with checksums, warnings: keep it with the results.");
  add("cache/", "What a second run need not do again; may be deleted.");
  return text + "\nColumns: docs/formats.md of Vescargo. Words: docs/glossary.md.\n";
}

}  // namespace vescargo
