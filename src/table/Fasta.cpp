#include "vescargo/table/Fasta.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/base/wholeFile.h"
#include "vescargo/table/accession.h"

namespace vescargo {

namespace {

/// By whatever name.
void requireGivenOnce(const std::vector<std::string>& paths) {
  std::error_code ignored;
  for (std::size_t i = 1; i < paths.size(); ++i) {
    for (std::size_t before = 0; before < i; ++before) {
      if (std::filesystem::equivalent(paths[i], paths[before], ignored))
        throw Error(ExitCode::DoNotFit, paths[i], "is given twice", "give each FASTA file once");
    }
  }
}

/// How often something was found, and where first.
struct Count {
  std::size_t times = 0;
  std::string example;

  void add(const std::string& found) {
    if (times++ == 0) example = found;
  }
};

bool isDecoy(const Protein& protein) { return !decoyAffixOf(protein.accession).text.empty(); }

class FastaReader {
 public:
  FastaReader(const GeneTable& genes, FastaTwins twins) : genes_(genes), joins_(twins == FastaTwins::Join) {}

  void read(const std::string& path) {
    const std::string text = readWholeFile(path);
    records_ = 0;
    paths_.push_back(path);
    line_ = 0;
    open_ = false;
    orphan_ = false;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
      readLine(std::string_view(text).substr(begin, end - begin));
      begin = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    if (open_ && record_.sequence.empty() && !stopped_)
      faults_.add(where(recordLine_), "the file ends behind the header of " + inQuotes(record_.accession),
                  "copy or download it again, or remove the record");
    endRecord();
    faults_.throwIfAny();
    if (records_ == 0)
      throw Error(ExitCode::Empty, path, "holds no protein", "a FASTA file with at least one \">\" record is needed");
    ++file_;
  }

  FastaProteins take() {
    leaveOutDecoys();
    refuseUnmarkedDecoys();
    tell();
    return std::move(taken_);
  }

 private:
  std::string where(std::size_t line) const { return paths_[file_] + ":" + std::to_string(line); }
  std::string whereOf(std::size_t protein) const {
    return paths_[taken_.fileOf[protein]] + ":" + std::to_string(lineOf_[protein]);
  }

  void readLine(std::string_view text) {
    ++line_;
    if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
    if (text.empty() || text == "Sequence unavailable") return;  // BioMart's word for none
    if (text.front() == '>') {
      endRecord();
      startRecord(text.substr(1));
    } else if (open_) {
      appendSequence(text);
    } else if (!orphan_) {
      faults_.add(where(line_), "text before the first \">\"", "give a FASTA file");
      orphan_ = true;
    }
  }

  void startRecord(std::string_view header) {
    open_ = true;
    stopped_ = false;
    cut_ = false;
    ++records_;
    recordLine_ = line_;
    record_ = proteinOfHeader(header);
    if (header.substr(0, header.find_first_of(" \t")).find(';') != std::string_view::npos)
      renamed_.add(inQuotes(record_.accession) + ", " + where(line_));
    if (record_.accession.empty())
      faults_.add(where(line_), "a record without a name", "write an accession behind \">\"");
    const std::string gene = genes_.geneOf(record_.accession);
    if (!gene.empty()) record_.gene = gene;
  }

  void appendSequence(std::string_view text) {
    for (const char raw : text) {
      const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(raw)));
      if (letter >= 'A' && letter <= 'Z') {
        cut_ = cut_ || stopped_;
        if (!stopped_) record_.sequence.push_back(letter);
      } else if (letter == '*') {
        stopped_ = true;
      } else if (raw != ' ' && raw != '\t') {
        faults_.add(where(line_), "invalid letter '" + std::string(1, raw) + "' in " + inQuotes(record_.accession),
                    "amino acids are letters A-Z");
        return;
      }
    }
  }

