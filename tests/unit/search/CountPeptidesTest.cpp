#include <catch2/catch.hpp>

#include "search/Chemistry.h"
#include "vescargo/search/countPeptides.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("peptides are counted once, I = L, and a shared one is a target") {
  const auto foreign = [](const std::string& accession, const std::string& sequence) {
    auto made = protein(accession, sequence);
    made.entrapment = true;
    return made;
  };
  SearchOptions options;
  options.missedCleavages = 0;
  const auto rules = digestRules(usualChemistry(), options);
  const auto counts = countPeptides({protein("A", "AAAAAAIKCCCCCCCK"), protein("B", "CCCCCCCK"),
                                     foreign("E", "AAAAAALKEEEEEEEK"), foreign("F", "EEEEEEEKFFFFFFFR")},
                                    rules);
  const auto withDecoys = countPeptides({protein("A", "AAAAAAIK"), protein("DECOY_A", "IAAAAAAK"),
                                         foreign("E", "EEEEEEEK"), foreign("DECOY_E", "KEEEEEEEK")},
                                        rules);
  CHECK(withDecoys.target == 1);
  CHECK(withDecoys.entrapment == 1);
  CHECK(counts.target == 2);
  CHECK(counts.entrapment == 2);
}
