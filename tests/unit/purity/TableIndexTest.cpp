#include <catch2/catch.hpp>
#include <cctype>
#include <string>
#include <vector>

#include "vescargo/base/Random.h"
#include "vescargo/purity/MarkerPanel.h"

using namespace vescargo;

namespace {

Marker marker(const std::string& gene, const std::string& accession, bool use = true) {
  return {gene, accession, "", use, "", ""};
}

MarkerPanel panelOf(std::vector<Marker> markers) {
  MarkerPanel panel;
  panel.name = "p";
  panel.markers = std::move(markers);
  return panel;
}

QuantTable tableOf(const std::vector<QuantRow>& rows) {
  QuantTable table;
  table.rows = rows;
  return table;
}

/// "row:marker row:marker"
std::string textOf(const std::vector<MarkerMatch>& matches) {
  std::string text;
  for (const MarkerMatch& match : matches)
    text += (text.empty() ? "" : " ") + std::to_string(match.row) + ":" + std::to_string(match.marker);
  return text;
}

std::string capitals(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

bool has(const std::string& joined, const std::string& name) {
  return !name.empty() && (";" + joined + ";").find(";" + name + ";") != std::string::npos;
}

/// What the header says, in as many words.
std::string byDefinition(const QuantTable& table, const MarkerPanel& panel) {
  std::vector<std::size_t> markerOf(table.rows.size(), std::string::npos);
  std::vector<bool> found(panel.markers.size(), false);
  const auto pass = [&](auto matches) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t m = 0; m < panel.markers.size() && markerOf[r] == std::string::npos; ++m) {
        if (panel.markers[m].use && matches(table.rows[r], m)) markerOf[r] = m;
      }
    }
  };
  pass([&](const QuantRow& row, std::size_t m) { return has(row.accessions, panel.markers[m].accession); });
  for (const std::size_t m : markerOf) {
    if (m != std::string::npos) found[m] = true;
  }
  pass([&](const QuantRow& row, std::size_t m) {
    return !found[m] && has(capitals(row.genes), capitals(panel.markers[m].gene));
  });
  std::vector<MarkerMatch> matches;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (markerOf[r] != std::string::npos) matches.push_back({r, markerOf[r]});
  }
  return textOf(matches);
}

}  // namespace

TEST_CASE("genes of another species match by their symbols, whatever the case; accessions go first") {
  const MarkerPanel panel =
      panelOf({marker("ITGA2B", "P08514"), marker("PF4", "P02776"), marker("GSN", "P06396", false)});
  const TableIndex mouse(
      tableOf({{"Q9QUM0", "Q9QUM0", "Itga2b", 1}, {"Q9Z126", "Q9Z126", "Pf4", 1}, {"P13020", "P13020", "Gsn", 1}}));
  CHECK(textOf(mouse.match(panel)) == "0:0 1:1");
  // The human protein is there, so the mouse's is another.
  const TableIndex both(tableOf({{"P08514-2", "P08514-2", "", 1}, {"Q9QUM0", "Q9QUM0", "Itga2b", 1}}));
  CHECK(textOf(both.match(panel)) == "0:0");
  // An accession is what it is.
  CHECK(textOf(TableIndex(tableOf({{"p08514", "p08514", "", 1}})).match(panel)).empty());
}

TEST_CASE("a contaminant's mark hides neither accession nor gene", "[purity]") {
  MarkerPanel panel;
  panel.markers = {{"KRT1", "P04264", "", true, "", ""}, {"KRT2", "P35908", "", true, "", ""}};
  for (const std::string mark :
       {"CON__", "CON_", "con_", "cRAP-", "Cont_", "cont_", "contam_", "CONTAM_", "CONTAMINANT_"}) {
    INFO(mark);
    const std::string both = mark + "P04264-2;P04264";
    const TableIndex index(tableOf({{both, both, "", 1}, {mark + "X", mark + "X", mark + "KRT2", 1}}));
    CHECK(textOf(index.match(panel)) ==
          textOf(TableIndex(tableOf({{"P04264", "", "", 1}, {"X", "X", "krt2", 1}})).match(panel)));
    CHECK(index.match(panel).size() == 2);
  }
}

TEST_CASE("names that are missing match nothing") {
  const TableIndex index(tableOf({{"A", "", "", 1}, {"B", "B", ";G", 1}}));
  CHECK(textOf(index.match(panelOf({marker("", ""), marker("", "C"), marker("X", "")}))).empty());
  CHECK(textOf(index.match(panelOf({marker("", "A"), marker("g", "")}))) == "0:0 1:1");
}

TEST_CASE("an index matches as one goes through table and panel name by name") {
  Random random(7, "panels");
  const auto name = [&](const char* letters) {
    return std::string(1, letters[random.below(8)]) + std::to_string(random.below(9));
  };
  for (int round = 0; round < 200; ++round) {
    QuantTable table;
    for (int r = 0; r < 12; ++r) {
      const std::string id = name("ABCDEFGH") + (random.below(2) == 0 ? ";" + name("ABCDEFGH") : "");
      table.rows.push_back({id, id, random.below(3) == 0 ? "" : name("ghijGHIJ") + ";" + name("ghijGHIJ"), 1});
    }
    std::vector<Marker> markers;
    for (int m = 0; m < 15; ++m)
      markers.push_back(marker(random.below(4) == 0 ? "" : name("ghijGHIJ"),
                               random.below(3) == 0 ? "" : name("ABCDEFGH"), random.below(6) > 0));
    const MarkerPanel panel = panelOf(markers);
    INFO(round);
    CHECK(textOf(matchPanel(table, panel)) == byDefinition(table, panel));
  }
}
