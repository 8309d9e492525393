#include <algorithm>

#include "vescargo/app/EvTool.h"
#include "vescargo/app/identify.h"
#include "vescargo/app/steps.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/confidence/entrapment.h"
#include "vescargo/confidence/writePin.h"
#include "vescargo/confidence/writeProteins.h"
#include "vescargo/confidence/writePsms.h"
#include "vescargo/openms/chemistry.h"
#include "vescargo/openms/identificationFile.h"
#include "vescargo/openms/readRun.h"
#include "vescargo/table/Study.h"

using namespace vescargo;

class EVPeptideIdentifier final : public EvTool {
 public:
  EVPeptideIdentifier()
      : EvTool("EVPeptideIdentifier", "Identifies peptides and proteins of the runs of a study, with q-values.",
               "-in S01_pre.mzML.gz S01_post.mzML.gz -fasta proteome.fasta -out S01_pre.idXML S01_post.idXML") {}

 private:
  void declare() override {
    declareInputs("in", "All runs of the study, gzipped or not; profile spectra are centroided", {"mzML"});
    declareInputs(
        "fasta",
        "Protein sequences; decoys are made unless the files have them. Contaminants may be a file of their own",
        {"fasta"});
    declareInputs("entrapment",
                  "Foreign proteins that cannot be in the samples, to count false discoveries by; left out of tables",
                  {"fasta"}, Need::Optional);
    declareInput("genes", "Genes of proteins whose headers do not tell them: columns accession and gene", {"tsv"},
                 Need::Optional);
    declareOutputs("out", "Identifications, one file a run, in the order of -in", {"idXML"});
    declareOutput("out_psms", "Table of the accepted matches", {"tsv"}, Need::Optional);
    declareOutput("out_proteins", "Table of the accepted protein groups", {"tsv"}, Need::Optional);
    declareOutput("out_entrapment", "False-discovery proportions by -entrapment", {"tsv"}, Need::Optional);
    declareOutput("out_pin", "Input for Percolator or mokapot: the best match of each spectrum, decoys too", {"pin"},
                  Need::Optional);
    declareOptions<PickOptions>();
    declareOptions<SearchOptions>();
    declareOptions<ConfidenceOptions>();
  }

  void execute(Journal& journal) override {
    const auto in = files("in");
    const auto out = files("out");
    const auto pick = options<PickOptions>();
    const auto search = options<SearchOptions>();
    const auto confidence = options<ConfidenceOptions>();
    if (in.size() != out.size())
      throw Error(ExitCode::BadParameter, "-out",
                  "has " + std::to_string(out.size()) + " files for " + std::to_string(in.size()) + " runs",
                  "give one idXML file for each file of -in");
    if (!file("out_entrapment").empty() && files("entrapment").empty())
      throw Error(ExitCode::MissingParameter, "-out_entrapment", "was given without -entrapment",
                  "give the foreign proteins");
    journal.inputs(in);
    journal.inputs(files("fasta"));
    journal.inputs(files("entrapment"));
    if (!file("genes").empty()) journal.input(file("genes"));
    const auto read = [&](const std::string& path) { return readRun(path, pick); };
    auto ids =
        identifyRuns(in, {files("fasta"), files("entrapment"), file("genes")}, read, {search, confidence}, journal);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto run = std::find(ids.runs.begin(), ids.runs.end(), runName(in[i])) - ids.runs.begin();
      writeIdXml(ids, static_cast<std::uint32_t>(run), search, out[i]);
    }
    if (!file("out_pin").empty()) writeFile(file("out_pin"), pinTable(ids, resolveChemistry(search)));
    if (!files("entrapment").empty()) reportEntrapment(ids, file("out_entrapment"), journal);
    ids = withoutEntrapment(std::move(ids));
    const AcceptedLimits limits = acceptStudy(ids, confidence.fdr, journal);
    if (!file("out_psms").empty()) writeTsv(file("out_psms"), psmsTable(ids, limits.psm));
    if (!file("out_proteins").empty()) writeTsv(file("out_proteins"), proteinsTable(ids, limits.group));
  }
};

int main(int argc, const char** argv) { return EVPeptideIdentifier().run(argc, argv); }
