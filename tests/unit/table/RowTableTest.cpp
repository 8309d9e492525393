#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "vescargo/table/RowTable.h"

using namespace vescargo;
using namespace vescargo::test;

namespace {

struct Row {
  std::string name;
  bool flag = false;
  int count = 0;
  double value = 0;

  template <class Self, class Cell>
  static void describe(Self& self, Cell&& cell) {
    cell("name", self.name);
    cell("flag", self.flag);
    cell("count", self.count);
    cell("value", self.value);
  }
};

}  // namespace

TEST_CASE("rows are written with their notes and read again, rounded to what the file has") {
  const Scratch scratch;
  RowTable<Row> table{{{"a", true, 3, 1.0 / 3}, {"", false, 0, std::nan("")}}, {"a note", "note: another"}};
  roundRows(table);
  CHECK(table.rows[0].value == 0.333333);
  CHECK(std::isnan(table.rows[1].value));
  writeRows(table, scratch.path("a.tsv"));
  CHECK(contentOf(scratch.path("a.tsv")) ==
        "# note: a note\n# note: note: another\nname\tflag\tcount\tvalue\na\tyes\t3\t0.333333\n\tno\t0\tNA\n");
  const auto again = readRows<Row>(scratch.path("a.tsv"));
  CHECK(again.notes == table.notes);
  REQUIRE(again.rows.size() == 2);
  CHECK(again.rows[0].flag);
  CHECK(again.rows[0].count == 3);
  CHECK(again.rows[0].value == 0.333333);
}

TEST_CASE("a missing column, a number that is none and a word that is neither yes nor no are told") {
  const Scratch scratch;
  const auto faultOf = [&](const std::string& content) {
    return errorOf([&] { readRows<Row>(scratch.file("b.tsv", content)); }, scratch.path("b.tsv"));
  };
  CHECK(faultOf("name\tflag\tcount\n").starts_with("3|: has no column \"value\""));
  CHECK(faultOf("name\tflag\tcount\tvalue\na\tyes\t3\tmuch\n") ==
        "3|:2: \"much\" in column \"value\" is no number; write a number or NA");
  CHECK(faultOf("name\tflag\tcount\tvalue\na\tperhaps\t3\t1\n") ==
        "3|:2: \"perhaps\" in column \"flag\"; write yes or no");
  CHECK(readRows<Row>(scratch.file("c.tsv", "value\tcount\tflag\tname\n")).rows.empty());
}
