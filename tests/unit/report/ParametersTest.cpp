#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <string>

#include "base/Scratch.h"
#include "base/source.h"

namespace fs = std::filesystem;

namespace {

/// Names that the option structs of the public headers give to `visit`, and the header that does.
std::multimap<std::string, std::string> optionNames() {
  std::multimap<std::string, std::string> names;
  const std::regex visit("(^|\n)( *)visit\\(\"([a-z0-9_]+)\"");
  for (const auto& entry : fs::recursive_directory_iterator(vescargo::test::inSource("include"))) {
    if (entry.path().extension() != ".h") continue;
    const std::string text = vescargo::test::contentOf(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), visit), end; at != end; ++at) {
      names.emplace((*at)[3], entry.path().filename());
    }
  }
  return names;
}

}  // namespace

TEST_CASE("option names are unique over all rooms") {
  const auto names = optionNames();
  CHECK(names.count("precursor_tolerance") == 1);
  for (const auto& [name, header] : names) {
    INFO(name << " in " << header);
    CHECK(names.count(name) == 1);
  }
}

TEST_CASE("every option is named in the section Parameters of the changelog") {
  const std::string changelog = vescargo::test::contentOf(vescargo::test::inSource("CHANGELOG.md"));
  const std::string section = changelog.substr(changelog.find("### Parameters"));
  for (const auto& [name, header] : optionNames()) {
    INFO("add `" << name << "` of " << header << " to CHANGELOG.md");
    CHECK(section.find("`" + name + "`") != std::string::npos);
  }
}
