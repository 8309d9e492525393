#include "vescargo/spectra/sourceNames.h"

#include <algorithm>

#include "vescargo/base/Error.h"
#include "vescargo/base/lowerCase.h"
#include "vescargo/spectra/MzMlHead.h"
#include "vescargo/spectra/SpectrumSplitter.h"
#include "vescargo/table/runName.h"

namespace vescargo {

namespace {

/// Of Agilent, Bruker and Waters the folder is the run.
bool isRunFolder(std::string location) {
  while (location.ends_with('/') || location.ends_with('\\')) location.pop_back();
  location = lowerCase(location);
  return location.ends_with(".d") || location.ends_with(".raw");
}

}  // namespace

std::vector<std::string> sourceNames(const std::string& path) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& text) {
    const std::string name = runName(text);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  try {
    const SpectrumSplitter splitter(path);
    const auto head = splitter.isMzMl() ? MzMlHead::parse(splitter.head()) : std::nullopt;
    if (!head) return names;
    for (const SourceFile& source : head->sources()) {
      add(source.name);
      if (isRunFolder(source.location)) add(source.location);
    }
  } catch (const Error&) {
    return {};
  }
  return names;
}

}  // namespace vescargo
