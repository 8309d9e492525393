#include <catch2/catch.hpp>
#include <filesystem>

#include "base/Scratch.h"
#include "vescargo/base/GzipSink.h"
#include "vescargo/base/wholeFile.h"

using namespace vescargo;
using namespace vescargo::test;

TEST_CASE("a packed text unpacks to itself in whatever parts it came, and a file packed again gives the same bytes",
          "[gzip]") {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += std::to_string(i * 7919 % 100003) + "\n";
  const Scratch scratch;
  for (const std::size_t size : {text.size(), std::size_t{1000}, std::size_t{77777}}) {
    std::string packed;
    const TextSink sink = [&](std::string_view part) { packed += part; };
    GzipSink gzip(sink, 6);
    for (std::size_t at = 0; at < text.size(); at += size) gzip.write(std::string_view(text).substr(at, size));
    gzip.finish();
    CHECK(packed.size() < text.size() / 2);
    CHECK(readWholeFile(scratch.file("a.gz", packed)) == text);
  }
  packFile(scratch.file("b", text), scratch.path("b.gz"));
  CHECK(readWholeFile(scratch.path("b.gz")) == text);
  const std::string bytes = contentOf(scratch.path("b.gz"));
  std::filesystem::remove(scratch.path("b.gz"));
  packFile(scratch.path("b"), scratch.path("b.gz"));
  CHECK(contentOf(scratch.path("b.gz")) == bytes);
}
