#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "vescargo/base/Error.h"

namespace vescargo::test {

/// An empty folder of its own for one test, removed at the end of it.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vescargo-unit.XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
    folder_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }

  /// What lies in the folder, hidden files too.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::string folder_;
};

inline std::string contentOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// "<exit code>|<message>" of the Error that `act` throws, without `prefix`
/// wherever it stands in the message; "no error" when it throws none.
inline std::string errorOf(const std::function<void()>& act, const std::string& prefix = "") {
  try {
    act();
  } catch (const Error& error) {
    std::string text = error.what();
    for (std::size_t at = 0; !prefix.empty() && (at = text.find(prefix)) != std::string::npos;)
      text.erase(at, prefix.size());
    return std::to_string(static_cast<int>(error.code())) + "|" + text;
  }
  return "no error";
}

}  // namespace vescargo::test
