#include <catch2/catch.hpp>

#include "base/Scratch.h"
#include "vescargo/report/RunRecord.h"

using namespace vescargo;
using test::errorOf;

namespace {

RunRecord example() {
  RunRecord record{"EVPipeline", "0.1.0", "2.6.0", "EVPipeline -in \"a b.mzML\"", {}, {}, {}, {}};
  record.parameters = {{"min_pairs", "3"}, {"alpha", "0.05"}};
  record.inputs = {{"a b.mzML", 5000000000ULL, "ab12"}};
  record.steps = {{"rollUp", "12 peptides -> 3 proteins"}};
  record.warnings = {"one subject only"};
  record.outputs = {{"cargo.tsv", 7, "cd34"}};
  return record;
}

}  // namespace

TEST_CASE("a run record is written in a fixed order and layout") {
  CHECK(runRecordJson(example()) == R"({
  "tool": "EVPipeline",
  "version": "0.1.0",
  "openms_version": "2.6.0",
  "command_line": "EVPipeline -in \"a b.mzML\"",
  "parameters": {
    "min_pairs": "3",
    "alpha": "0.05"
  },
  "inputs": [
    {
      "path": "a b.mzML",
      "bytes": 5000000000,
      "sha256": "ab12"
    }
  ],
  "steps": [
    {
      "name": "rollUp",
      "text": "12 peptides -> 3 proteins"
    }
  ],
  "warnings": [
    "one subject only"
  ],
  "outputs": [
    {
      "path": "cargo.tsv",
      "bytes": 7,
      "sha256": "cd34"
    }
  ]
}
)");
}

TEST_CASE("a run record reads back as it was written, also an empty one") {
  for (const RunRecord& record : {example(), RunRecord{}}) {
    const std::string json = runRecordJson(record);
    const RunRecord back = parseRunRecord(json, "run.json");
    CHECK(back.commandLine == record.commandLine);
    CHECK(back.parameters == record.parameters);
    CHECK(runRecordJson(back) == json);
  }
}

TEST_CASE("a file name that is no UTF-8 does not stop the run record") {
  RunRecord record;
  record.inputs.push_back({"r\xE9sum\xE9.mzML", 1, ""});
  CHECK(parseRunRecord(runRecordJson(record), "run.json").inputs[0].path == "r\xEF\xBF\xBDsum\xEF\xBF\xBD.mzML");
}

TEST_CASE("what is no run record is refused and says why") {
  const auto failure = [](const std::string& json) { return errorOf([&] { parseRunRecord(json, "run.json"); }); };
  const std::string whole = runRecordJson(example());
  CHECK(failure("{\"version\": 1e999}").starts_with("3|run.json: has a number beyond"));
  CHECK(failure("").starts_with("3|run.json: is no JSON (byte 1); give a run.json"));
  CHECK(failure(whole.substr(0, whole.size() / 2)).starts_with("3|run.json: is no JSON"));
  CHECK(failure("[]").starts_with("3|run.json: has no \"tool\""));
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string json = whole;
    json.replace(json.find(from), from.size(), to);
    return failure(json);
  };
  CHECK(changed("\"version\"", "\"v\"").starts_with("3|run.json: has no \"version\""));
  CHECK(changed("\"EVPipeline\"", "7").starts_with("3|run.json: \"tool\" holds something that is no text"));
  CHECK(changed("\"3\"", "3").starts_with("3|run.json: \"parameters\" holds something that is no text"));
  CHECK(changed("5000000000", "-5").starts_with("3|run.json: \"bytes\" holds something that is no whole number"));
  CHECK(changed("\"sha256\"", "\"md5\"").starts_with("3|run.json: has no \"sha256\""));
  CHECK(changed("[\n    \"one subject only\"\n  ]", "\"none\"").starts_with("3|run.json: \"warnings\" is no list"));
  CHECK(changed("\"one subject only\"", "null").starts_with("3|run.json: \"warnings\" holds something"));
}
