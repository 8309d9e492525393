#include "vescargo/compare/readGmt.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <unordered_set>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// Far above the largest set there is; a file without line ends is none.
constexpr std::size_t longestLine = std::size_t{1} << 24;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \r");
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \r") + 1 - first);
}

bool isDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether it has the form of a UniProt accession (https://www.uniprot.org/help/accession_numbers).
bool isAccession(std::string_view text) {
  const auto digit = [&](std::size_t i) { return std::isdigit(static_cast<unsigned char>(text[i])) != 0; };
  const auto letter = [&](std::size_t i) { return std::isupper(static_cast<unsigned char>(text[i])) != 0; };
  const auto either = [&](std::size_t i) { return digit(i) || letter(i); };
  if ((text.size() != 6 && text.size() != 10) || !letter(0) || !digit(1) || !digit(text.size() - 1)) return false;
  const bool early = text[0] == 'O' || text[0] == 'P' || text[0] == 'Q';
  if (early) return text.size() == 6 && either(2) && either(3) && either(4);
  for (std::size_t i = 2; i < text.size(); i += 4) {
    if (!letter(i) || !either(i + 1) || !either(i + 2) || !digit(i + 3)) return false;
  }
  return true;
}

/// "PF4" of Enrichr's "PF4,1.0", "P02776" of "P02776.2".
std::string_view withoutSuffix(std::string_view member) {
  const auto comma = member.find(',');
  if (comma != std::string_view::npos && comma > 0 && parseNumber(member.substr(comma + 1)))
    member = trimmed(member.substr(0, comma));
  const auto dot = member.rfind('.');
  const bool version =
      dot != std::string_view::npos && isDigits(member.substr(dot + 1)) && isAccession(member.substr(0, dot));
  return version ? member.substr(0, dot) : member;
}

MarkerPanel panelOf(const std::string& line, const std::string& path) {
  MarkerPanel panel;
  const auto cells = split(line, '\t');
  panel.name = trimmed(cells[0]);
  panel.kind = "set";
  panel.path = path;
  if (cells.size() > 1) panel.title = trimmed(cells[1]);
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 2; i < cells.size(); ++i) {
    const std::string_view member = withoutSuffix(trimmed(cells[i]));
    if (member.empty() || !seen.insert(member).second) continue;
    panel.markers.push_back({std::string(member), std::string(member), "", true, "", ""});
  }
  return panel;
}

class GmtReader {
 public:
  GmtReader(const std::string& path, const std::vector<MarkerPanel>& taken) : path_(path) {
    for (const MarkerPanel& panel : taken) taken_.insert(panel.name);
  }

  std::vector<MarkerPanel> read() {
    if (!std::filesystem::exists(path_)) throw Error(ExitCode::MissingFile, path_, "no such file", "check the path");
    std::ifstream in(path_, std::ios::binary);
    if (!in || std::filesystem::is_directory(path_))
      throw Error(ExitCode::Unreadable, path_, "cannot be read", "check that it is a file and its permissions");
    for (std::size_t number = 1; nextLine(in, path_ + ":" + std::to_string(number)); ++number) {
      if (number == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
      if (line_.find_first_not_of(" \t\r") != std::string::npos) addSet(path_ + ":" + std::to_string(number));
    }
    faults_.throwIfAny();
    if (panels_.empty()) throw Error(ExitCode::Empty, path_, "has no set", "give a GMT file with a line a set");
    return std::move(panels_);
  }

 private:
  bool nextLine(std::istream& in, const std::string& where) {
    line_.clear();
    bool any = false;
    for (std::streambuf* bytes = in.rdbuf();;) {
      const int byte = bytes->sbumpc();
      if (byte == std::char_traits<char>::eof()) return any;
      any = true;
      if (byte == '\n') return true;
      line_.push_back(static_cast<char>(byte));
      if (byte == '\0' || line_.size() > longestLine)
        throw Error(ExitCode::CorruptContent, where, byte == '\0' ? "is no text" : "a line of more than 16 MiB",
                    "give a GMT file, unpacked, with a line a set");
    }
  }

  void addSet(const std::string& where) {
    MarkerPanel panel = panelOf(line_, path_);
    if (panel.name.empty()) faults_.add(where, "a set has no name", "write it into the first cell");
    if (panel.markers.empty())
      faults_.add(where, "set " + inQuotes(panel.name) + " has no members",
                  "write name, description and members, with tabs between");
    if (!names_.insert(panel.name).second)
      faults_.add(where, "set " + inQuotes(panel.name) + " stands twice", "rename or remove one");
    if (taken_.contains(panel.name))
      faults_.add(where, "set " + inQuotes(panel.name) + " is called like a marker panel", "rename it");
    panels_.push_back(std::move(panel));
  }

  const std::string& path_;
  std::unordered_set<std::string> taken_, names_;
  std::string line_;
  std::vector<MarkerPanel> panels_;
  FaultList faults_;
};

}  // namespace

std::vector<MarkerPanel> readGmt(const std::string& path, const std::vector<MarkerPanel>& taken) {
  return GmtReader(path, taken).read();
}

}  // namespace vescargo
