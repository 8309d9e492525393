#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "base/Scratch.h"
#include "foreign/TableIn.h"
#include "vescargo/base/Random.h"
#include "vescargo/foreign/readCargo.h"
#include "vescargo/foreign/readMzTab.h"
#include "vescargo/foreign/readText.h"
#include "vescargo/table/tableScale.h"

using namespace vescargo;
using test::errorOf;
using test::Scratch;
using test::tableIn;

namespace {

CargoTable mzTabIn(const std::string& path) { return readMzTab(readText(path), path); }

using Numbers = std::vector<std::vector<double>>;  ///< [row][column]

/// Proteins of log-normal amounts around `centre`, with this SD of inLog2, measured in four samples; one value is 0.
Numbers amounts(double centre, double sd, int rows = 60) {
  Random random(5, "amounts");
  Numbers numbers;
  for (int r = 0; r < rows; ++r) {
    const double own = std::log2(centre) + sd * random.normal();
    numbers.emplace_back();
    for (int c = 0; c < 4; ++c) numbers.back().push_back(std::exp2(own + 0.3 * random.normal()));
  }
  numbers[0][0] = 0;
  return numbers;
}

Numbers mapped(Numbers numbers, const std::function<double(double)>& change) {
  for (auto& row : numbers) {
    for (double& value : row) value = value == 0 ? 0 : change(value);
  }
  return numbers;
}

/// Each part (row or column) less its mean, over its SD where that is wanted.
Numbers centred(Numbers numbers, bool byRow, bool scaled) {
  const std::size_t parts = byRow ? numbers.size() : numbers[0].size();
  for (std::size_t p = 0; p < parts; ++p) {
    const std::size_t length = byRow ? numbers[0].size() : numbers.size();
    const auto at = [&](std::size_t i) -> double& { return byRow ? numbers[p][i] : numbers[i][p]; };
    double mean = 0;
    for (std::size_t i = 0; i < length; ++i) mean += at(i) / static_cast<double>(length);
    double squares = 0;
    for (std::size_t i = 0; i < length; ++i) squares += (at(i) - mean) * (at(i) - mean);
    const double sd = std::sqrt(squares / static_cast<double>(length - 1));
    for (std::size_t i = 0; i < length; ++i) at(i) = roundDecimals((at(i) - mean) / (scaled ? sd : 1), 3);
  }
  return numbers;
}

std::string rowsOf(const Numbers& numbers, const std::string& before, const std::string& behind = "") {
  std::string text;
  for (std::size_t r = 0; r < numbers.size(); ++r) {
    text += before + "P" + std::to_string(r) + behind;
    for (const double value : numbers[r]) text += "\t" + formatNumber(value, 9);
    text += "\n";
  }
  return text;
}

std::string maxQuant(const Numbers& numbers) {
  return "Majority protein IDs\tLFQ intensity a\tLFQ intensity b\tLFQ intensity c\tLFQ intensity d\n" +
         rowsOf(numbers, "");
}

CargoTable read(const Scratch& scratch, const std::string& content, TableScale scale = TableScale::Auto) {
  return readCargo(tableIn(scratch.file("t.tsv", content)), scale);
}

std::string faultOf(const Scratch& scratch, const std::string& content, TableScale scale = TableScale::Auto) {
  return errorOf([&] { read(scratch, content, scale); }, scratch.path(""));
}

double ln(double value) { return std::log(value); }
double inLog2(double value) { return std::log2(value); }
double inLog10(double value) { return std::log10(value); }
double log2Of1(double value) { return std::log2(1 + value); }

}  // namespace

