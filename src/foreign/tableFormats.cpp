#include "vescargo/foreign/tableFormats.h"

#include <algorithm>
#include <array>
#include <set>

#include "vescargo/foreign/columnNames.h"

namespace vescargo {

namespace {

constexpr std::string_view plain = "a plain matrix";

bool has(const TsvFile& file, std::string_view name) { return columnOf(file, {name}).has_value(); }

bool hasAll(const TsvFile& file, const Names& names) {
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return has(file, name); });
}

bool hasAny(const TsvFile& file, const Names& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return has(file, name); });
}

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
          .samples = {{"Abundances (Normalized): ", ""}, {"Abundance: ", ""}},
          .rows = {{"Master", {"IsMasterProtein", "Master Protein", "Master"}, false, "no master proteins"},
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
  return {.program = plain,
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
  return {.program = plain,
          .file = "genes x samples",
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
  return {.program = plain,
          .file = "proteins or genes x samples",
          .ids = {"", "name", "names", "id", "index", "row.names"},
          .guessed = true};
}

bool seems(const TsvFile& file, std::string_view begin, std::string_view behind) {
  return std::any_of(file.header.begin(), file.header.end(),
                     [&](const std::string& name) { return between(name, begin, behind).has_value(); });
}

/// How many columns of a format a table has, and one that it has not.
struct Likeness {
  std::size_t has = 0;
  std::string_view lacks;
};

Likeness likenessTo(const TsvFile& file, const MatrixFormat& format) {
  Likeness likeness;
  std::set<std::string_view> names(format.told.begin(), format.told.end());
  for (const Names* list : {&format.ids, &format.genes, &format.headers, &format.entries, &format.members,
                            &format.peptides, &format.contaminants})
    names.insert(list->begin(), list->end());
  names.erase("");
  for (const std::string_view name : names) likeness.has += has(file, name) ? 1 : 0;
  const bool samples = std::any_of(format.samples.begin(), format.samples.end(),
                                   [&](const SampleNames& kind) { return seems(file, kind.before, kind.behind); });
  likeness.has += samples ? 1 : 0;
  if (!hasAny(file, format.ids)) {
    likeness.lacks = format.ids.front();
  } else if (!hasAll(file, format.told)) {
    likeness.lacks = *std::find_if(format.told.begin(), format.told.end(), [&](auto name) { return !has(file, name); });
  }
  return likeness;
}

}  // namespace

const std::vector<MatrixFormat>& matrixFormats() {
  static const std::vector<MatrixFormat> formats{maxQuant(),    spectronaut(),  metaMorpheus(), fragPipe(),
                                                 diannGroups(), maxQuantPart(), flashLfq(),     proteomeDiscoverer(),
                                                 alphaDia(),    alphaPept(),    directLfq(),    plainAccessions(),
                                                 diannGenes(),  plainGenes(),   plainNames()};
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

const std::vector<RefusedFormat>& refusedFormats() {
  static const std::vector<RefusedFormat> formats{
      {{"peptide", "proteins", "scannr"}, "is Sage's table of matches, not of intensities", "give its lfq.tsv"},
      {{"Leading razor protein"}, "is MaxQuant's table of peptides or matches", "give proteinGroups.txt"},
      {{"Protein ID", "Peptide Sequence"}, "is FragPipe's table of peptides", "give combined_protein.tsv"},
      {{"Protein ID", "Sequence"}, "is FragPipe's table of peptides", "give combined_protein.tsv"},
      {{"Protein ID", "Peptide"}, "is FragPipe's table of peptides or matches", "give combined_protein.tsv"},
      {{"Protein ID", "Razor Intensity"}, "is FragPipe's protein.tsv of one sample", "give combined_protein.tsv"},
      {{"ProteinID", "NumberPSM", "ReferenceIntensity"},
       "is FragPipe's table of isobaric labels (TMT), which are not compared here",
       "give label-free proteins"},
      {{"Genes", "Precursor.Id", "Precursor.Charge", "Protein.Group"},
       "is DIA-NN's matrix of precursors",
       "give report.pg_matrix.tsv or report.tsv"},
      {{"protein", "ion"}, "is directLFQ's table of ions", "give its protein_intensities.tsv"},
      {{"pg", "precursor_idx"}, "is AlphaDIA's table of precursors", "give its pg.matrix.tsv"},
      {{"Peak intensity", "Base Sequence"}, "is FlashLFQ's table of peaks", "give QuantifiedProteins.tsv"},
      {{"Sequence", "Base Sequence", "Protein Groups"},
       "is FlashLFQ's table of peptides",
       "give QuantifiedProteins.tsv"},
      {{"File Name", "Scan Number", "Protein Accession"},
       "is MetaMorpheus' table of matches",
       "give AllQuantifiedProteinGroups.tsv"},
      {{"Master Protein Accessions"}, "is Proteome Discoverer's table of peptides", "give its table Proteins"},
      {{"Channel", "Mixture", "TechRepMixture"},
       "is MSstatsTMT's table of isobaric labels, which are not compared here",
       "give label-free proteins"},
      {{"Protein", "log2FC", "adj.pvalue"},
       "is MSstats' table of changes, not of intensities",
       "give its ProteinLevelData"},
      {{"PSMId", "q-value"}, "is Percolator's table of matches", "give a table of protein intensities"},
      {{"peptide", "proteins", "genes"}, "is Vescargo's table of peptides", "give cargo.tsv"},
      {{"verdict", "platelet_core"}, "is Vescargo's table of scores", "give cargo.tsv"}};
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
    if (!isOther) columns.emplace_back(i, std::move(*name));
  }
  return columns;
}

void refuseLabelledMaxQuant(const TsvFile& file) {
  for (const std::string& name : file.header) {
    const bool labelled =
        name.starts_with("Ratio H/L") || name.starts_with("Ratio M/L") || name.starts_with("Reporter intensity");
    if (labelled)
      throw Error(
          ExitCode::CorruptContent, file.path,
          "is MaxQuant's table of labelled proteins (column " + inQuotes(name) + "), which are not compared here",
          "give label-free proteins");
  }
}

void refuseOtherTables(const TsvFile& file) {
  if (file.column("Majority protein IDs")) refuseLabelledMaxQuant(file);
  for (const RefusedFormat& other : refusedFormats()) {
    if (hasAll(file, other.columns)) throw Error(ExitCode::CorruptContent, file.path, other.what, other.whatToDo);
  }
}

void refuseUnknownTable(const TsvFile& file) {
  std::vector<std::string> programs{"Vescargo", "Sage", "MSstats", "mzTab"};
  const MatrixFormat* nearest = nullptr;
  Likeness most;
  for (const MatrixFormat& format : matrixFormats()) {
    if (format.guessed && format.program == plain) continue;
    if (std::find(programs.begin(), programs.end(), format.program) == programs.end())
      programs.emplace_back(format.program);
    const Likeness likeness = likenessTo(file, format);
    if (likeness.has <= most.has) continue;
    most = likeness;
    nearest = &format;
  }
  std::sort(programs.begin(), programs.end());
  std::string like = "its columns are: " + join(file.header, ", ");
  if (nearest != nullptr) {
    like = "it looks most like " + std::string(nearest->file) + " of " + std::string(nearest->program);
    if (!most.lacks.empty()) like += ", which has a column " + inQuotes(most.lacks);
  }
  throw Error(ExitCode::CorruptContent, file.path,
              "is no table of proteins that is known (read are those of " + join(programs, ", ") +
                  ", and plain ones with a column of accessions or genes and columns named by samples or runs)",
              like);
}

}  // namespace vescargo