  void endRecord() {
    if (!open_) return;
    open_ = false;
    const std::string found = inQuotes(record_.accession) + ", " + where(recordLine_);
    if (record_.sequence.empty()) return (stopped_ ? stops_ : empty_).add(found);
    if (cut_) cuts_.add(found);
    const auto [known, fresh] = byAccession_.emplace(record_.accession, taken_.proteins.size());
    if (!fresh) return leaveOutNamesake(known->second);
    if (!joins_ || isDecoy(record_) || !joinsTwin()) keep();
  }

  void keep() {
    if (!isDecoy(record_)) bySequence_.emplace(std::hash<std::string>{}(record_.sequence), taken_.proteins.size());
    taken_.proteins.push_back(std::move(record_));
    taken_.fileOf.push_back(file_);
    lineOf_.push_back(recordLine_);
  }

  void leaveOutNamesake(std::size_t index) {
    Protein& first = taken_.proteins[index];
    const std::string found = inQuotes(first.accession) + ", " + where(recordLine_) + " after " + whereOf(index);
    const bool differs = first.sequence != record_.sequence;
    if (differs && taken_.fileOf[index] == file_ && !isDecoy(record_))
      return faults_.add(
          where(recordLine_),
          "accession " + inQuotes(first.accession) + " stands already at " + whereOf(index) + ", with another sequence",
          "keep one of the two");
    namesakes_.add(found);
    if (differs) others_.add(found);
    if (first.gene.empty()) first.gene = record_.gene;
  }

  /// Entries of one file without genes may be of different genes.
  bool isTwin(std::size_t index) const {
    const Protein& other = taken_.proteins[index];
    if (other.sequence != record_.sequence) return false;
    if (!other.gene.empty() && !record_.gene.empty()) return other.gene == record_.gene;
    return taken_.fileOf[index] != file_ || isContaminant(record_.accession) || isContaminant(other.accession);
  }

  bool joinsTwin() {
    const std::size_t none = taken_.proteins.size();
    std::size_t twin = none;
    const auto [begin, end] = bySequence_.equal_range(std::hash<std::string>{}(record_.sequence));
    for (auto at = begin; at != end; ++at) {
      if (isTwin(at->second)) twin = std::min(twin, at->second);
    }
    if (twin == none) return false;
    Protein& first = taken_.proteins[twin];
    twins_.add(inQuotes(record_.accession) + ", " + where(recordLine_) + ", is " + inQuotes(first.accession));
    if (first.gene.empty()) first.gene = record_.gene;
    byAccession_.erase(record_.accession);
    leftOut_.insert(record_.accession);
    return true;
  }

  /// Those of targets that were left out.
  void leaveOutDecoys() {
    if (leftOut_.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < taken_.proteins.size(); ++i) {
      const std::string& accession = taken_.proteins[i].accession;
      const DecoyAffix affix = decoyAffixOf(accession);
      const std::size_t length = accession.size() - affix.text.size();
      const std::string target = accession.substr(affix.prefix ? affix.text.size() : 0, length);
      if (!affix.text.empty() && leftOut_.contains(target) && !byAccession_.contains(target)) continue;
      if (kept != i) {
        taken_.proteins[kept] = std::move(taken_.proteins[i]);
        taken_.fileOf[kept] = taken_.fileOf[i];
        lineOf_[kept] = lineOf_[i];
      }
      ++kept;
    }
    taken_.proteins.resize(kept);
    taken_.fileOf.resize(kept);
  }

  /// Of targets that are others read backwards.
  void refuseUnmarkedDecoys() const {
    constexpr std::size_t fewest = 10;
    constexpr std::size_t mostOfAll = 5;
    std::unordered_set<std::string_view> sequences;
    for (const Protein& protein : taken_.proteins) {
      if (!isDecoy(protein)) sequences.insert(protein.sequence);
    }
    Count backwards;
    for (std::size_t i = 0; i < taken_.proteins.size(); ++i) {
      const Protein& protein = taken_.proteins[i];
      const std::string reversed(protein.sequence.rbegin(), protein.sequence.rend());
      if (isDecoy(protein) || reversed == protein.sequence || !sequences.contains(reversed)) continue;
      backwards.add(inQuotes(protein.accession) + ", " + whereOf(i));
    }
    if (backwards.times < fewest || mostOfAll * backwards.times < taken_.proteins.size()) return;
    throw Error(ExitCode::DoNotFit, paths_.front(),
                std::to_string(backwards.times) + " sequences are those of others read backwards (e.g. " +
                    backwards.example + "), as decoys are, and their names have no mark of decoys that is known",
                "leave them out, or begin their names with DECOY_ or rev_");
  }