TEST_CASE("logarithms at a linear door are refused, whatever their base, at every format's") {
  const Scratch scratch;
  const std::string start = "3|t.tsv: its values look like logarithms: nine tenths of them lie between ";
  for (const auto logarithm : {inLog2, ln, inLog10, log2Of1}) {
    for (const double centre : {3e3, 3e7}) {
      const Numbers numbers = mapped(amounts(centre, 2.5), logarithm);
      CHECK(faultOf(scratch, maxQuant(numbers)).starts_with(start));
      CHECK(faultOf(scratch, "Protein ID\ta Intensity\tb Intensity\tc Intensity\td Intensity\n" + rowsOf(numbers, ""))
                .starts_with(start));
      CHECK(faultOf(scratch, "Protein.Group\tGenes\ta\tb\tc\td\n" + rowsOf(numbers, "", "\tG")).starts_with(start));
      CHECK(errorOf(
                [&] {
                  mzTabIn(scratch.file("t.tsv",
                                       "MTD\tmzTab-version\t1.0.0\nPRH\taccession\tprotein_abundance_assay[1]\t"
                                       "protein_abundance_assay[2]\tprotein_abundance_assay[3]\t"
                                       "protein_abundance_assay[4]\n" +
                                           rowsOf(numbers, "PRT\t")));
                },
                scratch.path(""))
                .starts_with(start));
      std::string report = "Protein.Group\tPrecursor.Id\tRun\tGenes\tQ.Value\tPG.Q.Value\tPG.MaxLFQ\n";
      for (std::size_t r = 0; r < numbers.size(); ++r)
        report += "P" + std::to_string(r) + "\tA2\tr\tG\t0\t0\t" + formatNumber(numbers[r][1]) + "\n";
      report += "P0\tB2\ts\tG\t0\t0\t" + formatNumber(numbers[0][1]) + "\n";
      CHECK(faultOf(scratch, report).starts_with(start));
    }
  }
}

TEST_CASE("the refusal of logarithms says what was seen and what to do") {
  const Scratch scratch;
  std::string text = "Majority protein IDs\tIntensity a\n";
  for (int i = 0; i <= 20; ++i) text += "P" + std::to_string(i) + "\t" + formatNumber(20 + 0.5 * i) + "\n";
  CHECK(
      faultOf(scratch, text) ==
      "3|t.tsv: its values look like logarithms: nine tenths of them lie between 20.5 and 29.5, and none is above 60; "
      "say what they are by -table_scale log2, ln, log10 or linear");
}

TEST_CASE("linear tables of all sorts are no logarithms") {
  const Scratch scratch;
  const auto whole = [](double value) { return std::ceil(value); };
  const std::vector<std::pair<std::string, Numbers>> tables{
      {"intensities", amounts(1e7, 3)},
      {"intensities of one magnitude", amounts(1e5, 0.3)},
      {"shares", amounts(1e-5, 2.5)},
      {"percent", amounts(1e-2, 2)},
      {"ppm", amounts(20, 2)},
      {"iBAQ in millions", amounts(1.5, 2.5)},
      {"copy numbers", amounts(5e3, 3)},
      {"few spectral counts", mapped(amounts(1, 1.2), whole)},
      {"the same count everywhere", mapped(amounts(1.5, 0.01), whole)}};
  for (const auto& [name, numbers] : tables) {
    INFO(name);
    CHECK(read(scratch, maxQuant(numbers)).table.rows.size() == numbers.size());
  }
  // Too few to tell, and one that no logarithm reaches.
  CHECK(read(scratch, maxQuant(mapped(amounts(1e7, 2, 4), inLog2))).table.rows.size() == 4);
  Numbers one = mapped(amounts(1e7, 2), inLog2);
  one[7][1] = 61;
  CHECK(read(scratch, maxQuant(one)).table.rows.size() == one.size());
}

TEST_CASE("negative values that are none of intensities are told together, one among intensities with its line") {
  const Scratch scratch;
  const std::string behind =
      " are negative and none is above 60, as of logarithms, centred values or z-scores; give linear intensities, or "
      "say what logarithms they are by -table_scale log2, ln or log10";
  CHECK(faultOf(scratch, maxQuant(mapped(amounts(1e-5, 1), inLog2))) == "3|t.tsv: 239 of 239 values" + behind);
  for (const bool byRow : {true, false})
    CHECK(faultOf(scratch, maxQuant(centred(mapped(amounts(1e7, 2), inLog2), byRow, true))).find(behind) !=
          std::string::npos);
  Numbers one = amounts(1e7, 2);
  one[7][1] = -3;
  CHECK(faultOf(scratch, maxQuant(one)) == "3|t.tsv:9: a negative intensity; intensities are 0 or above");
}

