#include "vescargo/base/writeZip.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

struct FreeArchive {
  void operator()(archive* file) const { archive_write_free(file); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

void require(bool done, archive* file, const std::string& path) {
  if (done) return;
  const char* reason = archive_error_string(file);
  throw Error(ExitCode::CannotWrite, path,
              std::string("cannot be written") + (reason == nullptr ? "" : " (" + std::string(reason) + ")"),
              "check the folder, its permissions and the free space");
}

void addFile(archive* file, const std::string& path, const std::string& from, const std::string& name) {
  std::ifstream in(from, std::ios::binary);
  if (!in) throw Error(ExitCode::Unreadable, from, "cannot be read", "check its permissions");
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<std::int64_t>(std::filesystem::file_size(from)));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  require(archive_write_header(file, entry.get()) == ARCHIVE_OK, file, path);
  std::array<char, 1U << 16U> block{};
  while (in) {
    in.read(block.data(), block.size());
    const auto got = static_cast<std::size_t>(in.gcount());
    require(archive_write_data(file, block.data(), got) == static_cast<la_ssize_t>(got), file, path);
  }
}

}  // namespace

void writeZip(const std::string& path, const std::string& folder, const std::vector<std::string>& names) {
  writeFileThrough(path, [&](const std::string& temporary) {
    const Archive file(archive_write_new());
    require(file && archive_write_set_format_zip(file.get()) == ARCHIVE_OK &&
                archive_write_open_filename(file.get(), temporary.c_str()) == ARCHIVE_OK,
            file.get(), path);
    for (const std::string& name : names) addFile(file.get(), path, folder + "/" + name, name);
    require(archive_write_close(file.get()) == ARCHIVE_OK, file.get(), path);
  });
}

}  // namespace vescargo
