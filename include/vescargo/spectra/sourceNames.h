#pragma once

#include <string>
#include <vector>

namespace vescargo {

/// runNames of the files that an mzML file says it was made from (sourceFileList), in its order, each once: `S01` of
/// `S01.raw`, also where only the folder is the run's (`file:///D:/S01.d`). None of a file that says none, or that is
/// no mzML; what is wrong with it is told by those who read it.
std::vector<std::string> sourceNames(const std::string& path);

}  // namespace vescargo
