#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <time.h>

#include <catch2/catch.hpp>
#include <map>

#include "base/Scratch.h"
#include "vescargo/base/writeZip.h"

using namespace vescargo;

namespace {

std::map<std::string, std::string> unpacked(const std::string& path) {
  std::map<std::string, std::string> files;
  archive* file = archive_read_new();
  archive_read_support_format_zip(file);
  REQUIRE(archive_read_open_filename(file, path.c_str(), 10240) == ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(file, &entry) == ARCHIVE_OK) {
    std::string& content = files[archive_entry_pathname(entry)];
    char block[4096];
    for (la_ssize_t got = 0; (got = archive_read_data(file, block, sizeof block)) > 0;)
      content.append(block, static_cast<std::size_t>(got));
  }
  archive_read_free(file);
  return files;
}

}  // namespace

TEST_CASE("a zip file holds the files that it was given, and the same bytes at any time and place") {
  const test::Scratch scratch;
  std::filesystem::create_directory(scratch.path("truth"));
  scratch.file("a.tsv", std::string(100000, 'x') + "\n");
  scratch.file("truth/b.tsv", "");
  writeZip(scratch.path("one.zip"), scratch.path("."), {"a.tsv", "truth/b.tsv"});
  CHECK(unpacked(scratch.path("one.zip")) ==
        std::map<std::string, std::string>{{"a.tsv", std::string(100000, 'x') + "\n"}, {"truth/b.tsv", ""}});
  std::filesystem::last_write_time(scratch.path("a.tsv"),
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(99));
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  writeZip(scratch.path("two.zip"), scratch.path("."), {"a.tsv", "truth/b.tsv"});
  ::unsetenv("TZ");
  ::tzset();
  CHECK(test::contentOf(scratch.path("one.zip")) == test::contentOf(scratch.path("two.zip")));
}

TEST_CASE("a zip file that cannot be made is told, and nothing of it stays") {
  const test::Scratch scratch;
  CHECK(test::errorOf([&] { writeZip(scratch.path("a.zip"), scratch.path("."), {"absent"}); }, scratch.path("./")) ==
        "2|absent: cannot be read; check its permissions");
  CHECK(test::errorOf([&] { writeZip("/dev/full", scratch.path("."), {"a"}); }).starts_with("2|"));
  scratch.file("a", std::string(1000000, 'x'));
  CHECK(test::errorOf([&] {
          writeZip("/dev/full", scratch.path("."), {"a"});
        }).starts_with("5|/dev/full: cannot be written ("));
  CHECK(scratch.names() == std::vector<std::string>{"a"});
}
