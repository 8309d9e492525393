#include "vescargo/foreign/tableFormats.h"

#include <algorithm>

#include "vescargo/foreign/columnNames.h"

namespace vescargo {

namespace {

bool hasSamples(const TsvFile& file, const MatrixFormat& format) {
  return std::any_of(format.samples.begin(), format.samples.end(),
                     [&](const SampleNames& samples) { return !sampleColumnsOf(file, format, samples).empty(); });
}

bool fits(const TsvFile& file, const MatrixFormat& format) {
  if (format.exact && !file.column(format.ids.front())) return false;
  return hasAll(file, format.told) && hasAny(file, format.ids) && !hasAny(file, format.lacks) &&
         (!format.bySamples || hasSamples(file, format));
}

MatrixFormat maxQuant() {
  return {.program = "MaxQuant",
          .file = "proteinGroups.txt",
          .told = {"Majority protein IDs"},
          .ids = {"Majority protein IDs", "Protein IDs"},
          .genes = {"Gene names", "Gene name"},
          .headers = {"Fasta headers"},
          .peptides = {"Peptides"},
          .contaminants = {"Potential contaminant", "Contaminant"},
          .samples = {{"LFQ intensity ", ""}, {"LFQ_", ""}, {"Intensity ", ""}},
          .rows = {{"Reverse", {"+"}, true, "decoys"}}};
}

/// proteinGroups.txt that somebody made smaller.
MatrixFormat maxQuantPart() {
  MatrixFormat format = maxQuant();
  format.told = {"Protein IDs"};
  format.bySamples = true;
  return format;
}

MatrixFormat spectronaut() {
  return {.program = "Spectronaut",
          .file = "report by protein groups, pivoted",
          .lacks = {"R.FileName"},
          .ids = {"PG.ProteinGroups", "PG.ProteinAccessions", "PG.UniProtIds"},
          .genes = {"PG.Genes"},
          .headers = {"PG.FastaHeaders", "PG.ProteinDescriptions"},
          .entries = {"PG.ProteinNames"},
          .peptides = {"PG.NrOfStrippedSequencesIdentified (Experiment-wide)"},
          .samples = {{"", ".PG.Quantity"}, {"", ".PG.Log2Quantity", TableScale::Log2}}};
}

MatrixFormat proteomeDiscoverer() {
  return {.program = "Proteome Discoverer",
          .file = "Proteins, exported as text",
          .told = {"Accession"},
          .ids = {"Accession"},
          .genes = {"Gene Symbol", "Gene"},
          .headers = {"FASTA Title Lines", "Description"},
          .peptides = {"# Peptides", "Number of Peptides"},
          .contaminants = {"Contaminant"},
          .samples = {{"Abundances (Normalized): ", ""},
                      {"Abundances (Normalised): ", ""},
                      {"Abundance Normalized: ", ""},
                      {"Abundance: ", ""},
                      {"Abundances (Grouped): ", "", TableScale::Linear,
                       "they are means of groups: show the columns Abundances or Abundances (Normalized) in Proteome "
                       "Discoverer's table Proteins and export it again, or let each sample be a group of its own that "
                       "is called as in the study sheet"}},
          .noBegins = {"Abundance Ratio", "Abundance Scaled", "Abundance Grouped", "Abundance Count"},
          .rows = {{"Master", {"IsMasterProtein", "Master Protein", "Master", "True"}, false, "no master proteins"},
                   {"Protein FDR Confidence: Combined", {"High", ""}, false, "a confidence below high"}},
          .howSamplesAreCalled =
              "Proteome Discoverer numbers its files: write F1, F2, ... of its table Input Files "
              "into column \"run\" of the study sheet",
          .bySamples = true};
}

MatrixFormat metaMorpheus() {
  return {.program = "MetaMorpheus",
          .file = "AllQuantifiedProteinGroups.tsv",
          .told = {"Protein Accession"},
          .ids = {"Protein Accession"},
          .genes = {"Gene"},
          .headers = {"Protein Full Name"},
          .peptides = {"Number of Peptides"},
          .contaminants = {"Protein Decoy/Contaminant/Target"},
          .samples = {{"Intensity_", ""}},
          .rows = {{"Protein Decoy/Contaminant/Target", {"D"}, true, "decoys"}},
          .qValue = "Protein QValue",
          .bySamples = true};
}

MatrixFormat flashLfq() {
  return {.program = "FlashLFQ",
          .file = "QuantifiedProteins.tsv",
          .ids = {"Protein Groups"},
          .genes = {"Gene Name"},
          .samples = {{"Intensity_", ""}},
          .bySamples = true};
}

MatrixFormat fragPipe() {
  return {.program = "FragPipe",
          .file = "combined_protein.tsv",
          .told = {"Protein ID"},
          .lacks = {"Accession"},
          .ids = {"Protein ID"},
          .wholeNames = {"Protein"},
          .genes = {"Gene", "Gene Names"},
          .headers = {"Description"},
          .entries = {"Entry Name"},
          .members = {"Indistinguishable Proteins"},
          .peptides = {"Combined Total Peptides", "Unique Stripped Peptides"},
          .samples = {{"", " MaxLFQ Intensity"},
                      {"", " MaxLFQ Razor Intensity"},
                      {"", " Intensity"},
                      {"", " Razor Intensity"}},
          .noSamples = {"MaxLFQ Intensity", "Total Intensity", "Unique Intensity", "Razor Intensity",
                        "MaxLFQ Razor Intensity", "MaxLFQ Total Intensity", "MaxLFQ Unique Intensity"}};
}

MatrixFormat diannGroups() {
  return {.program = "DIA-NN",
          .file = "report.pg_matrix.tsv",
          .told = {"Protein.Group", "Genes"},
          .ids = {"Protein.Group"},
          .genes = {"Genes"},
          .headers = {"First.Protein.Description"},
          .entries = {"Protein.Names"},
          .peptides = {"N.Sequences"},
          .describing = {"Protein.Ids", "N.Proteotypic.Sequences"}};
}

MatrixFormat diannGenes() {
  return {.program = "DIA-NN",
          .file = "report.gg_matrix.tsv or report.unique_genes_matrix.tsv",
          .told = {"Genes"},
          .lacks = {"Precursor.Id", "Peptide"},
          .ids = {"Genes"},
          .genes = {"Genes"},
          .peptides = {"N.Sequences"},
          .describing = {"N.Proteotypic.Sequences"},
          .ofGenes = true};
}

MatrixFormat proline() {
  return {.program = "Proline",
          .file = "its table of protein sets",
          .told = {"protein_set_id", "accession"},
          .ids = {"accession"},
          .genes = {"gene_name"},
          .headers = {"description"},
          .peptides = {"#sequences"},
          .samples = {{"abundance_", ""}, {"raw_abundance_", ""}},
          .rows = {{"is_validated", {"false"}, true, "protein sets that are not validated"}},
          .bySamples = true};
}

MatrixFormat alphaDia() {
  return {.program = "AlphaDIA",
          .file = "pg.matrix.tsv",
          .lacks = {"precursor_idx", "mod_seq_hash", "run"},
          .ids = {"pg"},
          .genes = {"genes"},
          .headers = {"description"}};
}

MatrixFormat alphaPept() {
  return {.program = "AlphaPept",
          .file = "results_proteins.csv",
          .told = {""},
          .ids = {""},
          .samples = {{"", "_LFQ"}},
          .bySamples = true};
}

MatrixFormat directLfq() {
  return {.program = "directLFQ",
          .file = "protein_intensities.tsv",
          .lacks = {"peptide", "peptides"},
          .ids = {"protein"},
          .genes = {"gene", "genes", "gene_name", "gene name", "gene names"},
          .headers = {"description", "fasta headers"},
          .exact = true,
          .guessed = true};
}

MatrixFormat plainAccessions() {
  return {.program = plainMatrix,
          .file = "proteins or genes x samples",
          .ids = {"accession", "accessions", "protein accession", "uniprot", "uniprot id", "uniprot accession",
                  "uniprotkb", "protein id", "protein ids", "protein group", "protein groups", "proteinid", "protein",
                  "proteins", "entry", "majority protein ids"},
          .genes = {"gene", "genes", "gene name", "gene names", "gene symbol", "symbol", "genename", "genesymbol"},
          .headers = {"fasta headers", "fasta header", "description", "protein description"},
          .entries = {"entry name", "protein name", "protein names"},
          .peptides = {"peptides", "number of peptides"},
          .guessed = true};
}

MatrixFormat plainGenes() {
  return {.program = plainMatrix,
          .file = "genes x samples",
          .lacks = {"sequence", "peptide", "peptide sequence", "modified sequence", "stripped sequence", "charge",
                    "precursor charge"},
          .ids = {"gene", "genes", "gene name", "gene names", "gene symbol", "gene symbols", "symbol", "genename",
                  "genesymbol", "hgnc symbol"},
          .genes = {"gene", "genes", "gene name", "gene names", "gene symbol", "gene symbols", "symbol", "genename",
                    "genesymbol", "hgnc symbol"},
          .headers = {"description"},
          .ofGenes = true,
          .guessed = true};
}

/// The names stand in a column without a name, or one called "name": accessions or genes.
MatrixFormat plainNames() {
  return {.program = plainMatrix,
          .file = "proteins or genes x samples",
          .ids = {"", "name", "names", "id", "index", "row.names"},
          .guessed = true};
}

}  // namespace

const std::vector<MatrixFormat>& matrixFormats() {
  static const std::vector<MatrixFormat> formats{maxQuant(),           spectronaut(),  metaMorpheus(), fragPipe(),
                                                 diannGroups(),        maxQuantPart(), flashLfq(),     proline(),
                                                 proteomeDiscoverer(), alphaDia(),     alphaPept(),    directLfq(),
                                                 plainAccessions(),    diannGenes(),   plainGenes(),   plainNames()};
  return formats;
}

const std::vector<LongFormat>& longFormats() {
  static const std::vector<LongFormat> formats{
      {.program = "DIA-NN",
       .file = "report.tsv",
       .told = {"Protein.Group", "Run", "Genes"},
       .runs = {"Run"},
       .ids = {"Protein.Group"},
       .genes = {"Genes"},
       .headers = {"First.Protein.Description"},
       .values = {{"PG.MaxLFQ", ""}},
       .qValues = {"Q.Value", "PG.Q.Value"},
       .moreQValues = {"Global.PG.Q.Value", "Lib.PG.Q.Value"},
       .precursors = {"Precursor.Id"},
       .sequences = {"Stripped.Sequence"},
       .decoys = {"Decoy", {"1"}, true, "decoys"},
       .rowsAre = "precursor rows"},
      {.program = "Spectronaut",
       .file = "report",
       .told = {"R.FileName"},
       .runs = {"R.FileName"},
       .ids = {"PG.ProteinGroups", "PG.ProteinAccessions", "PG.UniProtIds"},
       .genes = {"PG.Genes"},
       .headers = {"PG.FastaHeaders", "PG.ProteinDescriptions"},
       .values = {{"PG.Quantity", ""}, {"PG.Log2Quantity", "", TableScale::Log2}},
       .moreQValues = {"PG.Qvalue", "EG.Qvalue"},
       .sequences = {"PEP.StrippedSequence"},
       .decoys = {"EG.IsDecoy", {"True", "1"}, true, "decoys"}},
      {.program = "MSstats",
       .file = "ProteinLevelData or RunlevelData",
       .told = {"Protein", "LogIntensities"},
       .runs = {"originalRUN", "RUN"},
       .ids = {"Protein"},
       .values = {{"LogIntensities", "", TableScale::Log2}}}};
  return formats;
}

const MatrixFormat* matrixFormatOf(const TsvFile& file) {
  const auto& formats = matrixFormats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const auto& format) { return fits(file, format); });
  return found == formats.end() ? nullptr : &*found;
}

const LongFormat* longFormatOf(const TsvFile& file) {
  const auto& formats = longFormats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const auto& format) { return hasAll(file, format.told); });
  return found == formats.end() ? nullptr : &*found;
}

std::vector<std::pair<std::size_t, std::string>> sampleColumnsOf(const TsvFile& file, const MatrixFormat& format,
                                                                 const SampleNames& samples) {
  std::vector<std::pair<std::size_t, std::string>> columns;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    auto name = between(file.header[i], samples.before, samples.behind);
    if (!name) continue;
    const bool isOther = std::any_of(format.noSamples.begin(), format.noSamples.end(), [&](std::string_view ending) {
      return ending.size() >= samples.behind.size() &&
             (sameName(file.header[i], ending) || between(file.header[i], "", ending));
    });
    const bool isNone = std::any_of(format.noBegins.begin(), format.noBegins.end(),
                                    [&](std::string_view begin) { return between(file.header[i], begin, ""); });
    if (!isOther && !isNone) columns.emplace_back(i, std::move(*name));
  }
  return columns;
}

}  // namespace vescargo
