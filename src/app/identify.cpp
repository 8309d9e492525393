#include "vescargo/app/identify.h"

#include <algorithm>
#include <set>

#include "vescargo/confidence/assignConfidence.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/search/searchRun.h"
#include "vescargo/table/Fasta.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

std::vector<std::string> runNames(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    names.push_back(runName(path));
    if (!seen.insert(names.back()).second)
      throw Error(ExitCode::DoNotFit, path, "run " + inQuotes(names.back()) + " is given twice",
                  "give each run once, and runs of different folders different names");
  }
  return names;
}

std::string countsOf(const Identifications& ids, double fdr) {
  std::set<std::string> peptides;
  std::size_t matches = 0;
  for (const Psm& psm : ids.psms) {
    if (psm.decoy || static_cast<double>(psm.qValue) > fdr) continue;
    ++matches;
    peptides.insert(psm.sequence);
  }
  const auto groups = std::count_if(ids.groups.begin(), ids.groups.end(), [&](const ProteinGroup& group) {
    return !group.decoy && static_cast<double>(group.qValue) <= fdr;
  });
  return std::to_string(ids.psms.size()) + " matches -> " + std::to_string(matches) + " PSMs, " +
         std::to_string(peptides.size()) + " peptides, " + std::to_string(groups) + " protein groups at q-value " +
         formatNumber(fdr);
}

}  // namespace

Identifications identifyRuns(const std::vector<std::string>& paths, const ReadRun& read,
                             const std::vector<std::string>& fasta, const SearchOptions& search,
                             const ConfidenceOptions& confidence, Journal& journal) {
  const auto names = runNames(paths);
  auto proteins = readFastas(fasta);
  const std::size_t proteinCount = proteins.size();
  const PeptideDatabase database(std::move(proteins), resolveChemistry(search), search);
  journal.step("digest", std::to_string(proteinCount) + " proteins -> " + std::to_string(database.peptideCount()) +
                             " modified peptides and decoys");
  std::vector<Psm> psms;
  std::size_t spectra = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Run run = read(paths[i]);
    spectra += run.ms2Headers.size();
    const auto found = searchRun(run, static_cast<std::uint32_t>(i), database, search);
    journal.step("search", names[i] + ", " + std::to_string(run.ms2Headers.size()) + " MS2 spectra -> " +
                               std::to_string(found.size()) + " with a match");
    if (run.ms2Headers.empty()) journal.warn(paths[i] + " has no MS2 spectrum, so no peptide of its own");
    psms.insert(psms.end(), found.begin(), found.end());
  }
  if (spectra == 0)
    throw Error(ExitCode::Empty, paths.front(), "no run has an MS2 spectrum",
                "give runs of data-dependent acquisition with fragment spectra");
  auto ids = assignConfidence(names, std::move(psms), database.proteins(), confidence);
  journal.step("assignConfidence", countsOf(ids, confidence.fdr));
  return ids;
}

}  // namespace vescargo
