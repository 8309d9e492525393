#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <stdexcept>

#include "base/Heard.h"
#include "base/Scratch.h"
#include "vescargo/app/EvTool.h"
#include "vescargo/app/buildVersion.h"
#include "vescargo/app/faultReport.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

/// A program with a fault.
class Faulty final : public EvTool {
 public:
  Faulty() : EvTool("EVPeakPicker", "Fails.", "-out out.tsv") {}

 private:
  void declare() override { declareOutput("out", "Never written", {"tsv"}); }
  void execute(Journal& /*journal*/) override { throw std::logic_error("a vector is empty"); }
};

}  // namespace

TEST_CASE("a fault of Vescargo ends with exit code 12 and a file to send") {
  const Scratch scratch;
  const char* before = ::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", scratch.path("").c_str(), 1);
  const std::string out = scratch.path("out.tsv");
  const char* arguments[] = {"EVPeakPicker", "-out", out.c_str(), "-threads", "2"};
  std::string said;
  {
    const Heard heard;
    CHECK(Faulty().run(5, arguments) == 12);
    said = heard.text();
  }
  kept.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  std::string path;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path(""))) path = entry.path().string();
  CHECK(said.find("Error: a vector is empty; this is a fault of Vescargo, please report it with " + path + "\n") !=
        std::string::npos);
  const std::string text = contentOf(path);
  CHECK(text.starts_with("Vescargo " + buildVersion() + ", OpenMS "));
  CHECK(text.find("\nEVPeakPicker -out " + out + "\na vector is empty\n") != std::string::npos);
}
