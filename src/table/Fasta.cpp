#include "vescargo/table/Fasta.h"

#include <zlib.h>

#include <array>
#include <cctype>
#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "vescargo/base/Error.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

struct CloseGz {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

[[noreturn]] void cannotRead(const std::string& path) {
  throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
}

/// gzopen reads plain files as they are, so one path serves both.
std::string readWhole(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  const std::unique_ptr<gzFile_s, CloseGz> file(gzopen(path.c_str(), "rb"));
  if (!file || std::filesystem::is_directory(path, ignored)) cannotRead(path);
  gzbuffer(file.get(), 1U << 18U);
  std::string text;
  std::array<char, 1U << 18U> buffer{};
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), buffer.size())) > 0)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  int failure = Z_OK;
  gzerror(file.get(), &failure);
  if (failure == Z_ERRNO) cannotRead(path);
  if (got < 0 || failure != Z_OK)
    throw Error(ExitCode::CorruptContent, path, "is not whole (gzip)", "copy or download it again");
  return text;
}

class FastaReader {
 public:
  void read(const std::string& path) {
    const std::string text = readWhole(path);
    const std::size_t before = proteins_.size();
    path_ = path;
    line_ = 0;
    started_ = false;
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = text.find('\n', begin);
      if (end == std::string::npos) end = text.size();
      readLine(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
    endRecord();
    faults_.throwIfAny();
    if (proteins_.size() == before)
      throw Error(ExitCode::Empty, path, "holds no protein", "a FASTA file with at least one \">\" record is needed");
  }

  std::vector<Protein> take() { return std::move(proteins_); }

 private:
  std::string where(std::size_t line) const { return path_ + ":" + std::to_string(line); }

  void readLine(std::string_view text) {
    ++line_;
    if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
    if (text.empty()) return;
    if (text.front() == '>') {
      endRecord();
      startRecord(text.substr(1));
    } else if (!started_) {
      faults_.add(where(line_), "text before the first \">\"", "give a FASTA file");
      started_ = true;
      orphan_ = true;
    } else if (!orphan_) {
      appendSequence(text);
    }
  }

  void startRecord(std::string_view header) {
    started_ = true;
    orphan_ = false;
    recordLine_ = line_;
    proteins_.push_back(proteinOfHeader(header));
    const auto& accession = proteins_.back().accession;
    if (accession.empty()) faults_.add(where(line_), "a record without a name", "write an accession behind \">\"");
    const auto [known, fresh] = seen_.emplace(accession, where(line_));
    if (!fresh)
      faults_.add(where(line_), "accession " + inQuotes(accession) + " stands already at " + known->second,
                  "keep one of the two");
  }

  void endRecord() {
    if (!started_ || orphan_) return;
    auto& sequence = proteins_.back().sequence;
    if (sequence.ends_with('*')) sequence.pop_back();
    if (sequence.empty())
      faults_.add(where(recordLine_), inQuotes(proteins_.back().accession) + " has no sequence",
                  "remove the record or fill it in");
    started_ = false;
  }

  void appendSequence(std::string_view text) {
    auto& sequence = proteins_.back().sequence;
    for (const char raw : text) {
      const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(raw)));
      if ((letter >= 'A' && letter <= 'Z') || letter == '*') {
        if (sequence.ends_with('*')) return refuseStop();
        sequence.push_back(letter);
      } else if (raw != ' ' && raw != '\t') {
        faults_.add(where(line_),
                    "invalid letter '" + std::string(1, raw) + "' in " + inQuotes(proteins_.back().accession),
                    "amino acids are letters A-Z");
        return;
      }
    }
  }

  /// Takes the '*' away, so that it is told once.
  void refuseStop() {
    auto& protein = proteins_.back();
    faults_.add(where(line_), "a stop '*' inside " + inQuotes(protein.accession), "'*' may only end a sequence");
    protein.sequence.pop_back();
  }

  std::string path_;
  std::size_t line_ = 0;
  std::size_t recordLine_ = 0;
  bool started_ = false;
  bool orphan_ = false;
  FaultList faults_;
  std::vector<Protein> proteins_;
  std::unordered_map<std::string, std::string> seen_;
};

}  // namespace

Protein proteinOfHeader(std::string_view header) {
  Protein protein;
  const std::size_t space = header.find_first_of(" \t");
  if (space != std::string_view::npos) protein.description = header.substr(space + 1);
  protein.accession = accessionOf(header.substr(0, space));
  std::size_t tag = protein.description.find("GN=");
  while (tag != std::string::npos && tag > 0 && protein.description[tag - 1] != ' ')
    tag = protein.description.find("GN=", tag + 3);
  if (tag != std::string::npos)
    protein.gene = protein.description.substr(tag + 3, protein.description.find(' ', tag) - tag - 3);
  return protein;
}

std::vector<Protein> readFasta(const std::string& path) { return readFastas({path}); }

std::vector<Protein> readFastas(const std::vector<std::string>& paths) {
  FastaReader reader;
  for (const auto& path : paths) reader.read(path);
  return reader.take();
}

}  // namespace vescargo
