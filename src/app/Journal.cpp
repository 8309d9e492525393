#include "vescargo/app/Journal.h"

#include <QtCore/QCryptographicHash>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "vescargo/table/Error.h"

namespace vescargo {

void Journal::step(const std::string& name, const std::string& text) {
  std::cerr << name << ": " << text << "\n";
  record_.steps.push_back({name, text});
}

void Journal::warn(const std::string& text) {
  std::cerr << "warning: " << text << "\n";
  record_.warnings.push_back(text);
}

void Journal::tell(const std::string& text) { std::cerr << text << "\n"; }

void Journal::absorb(const RunRecord& part) {
  record_.steps.insert(record_.steps.end(), part.steps.begin(), part.steps.end());
  record_.warnings.insert(record_.warnings.end(), part.warnings.begin(), part.warnings.end());
}

void Journal::input(const std::string& path) { record_.inputs.push_back(checksum(path)); }

void Journal::inputs(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) input(path);
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
  QCryptographicHash hash(QCryptographicHash::Sha256);
  InputFile file{path, 0, ""};
  std::array<char, 1U << 16U> block;
  while (in) {
    in.read(block.data(), block.size());
    hash.addData(block.data(), static_cast<int>(in.gcount()));
    file.bytes += static_cast<std::uint64_t>(in.gcount());
  }
  requireReadable(!in.bad());
  file.sha256 = hash.result().toHex().toStdString();
  return file;
}

std::string checksumOfText(const std::string& text) {
  return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex().toStdString();
}

}  // namespace vescargo
