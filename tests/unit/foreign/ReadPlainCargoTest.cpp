#include <catch2/catch.hpp>
#include <cmath>

#include "base/Scratch.h"
#include "foreign/TableIn.h"
#include "vescargo/base/Random.h"
#include "vescargo/foreign/readCargo.h"
#include "vescargo/foreign/readPlainCargo.h"

using namespace vescargo;
using test::Scratch;

namespace {

const std::string header = "protein\tgene\tpeptides\ta\tb\n";

std::string madeTable(std::size_t rows, std::size_t samples) {
  Random random(7, "plain cargo");
  std::string table = "#made\nprotein\tgene\tpeptides";
  for (std::size_t s = 0; s < samples; ++s) table += "\ts" + std::to_string(s);
  table += '\n';
  for (std::size_t r = 0; r < rows; ++r) {
    // Not sorted by id, and groups with two accessions.
    const std::string id = "P" + std::to_string((r * 37) % rows);
    table += id + (r % 5 == 0 ? ";Q" + std::to_string(r) : "") + "\tG" + std::to_string(r) + '\t' +
             (r % 7 == 0 ? "NA" : std::to_string(r));
    for (std::size_t s = 0; s < samples; ++s) {
      const double value = 60 * random.uniform() - 30;
      table += '\t' + (random.uniform() < 0.1 ? "NA" : random.uniform() < 0.1 ? "" : formatNumber(value));
    }
    table += '\n';
  }
  return table;
}

bool isRead(const std::string& table) {
  const Scratch scratch;
  return readPlainCargo(scratch.file("cargo.tsv", table)).has_value();
}

}  // namespace

TEST_CASE("our own table is the same read straight as read by its cells", "[tables]") {
  const Scratch scratch;
  for (const auto& [rows, samples] : {std::pair{1, 1}, {31, 2}, {32, 3}, {33, 5}, {211, 9}}) {
    const std::string path =
        scratch.file("cargo.tsv", madeTable(static_cast<std::size_t>(rows), static_cast<std::size_t>(samples)));
    const auto plain = readPlainCargo(path);
    REQUIRE(plain);
    const CargoTable cells = readCargo(test::tableIn(path), TableScale::Auto, {});
    CHECK(plain->program == cells.program);
    CHECK(plain->normalized == cells.normalized);
    CHECK(plain->notes == cells.notes);
    CHECK(plain->table.samples == cells.table.samples);
    REQUIRE(plain->columns.size() == cells.columns.size());
    for (std::size_t i = 0; i < cells.columns.size(); ++i) CHECK(plain->columns[i].names == cells.columns[i].names);
    REQUIRE(plain->table.rows.size() == cells.table.rows.size());
    for (std::size_t r = 0; r < cells.table.rows.size(); ++r) {
      CHECK(plain->table.rows[r].id == cells.table.rows[r].id);
      CHECK(plain->table.rows[r].accessions == cells.table.rows[r].accessions);
      CHECK(plain->table.rows[r].genes == cells.table.rows[r].genes);
      CHECK(plain->table.rows[r].peptides == cells.table.rows[r].peptides);
    }
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    CHECK(plain->table.log2.binaryExpr(cells.table.log2, same).all());
  }
}

TEST_CASE("a table that our own program would write otherwise is left to the reader of cells", "[tables]") {
  CHECK(isRead(header + "P1\tG1\t2\t20.5\tNA\n"));
  for (const char* row : {"P1\tG1\t2\t20.5\n",
                          "P1\tG1\t2\t20.5\t1\t1\n",
                          "P1\tG1\t2\t20,5\t1\n",
                          "P1\tG1\t2\t+20.5\t1\n",
                          "P1\tG1\t2\t20.5\tn.d.\n",
                          "P1\tG1\t2\t1 000\t1\n",
                          "P1\tG1\t2\t1.000.000\t1\n",
                          "P1\tG1\t2\t61\t1\n",
                          "P1\tG1\t2\tinf\t1\n",
                          "P1\tG1\t2\tnan\t1\n",
                          "P1\tG1\t-2\t1\t1\n",
                          "P1\tG1\t2.5\t1\t1\n",
                          "\tG1\t2\t1\t1\n",
                          "\"P1\"\tG1\t2\t1\t1\n",
                          "'P1\tG1\t2\t1\t1\n",
                          "P1\t\xC3\xA4\t2\t1\t1\n",
                          "P1\tG1\t2\t1\t1\r\n",
                          " P1\tG1\t2\t1\t1\n",
                          "P1\tG1\t2\t1\t1",
                          "P1\tG1\t2\t1\t1\n\n",
                          "P1\tG1\t2\t1\t1\nP1\tG1\t2\t1\t1\n",
                          ""}) {
    CAPTURE(row);
    CHECK_FALSE(isRead(header + row));
  }
  for (const char* other :
       {"protein\tgene\tpeptides\ta\ta\n", "protein\tgene\tpeptides\ta\t\n", "gene\tprotein\tpeptides\ta\tb\n",
        "protein\tgene\tpeptides\ta\t\"b\"\n", "protein\tgene\tpeptides\n"}) {
    CAPTURE(other);
    CHECK_FALSE(isRead(std::string(other) + "P1\tG1\t2\t1\t1\n"));
  }
}
