#include <catch2/catch.hpp>

#include "vescargo/table/runName.h"

using namespace vescargo;

TEST_CASE("a run is called without the folders of any system") {
  for (const char* path : {"S01,a b.mzML", "/data/S01,a b.mzML", "D:\\data\\S01,a b.raw", "data\\mixed/S01,a b",
                           "file:///D:/my%20data/S01,a%20b.mzML", "file:///data/S01%2ca b.mzML"})
    CHECK(runName(path) == "S01,a b");
  CHECK(runName("100%25_x.mzML") == "100%25_x");
  CHECK(runName("file:100%_x.mzML") == "100%_x");
}

TEST_CASE("a run is called without the endings of instruments, converters and engines, in any case") {
  for (const char* ending :
       {".RAW",      ".raw",       ".d",     ".D/",       ".d\\",     ".wiff",  ".WIFF2",  ".wiff.scan", ".mzXML",
        ".mzxml.gz", ".mgf",       ".MGF",   ".mzML",     ".mzML.gz", ".mzml",  ".mzData", ".baf",       ".lcd",
        ".raw.mzML", ".d.mzML.gz", ".d.zip", ".d.tar.gz", ".raw.dia", ".idXML", ".htrms",  ".mzML.bz2"})
    CHECK(runName(std::string("run.1") + ending) == "run.1");
}

TEST_CASE("what is no ending stays in the name of a run") {
  for (const char* name : {"run", "run.1", ".mzML", ".raw", "", "x.rawer", "mgf", "a.draw", "S1.pre"})
    CHECK(runName(name) == name);
  CHECK(runName("/") == "/");
}
