#include <algorithm>

#include "vescargo/app/EvTool.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/nameFiles.h"
#include "vescargo/app/steps.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/confidence/writePin.h"
#include "vescargo/confidence/writeProteins.h"
#include "vescargo/confidence/writePsms.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/openms/identificationFile.h"

using namespace vescargo;

class EVPeptideIdentifier final : public EvTool {
 public:
  EVPeptideIdentifier()
      : EvTool("EVPeptideIdentifier", "Identifies peptides and proteins of the runs of a study, with q-values.",
               "-in S01_pre.mzML.gz S01_post.mzML.gz -fasta proteome.fasta -out S01_pre.idXML S01_post.idXML") {}

 private:
  void declare() override {
    declareInputs("in",
                  "All runs of the study, gzipped or not, or of some of them what was written as out_matches; profile "
                  "spectra are centroided",
                  {"mzML", "mzML.gz", "matches"});
    declareInputs(
        "fasta",
        "Protein sequences; decoys are made unless the files have them. Contaminants may be a file of their own",
        {"fasta", "fasta.gz"});
    declareInputs("entrapment",
                  "Foreign proteins that cannot be in the samples, to count false discoveries by; left out of tables",
                  {"fasta", "fasta.gz"}, Need::Optional);
    declareInput("genes", "Genes of proteins whose headers do not tell them: columns accession and gene", {"tsv"},
                 Need::Optional);
    declareOutputs("out", "Identifications, one file a run, in the order of -in", {"idXML"}, Need::Optional);
    declareOutputs(
        "out_matches",
        "What the search of each run found, and its surveys, in the order of -in: runs may be searched one by "
        "one and given so to -in of this program, EVProteinQuantifier and EVPipeline. Without out and the "
        "tables nothing else is done",
        {"matches"}, Need::Optional);
    declareOutput("out_psms", "Table of the accepted matches", {"tsv"}, Need::Optional);
    declareOutput("out_proteins", "Table of the accepted protein groups", {"tsv"}, Need::Optional);
    declareOutput("out_entrapment", "False-discovery proportions by -entrapment; without rows where none is given",
                  {"tsv"}, Need::Optional);
    declareOutput("out_pin", "Input for Percolator or mokapot: the best match of each spectrum, decoys too", {"pin"},
                  Need::Optional);
    declarePresets();
    declareOptions<PickOptions>();
    declareOptions<SearchOptions>();
    declareOptions<ConfidenceOptions>();
  }

  void execute(Journal& journal) override {
    const auto search = options<SearchOptions>();
    const auto confidence = options<ConfidenceOptions>();
    requireOneARun("out");
    requireOneARun("out_matches");
    if (!wantsStudy() && files("out_matches").empty())
      throw Error(ExitCode::MissingParameter, "-out", "is not given, nor -out_matches",
                  "give one of them; see EVPeptideIdentifier --help");
    const auto names = nameFiles(files("in"), journal);
    RunReader runs("", byName(files("in"), names), options<PickOptions>(), journal);
    journal.inputs(files("fasta"));
    journal.inputs(files("entrapment"));
    if (!file("genes").empty()) journal.input(file("genes"));
    StudySearch studySearch(runs, {files("fasta"), files("entrapment"), file("genes")}, search, journal);
    const auto matches = files("out_matches");
    for (std::size_t i = 0; i < matches.size(); ++i) runs.keepAt(names[i], matches[i]);
    if (wantsStudy()) return writeStudy(studySearch.identify(confidence), names, journal);
    for (const std::string& name : names) studySearch.searched(name);
  }

  void requireOneARun(const std::string& option) const {
    const std::size_t count = files(option).size(), runs = files("in").size();
    if (count != 0 && count != runs)
      throw Error(ExitCode::BadParameter, "-" + option,
                  "has " + std::to_string(count) + " files for " + std::to_string(runs) + " runs",
                  "give one file for each file of -in");
  }

  /// What needs all runs together.
  bool wantsStudy() const {
    return !files("out").empty() || !file("out_psms").empty() || !file("out_proteins").empty() ||
           !file("out_entrapment").empty() || !file("out_pin").empty();
  }

  void writeStudy(Identifications ids, const std::vector<std::string>& names, Journal& journal) const {
    const auto search = options<SearchOptions>();
    const auto confidence = options<ConfidenceOptions>();
    const auto out = files("out");
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto run = std::find(ids.runs.begin(), ids.runs.end(), names[i]) - ids.runs.begin();
      writeIdXml(ids, static_cast<std::uint32_t>(run), search, out[i]);
    }
    if (!file("out_pin").empty()) writeFile(file("out_pin"), pinTable(ids, resolveChemistry(search)));
    reportEntrapment(ids, file("out_entrapment"), journal);
    ids = withoutEntrapment(std::move(ids));
    const AcceptedLimits limits = acceptStudy(ids, confidence.fdr, journal);
    if (!file("out_psms").empty()) writePsms(ids, limits.psm, file("out_psms"));
    if (!file("out_proteins").empty()) writeTsv(file("out_proteins"), proteinsTable(ids, limits.group));
  }
};

int main(int argc, const char** argv) { return EVPeptideIdentifier().run(argc, argv); }
