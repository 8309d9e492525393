#include <OpenMS/KERNEL/MSSpectrum.h>

#include <catch2/catch.hpp>

TEST_CASE("OpenMS's headers are found behind the door") {
  OpenMS::MSSpectrum spectrum;
  spectrum.emplace_back(500.25, 10.0F);
  CHECK(spectrum.size() == 1);
}
