#include <catch2/catch.hpp>
#include <cmath>

#include "vescargo/purity/plateletKind.h"

using namespace vescargo;

namespace {

/// Scores of the three parts above their median, each with half an interval.
struct Part {
  double score, half;
};

PanelMeasures measuresOf(const std::string& panel, Part part) {
  PanelMeasures measures;
  measures.panel = panel;
  measures.seen = {5};
  measures.score = {part.score + 3};
  measures.interval = {{part.score + 3 - part.half, part.score + 3 + part.half}};
  measures.standing.middle = {3};
  return measures;
}

std::string kindOf(Part membrane, Part granule, Part cytosol) {
  return plateletKind({measuresOf("platelet_membrane", membrane), measuresOf("platelet_granule", granule),
                       measuresOf("platelet_cytosol", cytosol)},
                      0);
}

}  // namespace

TEST_CASE("the balance of membrane, granule and cytosol is read") {
  CHECK(kindOf({0.4, 0.2}, {-0.3, 0.2}, {0.1, 0.2}) == "no part of platelets is raised");
  CHECK(kindOf({3, 0.3}, {1, 0.3}, {0.5, 0.3}) == "membrane above cytosol: platelet vesicles");
  CHECK(kindOf({1, 0.3}, {3, 0.3}, {1, 0.3}) ==
        "granule cargo above membrane: activated platelets, in the body or in the tube");
  CHECK(kindOf({1, 0.3}, {1, 0.3}, {3, 0.3}) == "cytosol above membrane: broken platelets (freezing, shear)");
  CHECK(kindOf({3, 0.3}, {3, 0.3}, {2.6, 0.3}) == "membrane and cytosol alike: residual platelets, whole or broken");
}

TEST_CASE("what is uncertain is not read") {
  // A rise whose interval reaches the median is none.
  CHECK(kindOf({1.5, 2}, {0, 0.3}, {0, 0.3}) == "no part of platelets is raised");
  CHECK(kindOf({3, 1.5}, {3, 0.3}, {1, 1.5}).find("cannot be told: platelet material is raised, but") == 0);
  const double na = std::nan("");
  CHECK(kindOf({3, 0.3}, {na, na}, {1, 0.3}) == "cannot be told: too few markers seen (5 granule)");
  CHECK(kindOf({3, na}, {3, na}, {1, na}) == "cannot be told: fewer than 3 samples to compare with");
  CHECK(plateletKind({}, 0) == "cannot be told: too few markers seen (0 membrane, 0 granule, 0 cytosol)");
}
