#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"

namespace vescargo {

/// Protein sets of a GMT file (MSigDB, Reactome, WikiPathways, Enrichr, g:Profiler, ...) as panels of the kind "set": a
/// line a set, its name, a description (which may be empty) and its members, separated by tabs; empty cells are passed
/// over. A member is an accession or a gene; which of them it is TableIndex finds out, accessions first. A weight
/// ("PF4,1.0") and the version of an accession ("P02776.2") are left out. A member that stands twice in a set counts
/// once. Takes time and memory in proportion to the file.
/// Throws MissingFile, Unreadable, Empty, or CorruptContent for a set without name or members, that stands twice, or
/// that is called like one of `taken`, and for what is no text or has a line of more than 16 MiB.
std::vector<MarkerPanel> readGmt(const std::string& path, const std::vector<MarkerPanel>& taken = {});

}  // namespace vescargo
