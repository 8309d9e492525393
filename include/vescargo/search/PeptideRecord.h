#pragma once

#include <cstdint>

#include "vescargo/search/PeptideForm.h"

namespace vescargo {

/// A modified peptide of a PeptideDatabase, 16 bytes.
struct PeptideRecord {
  std::uint32_t mass = 0;    ///< neutral monoisotopic, in massUnits
  std::uint32_t offset = 0;  ///< of the peptide in the proteins laid end to end
  std::uint8_t length = 0;
  std::uint8_t decoy : 1 = 0;
  std::uint8_t made : 1 = 0;  ///< a decoy that is this peptide with its residues in decoy order
  std::uint8_t proteinNTerm : 1 = 0;
  std::uint8_t proteinCTerm : 1 = 0;
  std::uint8_t paired : 1 = 0;  ///< a target whose decoyOf is searched too
  PeptideForm form;             ///< sites are those of the peptide in its protein
  bool operator==(const PeptideRecord&) const = default;
};
static_assert(sizeof(PeptideRecord) == 16);

/// The decoy of a paired target: the same residues and modifications, so the same mass.
constexpr PeptideRecord decoyOf(PeptideRecord target) {
  target.decoy = 1;
  target.made = 1;
  target.paired = 0;
  return target;
}

}  // namespace vescargo
