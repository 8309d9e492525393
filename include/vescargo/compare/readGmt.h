#pragma once

#include <string>
#include <vector>

#include "vescargo/purity/MarkerPanel.h"

namespace vescargo {

/// Protein sets of a GMT file (MSigDB, WikiPathways, g:Profiler, ...) as panels of the kind "set": a line a set, its
/// name, a description and its members, separated by tabs. A member is an accession or a gene; which of them it is
/// matchPanel finds out, accessions first. One that stands twice in a set counts once.
/// Throws MissingFile, Unreadable, Empty, or CorruptContent for a set without name or members, that stands twice, or
/// that is called like one of `taken`.
std::vector<MarkerPanel> readGmt(const std::string& path, const std::vector<MarkerPanel>& taken = {});

}  // namespace vescargo
