#include <catch2/catch.hpp>

#include "vescargo/app/tellSpectra.h"

using namespace vescargo;

TEST_CASE("a plain run is read without a word") {
  Journal journal(RunRecord{});
  tellSpectra({"r", {{{}, 0, 9, false}}, {}, 0}, journal);
  CHECK(journal.record().steps.empty());
  CHECK(journal.record().warnings.empty());
}

TEST_CASE("kinds of surveys, what was passed over and what is missing are told, once") {
  Journal journal(RunRecord{});
  const std::vector<Lane> lanes{{{{}, {}, 1, {}, false}, 0, 9, false}, {{{}, {}, 3, {}, false}, 9, 12, true}};
  for (int i = 0; i < 2; ++i) tellSpectra({"r", lanes, {4, 3, 2, 1, 6, 7}, 5}, journal);
  REQUIRE(journal.record().steps.size() == 2);
  CHECK(journal.record().steps[0].text ==
        "r, surveys by kind: function 1 (9); function 3 (3, reference); each ion is measured in surveys of one kind");
  CHECK(journal.record().steps[1].text ==
        "r, spectra that are not, or not wholly, used: 4 of UV or PDA, 3 of negative ions, 2 of MS3 or above, whose "
        "reporter ions "
        "are not used, 1 surveys without a time, 6 of fragments without a precursor, which are not searched, 7 of "
        "fragments "
        "of several precursors, searched for the first");
  REQUIRE(journal.record().warnings.size() == 1);
  CHECK(journal.record().warnings[0] ==
        "run \"r\" has 5 spectra fewer than its list (spectrumList) says: convert or copy it again if it was cut");
}
