#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "vescargo/foreign/columnNames.h"
#include "vescargo/foreign/tableFormats.h"

namespace vescargo {

namespace {

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
  for (const std::string_view name : names) likeness.has += hasAny(file, {name}) ? 1 : 0;
  const bool samples = std::any_of(format.samples.begin(), format.samples.end(),
                                   [&](const SampleNames& kind) { return seems(file, kind.before, kind.behind); });
  likeness.has += samples ? 1 : 0;
  if (!hasAny(file, format.ids)) {
    likeness.lacks = format.ids.front();
  } else if (!hasAll(file, format.told)) {
    likeness.lacks =
        *std::find_if(format.told.begin(), format.told.end(), [&](auto name) { return !hasAny(file, {name}); });
  }
  return likeness;
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

void refuseLabelsOfDiscoverer(const TsvFile& file) {
  static const std::regex label("F[0-9]+[^A-Za-z0-9]+1[123][0-9](N|C|ND|CD)?([^A-Za-z0-9].*)?");
  if (!hasAny(file, {"Accession"})) return;
  for (const std::string& name : file.header) {
    const auto isLabel = [&](std::string_view begin) {
      const auto sample = between(name, begin, "");
      return sample && std::regex_match(*sample, label);
    };
    static constexpr std::array<std::string_view, 6> begins{"Abundance: ",
                                                            "Abundances: ",
                                                            "Abundances (Normalized): ",
                                                            "Abundances (Normalised): ",
                                                            "Abundance Normalized: ",
                                                            "Abundances (Grouped): "};
    if (std::any_of(begins.begin(), begins.end(), isLabel))
      throw Error(ExitCode::CorruptContent, file.path,
                  "is Proteome Discoverer's table of isobaric labels (column " + inQuotes(name) +
                      "), which are not compared here",
                  "give label-free proteins");
  }
}

/// Each protein's values of these are relative to its own mean or another sample.
void refuseRatiosOfDiscoverer(const TsvFile& file) {
  const MatrixFormat* format = matrixFormatOf(file);
  if (!hasAny(file, {"Accession"}) || (format != nullptr && format->program == "Proteome Discoverer")) return;
  for (const std::string& name : file.header) {
    if (between(name, "Abundances (Scaled): ", "") || between(name, "Abundance Ratio: ", ""))
      throw Error(ExitCode::CorruptContent, file.path,
                  "has of Proteome Discoverer's abundances only scaled ones or ratios (column " + inQuotes(name) +
                      "), which have lost the proteins' levels",
                  "show the columns Abundances or Abundances (Normalized) in its table Proteins and export it again");
  }
}

}  // namespace

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
      {{"Index", "NumberPSM"},
       "is a report of FragPipe's TMT-Integrator, of isobaric labels or of DIA, which is not read",
       "give label-free proteins, of DIA report.pg_matrix.tsv of dia-quant-output or diann-output"},
      {{"Genes", "Precursor.Id", "Precursor.Charge", "Protein.Group"},
       "is DIA-NN's matrix of precursors",
       "give report.pg_matrix.tsv or report.tsv"},
      {{"protein", "ion"}, "is directLFQ's table of ions", "give its protein_intensities.tsv"},
      {{"pg", "precursor_idx"}, "is AlphaDIA's table of precursors", "give its pg.matrix.tsv"},
      {{"mod_seq_charge_hash"}, "is AlphaDIA's matrix of precursors", "give its pg.matrix.tsv"},
      {{"mod_seq_hash"}, "is AlphaDIA's matrix of peptides", "give its pg.matrix.tsv"},
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

void refuseOtherTables(const TsvFile& file) {
  refuseRatiosOfDiscoverer(file);
  refuseLabelsOfDiscoverer(file);
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
    if (format.guessed && format.program == plainMatrix) continue;
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
