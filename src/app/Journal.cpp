#include "vescargo/app/Journal.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <new>
#include <string_view>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  }

  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

  std::string hex() {
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned byte : digest) {
      text += digits[byte >> 4U];
      text += digits[byte & 15U];
    }
    return text;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

void Journal::step(const std::string& name, const std::string& text) {
  tellLine(name + ": " + text);
  record_.steps.push_back({name, text});
}

void Journal::warn(const std::string& text) {
  tellLine("warning: " + text);
  record_.warnings.push_back(text);
}

void Journal::notes(const std::string& step, const std::string& of, const std::vector<std::string>& notes,
                    const std::vector<std::string>& warnings) {
  for (const std::string& note : notes) {
    if (std::find(warnings.begin(), warnings.end(), note) == warnings.end()) this->step(step, of + note);
  }
  for (const std::string& warning : warnings) warn(of + warning);
}

void Journal::tell(const std::string& text) { tellLine(text); }

void Journal::absorb(const RunRecord& part) {
  const auto has = [](const auto& all, const auto& one) { return std::find(all.begin(), all.end(), one) != all.end(); };
  for (const Step& step : part.steps) {
    if (!has(record_.steps, step)) record_.steps.push_back(step);
  }
  for (const std::string& warning : part.warnings) {
    if (!has(record_.warnings, warning)) record_.warnings.push_back(warning);
  }
}

void Journal::noted(const InputFile& file) { record_.inputs.push_back(file); }

void Journal::input(const std::string& path) { record_.inputs.push_back(checksum(path)); }

void Journal::inputs(const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  Progress told = progress();
  if (paths.size() > 1) told.begin("checksums", paths.size(), "file");
  for (const std::string& path : paths) {
    input(path);
    if (paths.size() > 1) told.advance();
  }
}

InputFile checksum(const std::string& path) {
  if (!std::filesystem::exists(path))
    throw Error(ExitCode::MissingFile, path, "there is no such file", "check the name and the folder");
  const auto requireReadable = [&](bool readable) {
    if (!readable)
      throw Error(ExitCode::Unreadable, path, "cannot be read", "check its permissions and that it is a file");
  };
  std::ifstream in(path, std::ios::binary);
  requireReadable(in && !std::filesystem::is_directory(path));
  Sha256 hash;
  InputFile file{path, 0, "", FileStamp::of(path)};
  std::array<char, 1U << 16U> block;
  while (in) {
    in.read(block.data(), block.size());
    hash.add({block.data(), static_cast<std::size_t>(in.gcount())});
    file.bytes += static_cast<std::uint64_t>(in.gcount());
  }
  requireReadable(!in.bad());
  file.sha256 = hash.hex();
  return file;
}

void requireUnchanged(const InputFile& file) {
  const bool readHere = file.stamp != FileStamp();
  if (readHere && FileStamp::of(file.path) != file.stamp)
    throw Error(ExitCode::Unreadable, file.path, "changed while it was used",
                "wait until nothing writes it any more and run again");
}

void Journal::run(const std::string& path, const std::string& name) {
  input(path);
  record_.inputs.back().run = name;
}

std::string checksumOfText(const std::string& text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

}  // namespace vescargo
