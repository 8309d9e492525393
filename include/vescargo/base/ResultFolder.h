#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vescargo {

/// A folder of results whose files are all named beforehand, so that they can be told from inputs before any is
/// written.
class ResultFolder {
 public:
  /// `names` within `folder`, as "truth/runs.tsv".
  ResultFolder(std::string folder, std::vector<std::string> names);

  /// Of one of the names; throws Bug for another.
  std::string path(std::string_view name) const;

  std::vector<std::string> paths() const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::string folder_;
  std::vector<std::string> names_;
};

}  // namespace vescargo
