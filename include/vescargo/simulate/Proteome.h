#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"
#include "vescargo/simulate/SimulatorOptions.h"
#include "vescargo/table/Fasta.h"

namespace vescargo {

/// What a protein of the simulated tubes is.
enum class ProteinClass {
  Cargo,   ///< of vesicles
  Shared,  ///< of vesicles and of platelets
  Platelet,
  SolublePlasma,
  Lipoprotein,
  Erythrocyte,
  Keratin,
  Leukocyte,
  Endothelium,
  Exerkine,
  Tissue,
  Other,     ///< on a panel that says no more
  Foreign,   ///< of a mixture, from another species
  Unlisted,  ///< in the tubes, not in the FASTA
  Absent     ///< in the FASTA, in no tube
};
template <>
struct EnumNames<ProteinClass> {
  static constexpr std::array<std::pair<ProteinClass, std::string_view>, 15> value{
      {{ProteinClass::Cargo, "cargo"},
       {ProteinClass::Shared, "cargo_and_platelet"},
       {ProteinClass::Platelet, "platelet"},
       {ProteinClass::SolublePlasma, "soluble_plasma"},
       {ProteinClass::Lipoprotein, "lipoprotein"},
       {ProteinClass::Erythrocyte, "erythrocyte"},
       {ProteinClass::Keratin, "keratin"},
       {ProteinClass::Leukocyte, "leukocyte"},
       {ProteinClass::Endothelium, "endothelium"},
       {ProteinClass::Exerkine, "exerkine"},
       {ProteinClass::Tissue, "tissue"},
       {ProteinClass::Other, "other"},
       {ProteinClass::Foreign, "foreign"},
       {ProteinClass::Unlisted, "not_in_fasta"},
       {ProteinClass::Absent, "not_in_samples"}}};
};

/// What becomes of a platelet protein.
enum class PlateletFate {
  Stays,    ///< with the platelets of the tube
  Shed,     ///< cut off in the body: a level of its own in each tube
  Released  ///< from granules: a level of each tube that all released proteins share
};
template <>
struct EnumNames<PlateletFate> {
  static constexpr std::array<std::pair<PlateletFate, std::string_view>, 3> value{
      {{PlateletFate::Stays, "stays"}, {PlateletFate::Shed, "shed"}, {PlateletFate::Released, "released"}}};
};

/// A protein and where it comes from; amounts in ions that the source would give, linear.
struct SimulatedProtein {
  Protein protein;
  ProteinClass kind = ProteinClass::Absent;
  double fromVesicles = 0;
  double fromPlatelets = 0;  ///< at the median contamination
  double fromElsewhere = 0;  ///< plasma, lipoproteins, red cells or skin, as `kind` says
  double fromRedCells = 0;   ///< of a protein of another kind, at the usual contamination (usualContamination)
  double fromSkin = 0;       ///< the same
  PlateletFate fate = PlateletFate::Stays;

  /// In a usual tube before exercise.
  double amount() const { return fromVesicles + fromPlatelets + fromElsewhere + fromRedCells + fromSkin; }
};

/// Material of red cells and of skin relative to vesicles at which a tube has a protein's `fromRedCells`, `fromSkin`,
/// or, of their own proteins, `fromElsewhere`.
constexpr double usualContamination = 0.03;

/// A proteome from the marker panels: a protein for each accession, with that accession and
/// gene name and a sequence that is random with human amino-acid composition, then
/// `absentProteins` and `unlistedProteins`. Sequence and amounts of a protein hang on the
/// seed and its accession alone. Sorted by accession within these three parts.
/// Where red cells or skin contaminate (options), 15 % and 5 % of the vesicle proteins, and those on a panel of theirs,
/// are of both. `shedShare` of the platelet proteins do not stay with the platelets.
std::vector<SimulatedProtein> makeProteome(const std::vector<MarkerPanel>& panels, const SimulatorOptions& options);

/// The same from a given FASTA: proteins on a panel (by accession, else by gene) have its
/// class, 200 others are cargo, the rest are in no tube; `unlistedProteins` are added.
std::vector<SimulatedProtein> adoptProteome(std::vector<Protein> fasta, const std::vector<MarkerPanel>& panels,
                                            const SimulatorOptions& options);

/// Adds 300 proteins of another species' FASTA, or all where it has fewer, as ProteinClass::Foreign. Those whose
/// accession is there already are passed over.
void addForeign(std::vector<SimulatedProtein>& proteome, std::vector<Protein> fasta, const SimulatorOptions& options);

/// The FASTA file of what makeProteome made, UniProt style, without what is unlisted; every
/// header says that the sequence is synthetic.
std::string fastaText(const std::vector<SimulatedProtein>& proteome);

}  // namespace vescargo
