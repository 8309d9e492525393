#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/Scratch.h"
#include "vescargo/spectra/RunCache.h"

using namespace vescargo;
using test::contentOf;
using test::errorOf;
using test::Scratch;

namespace {

Run smallRun() {
  Run run;
  run.name = "S01_pre";
  run.ms1RtSeconds = {0.1F, 1.7F, 3.3F};
  run.ms1.mz = {400.1F, 500.2F, 600.3F};
  run.ms1.intensity = {1e-30F, 2.5F, 3e30F};
  run.ms1.offset = {0, 2, 2, 3};
  run.lanes = {{{-45.5F, {{400, 500}, {600, 700}}, 2, Analyzer::IonTrap, true}, 0, 2, false}, {{}, 2, 3, true}};
  run.ms2Headers = {{"controllerType=0 controllerNumber=1 scan=2", 0.9F, 500.1234567890123, 2, 499.5F, 501.5F, 0},
                    {"", 1.1F, 0.1 + 0.2, 0, 0, 0, -1, 77}};
  run.ms2.mz = {110.07F, 175.119F};
  run.ms2.intensity = {10, std::numeric_limits<float>::denorm_min()};
  run.ms2.offset = {0, 2, 2};
  run.pickedSpectra = 7;
  run.passedOver = {1, 2, 3, 4, 5, 6};
  run.missingSpectra = 9;
  return run;
}

template <class T>
bool sameBits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](T x, T y) {
           return std::bit_cast<std::array<char, sizeof(T)>>(x) == std::bit_cast<std::array<char, sizeof(T)>>(y);
         });
}

void checkSame(const Run& a, const Run& b) {
  CHECK(a.name == b.name);
  CHECK(sameBits(a.ms1RtSeconds, b.ms1RtSeconds));
  for (const auto member : {&Run::ms1, &Run::ms2}) {
    CHECK((a.*member).offset == (b.*member).offset);
    CHECK(sameBits((a.*member).mz, (b.*member).mz));
    CHECK(sameBits((a.*member).intensity, (b.*member).intensity));
  }
  REQUIRE(a.ms2Headers.size() == b.ms2Headers.size());
  for (std::size_t i = 0; i < a.ms2Headers.size(); ++i) {
    const auto& x = a.ms2Headers[i];
    const auto& y = b.ms2Headers[i];
    CHECK(x.nativeId == y.nativeId);
    CHECK(x.rtSeconds == y.rtSeconds);
    CHECK(std::bit_cast<std::uint64_t>(x.precursorMz) == std::bit_cast<std::uint64_t>(y.precursorMz));
    CHECK(x.charge == y.charge);
    CHECK(x.isolationLow == y.isolationLow);
    CHECK(x.isolationHigh == y.isolationHigh);
    CHECK(x.ms1 == y.ms1);
    CHECK(x.position == y.position);
  }
  CHECK(a.pickedSpectra == b.pickedSpectra);
  CHECK((a.lanes == b.lanes));
  CHECK(a.passedOver == b.passedOver);
  CHECK(a.missingSpectra == b.missingSpectra);
}

std::string faultOf(const Scratch& scratch, const std::string& content) {
  return errorOf([&] { readRunCache(scratch.file("c", content)); }, scratch.path(""));
}

}  // namespace

TEST_CASE("a cached run reads back with the same bits, and is written with the same bytes again") {
  const Scratch scratch;
  Run run = smallRun();
  run.ms1.intensity[1] = std::numeric_limits<float>::quiet_NaN();
  writeRunCache(run, scratch.path("a"));
  const Run back = readRunCache(scratch.path("a"));
  checkSame(run, back);
  writeRunCache(back, scratch.path("b"));
  CHECK(contentOf(scratch.path("a")) == contentOf(scratch.path("b")));
  CHECK(scratch.names() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a run without spectra can be cached") {
  const Scratch scratch;
  writeRunCache(Run{}, scratch.path("a"));
  checkSame(Run{}, readRunCache(scratch.path("a")));
}

TEST_CASE("a run cache is little endian and ends with the CRC-32 of what is before it") {
  const Scratch scratch;
  writeRunCache(Run{}, scratch.path("a"));
  const std::string content = contentOf(scratch.path("a"));
  CHECK(content.substr(0, 16) == std::string("VESCARUN\x03\0\0\0\0\0\0\0", 16));
  // magic, 9 numbers, two lists of offsets with one element, what was passed over, number of lanes, checksum
  CHECK(content.size() == 8 + 9 * 8 + 2 * 4 + 6 * 4 + 4 + 4);
}

TEST_CASE("a cache that is missing is told apart from one that cannot be read") {
  const Scratch scratch;
  CHECK(errorOf([&] { readRunCache(scratch.path("none")); }, scratch.path("")) ==
        "1|none: no such file; check the path");
  CHECK(errorOf([&] { readRunCache(scratch.path("")); }).starts_with("2|"));
}

TEST_CASE("a cache cut off anywhere is refused") {
  const Scratch scratch;
  writeRunCache(smallRun(), scratch.path("a"));
  const std::string content = contentOf(scratch.path("a"));
  for (std::size_t size = 0; size < content.size(); ++size) {
    INFO(size);
    CHECK(faultOf(scratch, content.substr(0, size)).starts_with("3|c: "));
  }
  CHECK(faultOf(scratch, content + "x") == "3|c: has bytes to spare; delete it; it is made again from the mzML file");
}

TEST_CASE("a cache with any byte changed is refused") {
  const Scratch scratch;
  writeRunCache(smallRun(), scratch.path("a"));
  const std::string content = contentOf(scratch.path("a"));
  for (std::size_t i = 0; i < content.size(); ++i) {
    INFO(i);
    for (const char flip : {'\x01', '\xff'}) {
      std::string changed = content;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      CHECK(faultOf(scratch, changed).starts_with("3|c: "));
    }
  }
}

TEST_CASE("a changed byte before a column without values is noticed too") {
  const Scratch scratch;
  Run run = smallRun();
  run.ms2Headers.clear();
  run.ms2 = {};
  writeRunCache(run, scratch.path("a"));
  std::string changed = contentOf(scratch.path("a"));
  const std::size_t name = changed.find(run.name);
  changed[name] = static_cast<char>(changed[name] ^ 1);
  CHECK(faultOf(scratch, changed).starts_with("3|c: has a wrong checksum; "));
}

TEST_CASE("other content and other versions are refused by what they are") {
  const Scratch scratch;
  CHECK(faultOf(scratch, "<?xml version=\"1.0\"?><mzML>").starts_with("3|c: is no file of that kind; "));
  writeRunCache(Run{}, scratch.path("a"));
  std::string content = contentOf(scratch.path("a"));
  content[8] = 1;
  CHECK(faultOf(scratch, content).starts_with("3|c: is a run cache of version 1; "));
}

TEST_CASE("a cache whose lanes do not have each survey once is refused") {
  const Scratch scratch;
  for (const std::uint32_t end : {1U, 4U}) {
    Run run = smallRun();
    run.lanes[0].last = end;
    run.lanes[1].first = end;
    run.lanes[1].last = end;
    writeRunCache(run, scratch.path("a"));
    CHECK(errorOf([&] { readRunCache(scratch.path("a")); }, scratch.path(""))
              .starts_with("3|a: has lanes that do not fit its surveys; "));
  }
}