  void tell() {
    const auto tellOf = [](const Count& count, const std::string& what, std::vector<std::string>& told) {
      if (count.times > 0) told.push_back(what + ": " + std::to_string(count.times) + ", e.g. " + count.example);
    };
    tellOf(namesakes_, "records left out because their accession stands before", taken_.notes);
    tellOf(twins_, "records left out because their sequence stands before", taken_.notes);
    tellOf(empty_, "records left out because they have no sequence", taken_.notes);
    tellOf(renamed_, "accessions whose ';', which stands between accessions in tables, was made '_'", taken_.notes);
    tellOf(others_, "of the records left out, those with another sequence than the first of their accession",
           taken_.warnings);
    tellOf(stops_, "records left out because they begin with a stop '*'", taken_.warnings);
    tellOf(cuts_, "sequences cut at a stop '*' within them", taken_.warnings);
  }

  const GeneTable& genes_;
  bool joins_;
  FastaProteins taken_;
  std::vector<std::string> paths_;
  std::vector<std::size_t> lineOf_;  ///< of each protein
  std::unordered_map<std::string, std::size_t> byAccession_;
  std::unordered_multimap<std::size_t, std::size_t> bySequence_;
  std::unordered_set<std::string> leftOut_;
  FaultList faults_;
  Count namesakes_, others_, twins_, empty_, cuts_, renamed_, stops_;

  // Of the file at hand.
  std::uint32_t file_ = 0;
  std::size_t line_ = 0;
  std::size_t records_ = 0;
  bool orphan_ = false;  ///< has text before its first record, which is told

  // Of the record at hand.
  Protein record_;
  std::size_t recordLine_ = 0;
  bool open_ = false;
  bool stopped_ = false;
  bool cut_ = false;  ///< letters stand behind the stop
};

/// The text between a tag that begins a word and `end`; empty where there is none.
std::string tagged(const std::string& description, std::string_view tag, char end) {
  std::size_t at = description.find(tag);
  while (at != std::string::npos && at > 0 && description[at - 1] != ' ') at = description.find(tag, at + 1);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + tag.size();
  return description.substr(begin, description.find(end, begin) - begin);
}

std::string geneInDescription(const std::string& description) {
  for (const auto& [tag, end] :
       {std::pair<std::string_view, char>{"GN=", ' '}, {"gene_symbol:", ' '}, {"[gene=", ']'}}) {
    std::string gene = tagged(description, tag, end);
    if (!gene.empty()) return gene;
  }
  return {};
}

}  // namespace

Protein proteinOfHeader(std::string_view header) {
  Protein protein;
  header = header.substr(0, header.find('\x01'));  // NCBI joins headers of one sequence so
  const std::size_t space = header.find_first_of(" \t");
  const std::string name = oneLine(header.substr(0, space));
  if (space != std::string_view::npos) protein.description = oneLine(header.substr(space + 1));
  protein.accession = accessionInTables(name);
  protein.gene = geneInName(name);
  if (protein.gene.empty()) protein.gene = geneInDescription(protein.description);
  return protein;
}

FastaProteins readFastas(const std::vector<std::string>& paths, const GeneTable& genes, FastaTwins twins) {
  requireGivenOnce(paths);
  FastaReader reader(genes, twins);
  for (const auto& path : paths) reader.read(path);
  return reader.take();
}

}  // namespace vescargo