TEST_CASE("told its scale, a table of logarithms gives the values of the linear one") {
  const Scratch scratch;
  const CargoTable linear = read(scratch, maxQuant(amounts(1e7, 2.5)));
  const auto same = [&](TableScale scale, double (*logarithm)(double)) {
    const CargoTable told = read(scratch, maxQuant(mapped(amounts(1e7, 2.5), logarithm)), scale);
    CHECK(std::isnan(told.table.log2(0, 0)));
    CHECK((told.table.log2 - linear.table.log2).array().isNaN().count() == 1);
    CHECK((told.table.log2 - linear.table.log2).array().abs().maxCoeff<Eigen::PropagateNumbers>() < 1.01e-6);
    CHECK_FALSE(told.normalized);
  };
  same(TableScale::Log2, inLog2);
  same(TableScale::Ln, ln);
  same(TableScale::Log10, inLog10);
  same(TableScale::Linear, [](double value) { return value; });
  // Linear values that look like logarithms are taken where the user says so, and so are small logarithms.
  CHECK(read(scratch, maxQuant(amounts(2, 0.2)), TableScale::Linear).table.rows.size() == 60);
  CHECK(read(scratch, maxQuant(mapped(amounts(1e-5, 1), inLog2)), TableScale::Log2)
            .table.log2.maxCoeff<Eigen::PropagateNumbers>() < 0);
}

TEST_CASE("values that are too much for a logarithm are told with their lines") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "Majority protein IDs\tIntensity a\nA\t17\nB\t19\n", TableScale::Log10) ==
        "3|t.tsv:3: 19 is too much for a log10 intensity; write log10 values, or say what they are by -table_scale");
  CHECK(faultOf(scratch, "protein\tgene\tpeptides\ta\nA\t\t1\t61\n") ==
        "3|t.tsv:2: 61 is too much for a log2 intensity; write log2 values, or say what they are by -table_scale");
  CHECK(
      faultOf(scratch, "protein\tgene\tpeptides\ta\nA\t\t1\t-1e308\n") ==
      "3|t.tsv:2: -1e308 is too little for a log2 intensity; write log2 values, or say what they are by -table_scale");
}

TEST_CASE("centred and z-scored values are refused where logarithms are read, levelled samples are not") {
  const Scratch scratch;
  const auto cargo = [](const Numbers& numbers) {
    return "protein\tgene\tpeptides\ta\tb\tc\td\n" + rowsOf(numbers, "", "\t\t1");
  };
  Numbers numbers = mapped(amounts(1e7, 2), inLog2);
  numbers[0][0] = numbers[0][1];
  const std::string rows =
      "3|t.tsv: the values of each protein have the mean or median 0: they are centred or z-scores; give intensities, "
      "linear or log2, as they were before that";
  for (const bool scaled : {false, true}) {
    CHECK(faultOf(scratch, cargo(centred(numbers, true, scaled))) == rows);
    CHECK(faultOf(scratch, maxQuant(centred(numbers, true, scaled)), TableScale::Log2) == rows);
  }
  CHECK(
      faultOf(scratch, cargo(centred(numbers, false, true))) ==
      "3|t.tsv: the values of each sample have the mean 0 and the SD 1: they are z-scores; give intensities, linear or "
      "log2, as they were before that");
  CHECK(read(scratch, cargo(centred(numbers, false, false))).table.rows.size() == 60);
  CHECK(read(scratch, cargo(numbers)).normalized);
}

TEST_CASE("cargo.tsv that is told to be linear is what somebody made") {
  const Scratch scratch;
  const CargoTable cargo = read(scratch, "protein\tgene\tpeptides\ta\nA\t\t1\t8\nB\t\t1\t0\n", TableScale::Linear);
  CHECK(cargo.table.log2(0, 0) == 3);
  CHECK(std::isnan(cargo.table.log2(1, 0)));
  CHECK_FALSE(cargo.normalized);
}
