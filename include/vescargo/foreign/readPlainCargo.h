#pragma once

#include <optional>
#include <string>

#include "vescargo/table/CargoTable.h"

namespace vescargo {

/// cargo.tsv as EVProteinQuantifier writes it, gzipped or not, straight into its matrix: the file is gone through
/// twice, for its rows and for their numbers, and nothing of it is held as text. The same table and notes as readCargo
/// gives. Nothing where any line is otherwise than that program writes it (cells quoted, padded or not in ASCII, signs
/// between thousands, faults): readCargo then says what it is. Throws as TextPieces does.
std::optional<CargoTable> readPlainCargo(const std::string& path);

}  // namespace vescargo
