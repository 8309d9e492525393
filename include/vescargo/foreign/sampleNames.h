#pragma once

#include <vector>

#include "vescargo/foreign/cargoCells.h"
#include "vescargo/table/CargoTable.h"

namespace vescargo {

/// Columns with what they may be called beside their name: without Spectronaut's "[1] " (R: "X.1..") before it and
/// MetaMorpheus' "-calib" and "-averaged" behind it; of Proteome Discoverer's "F1: Sample, pre, S1" the file "F1", and
/// the parts that no other column has.
std::vector<CargoColumn> namedColumns(const SampleColumns& columns);

}  // namespace vescargo
