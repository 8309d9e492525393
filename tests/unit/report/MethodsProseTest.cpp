#include <catch2/catch.hpp>

#include "vescargo/report/methodsProse.h"

using namespace vescargo;

namespace {

RunRecord record() {
  RunRecord made;
  for (const char* step : {"search", "quantify", "scorePurity", "compareCargo", "testStudy"})
    made.steps.push_back({step, "done"});
  made.parameters = {{"enzyme", "Lys-C"},
                     {"specificity", "full"},
                     {"precursor_tolerance", "10ppm"},
                     {"fragment_tolerance", "auto"},
                     {"variable_modifications", "Oxidation (M)"},
                     {"fdr", "0.01"},
                     {"transfer_fdr", "0.02"},
                     {"roll_up", "maxlfq"},
                     {"normalize", "median"},
                     {"q_values", "bh"},
                     {"trend", "abundance"},
                     {"adjust", "auto"},
                     {"min_attenuation", "0.3"},
                     {"rotations", "9999"}};
  return made;
}

void set(RunRecord& made, const std::string& name, const std::string& value) {
  for (auto& [known, old] : made.parameters) {
    if (known == name) old = value;
  }
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the methods are told by the options that were used") {
  const std::string prose = methodsProse(record());
  for (const char* part :
       {"Lys-C", "&plusmn;&nbsp;10ppm for precursors", "a window that was measured run by run for fragments",
        "Oxidation (M)", "false discovery rate of 1&nbsp;%", "transfer rate of 2&nbsp;%", "Cox et al. 2014",
        "Benjamini &amp; Hochberg 1995", "Law et al. 2014", "30&nbsp;% of it goes", "9999 rotations",
        "doi:10.1074/mcp.M113.031591"}) {
    INFO(part);
    CHECK(has(prose, part));
  }
}

TEST_CASE("other options give other sentences and references, and no others are cited") {
  RunRecord other = record();
  set(other, "roll_up", "top3");
  set(other, "q_values", "storey");
  set(other, "trend", "none");
  set(other, "transfer_fdr", "0");
  set(other, "enzyme", "<b>&");
  const std::string prose = methodsProse(other);
  for (const char* part : {"Silva et al. 2006", "Storey 2002", "No identification was transferred", "&lt;b&gt;&amp;"}) {
    INFO(part);
    CHECK(has(prose, part));
  }
  for (const char* part : {"Cox et al.", "Hochberg", "Law et al.", "Zhu et al.", "<b>"}) {
    INFO(part);
    CHECK_FALSE(has(prose, part));
  }
}

TEST_CASE("steps that the record does not tell of are not told") {
  RunRecord foreign = record();
  foreign.steps = {{"quantify", "done"}};
  const std::string prose = methodsProse(foreign);
  CHECK(has(prose, "Identifications are another program's"));
  for (const char* part : {"hyperscore", "Craig", "moderated", "Geyer"}) {
    INFO(part);
    CHECK_FALSE(has(prose, part));
  }
  CHECK(methodsProse({}).empty());
}
