#include "vescargo/search/SearchedRun.h"

#include <string_view>

#include "vescargo/base/ColumnFile.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

constexpr std::string_view magic = "VESCAMAT";
constexpr std::uint64_t version = 1;

template <class T>
void writeColumn(ColumnWriter& writer, const std::vector<Psm>& psms, T Psm::*member) {
  std::vector<T> values;
  values.reserve(psms.size());
  for (const Psm& psm : psms) values.push_back(psm.*member);
  writer.column(values);
}

template <class T>
void readColumn(ColumnReader& reader, std::vector<Psm>& psms, T Psm::*member) {
  const auto values = reader.column<T>(psms.size());
  for (std::size_t i = 0; i < psms.size(); ++i) psms[i].*member = values[i];
}

/// Lengths, then the letters or numbers of all.
template <class Values>
void writeLists(ColumnWriter& writer, const std::vector<Psm>& psms, Values Psm::*member) {
  std::vector<std::uint32_t> lengths;
  std::vector<typename Values::value_type> all;
  for (const Psm& psm : psms) {
    lengths.push_back(static_cast<std::uint32_t>((psm.*member).size()));
    all.insert(all.end(), (psm.*member).begin(), (psm.*member).end());
  }
  writer.column(lengths);
  writer.column(all);
}

template <class Values>
void readLists(ColumnReader& reader, std::vector<Psm>& psms, Values Psm::*member) {
  const auto lengths = reader.column<std::uint32_t>(psms.size());
  std::uint64_t total = 0;
  for (const std::uint32_t length : lengths) total += length;
  const auto all = reader.column<typename Values::value_type>(total);
  auto from = all.begin();
  for (std::size_t i = 0; i < psms.size(); ++i) {
    (psms[i].*member).assign(from, from + static_cast<std::ptrdiff_t>(lengths[i]));
    from += static_cast<std::ptrdiff_t>(lengths[i]);
  }
}

/// Calls on(member) for each number and each list of a match that a search sets.
template <class OnNumbers, class OnLists>
void eachMember(OnNumbers&& numbers, OnLists&& lists) {
  numbers(&Psm::spectrum);
  numbers(&Psm::rank);
  numbers(&Psm::record);
  numbers(&Psm::rtSeconds);
  numbers(&Psm::precursorMz);
  numbers(&Psm::charge);
  numbers(&Psm::calculatedMz);
  numbers(&Psm::hyperscore);
  numbers(&Psm::deltaScore);
  numbers(&Psm::expectScore);
  numbers(&Psm::matchedIons);
  numbers(&Psm::longestSeries);
  numbers(&Psm::explainedIntensity);
  numbers(&Psm::precursorErrorPpm);
  numbers(&Psm::fragmentErrorPpm);
  numbers(&Psm::ionSurprise);
  numbers(&Psm::massShiftDa);
  numbers(&Psm::shiftSite);
  numbers(&Psm::isotopeError);
  numbers(&Psm::missedCleavages);
  numbers(&Psm::score);
  lists(&Psm::nativeId);
  lists(&Psm::sequence);
  lists(&Psm::modifiedSequence);
  lists(&Psm::fragmentIntensity);
}

void writeMatches(ColumnWriter& writer, const std::vector<Psm>& psms) {
  writer.column(std::vector<std::uint64_t>{psms.size()});
  eachMember([&](auto member) { writeColumn(writer, psms, member); },
             [&](auto member) { writeLists(writer, psms, member); });
}

std::vector<Psm> readMatches(ColumnReader& reader) {
  const std::uint64_t count = reader.column<std::uint64_t>(1)[0];
  // Held against the file's size before room is made for it.
  if (count > reader.left() / sizeof(PeptideRecord)) reader.corrupt("is cut off");
  std::vector<Psm> psms(count);
  eachMember([&](auto member) { readColumn(reader, psms, member); },
             [&](auto member) { readLists(reader, psms, member); });
  for (Psm& psm : psms) psm.decoy = psm.record.decoy != 0;
  return psms;
}

void writePairs(ColumnWriter& writer, const std::vector<std::pair<std::string, std::string>>& pairs) {
  writer.column(std::vector<std::uint64_t>{pairs.size()});
  for (const auto& [name, text] : pairs) {
    writer.text(name);
    writer.text(text);
  }
}

std::vector<std::pair<std::string, std::string>> readPairs(ColumnReader& reader) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::uint64_t left = reader.column<std::uint64_t>(1)[0]; left > 0; --left) {
    std::string name = reader.text();
    pairs.emplace_back(std::move(name), reader.text());
  }
  return pairs;
}

void writeTexts(ColumnWriter& writer, const std::vector<std::string>& texts) {
  writer.column(std::vector<std::uint64_t>{texts.size()});
  for (const std::string& text : texts) writer.text(text);
}

std::vector<std::string> readTexts(ColumnReader& reader) {
  std::vector<std::string> texts;
  for (std::uint64_t left = reader.column<std::uint64_t>(1)[0]; left > 0; --left) texts.push_back(reader.text());
  return texts;
}

double unitOf(const Tolerance& tolerance) { return tolerance.unit == Tolerance::Unit::Ppm ? 1 : 0; }

void writeWindows(ColumnWriter& writer, const SearchWindows& windows) {
  writer.column(std::vector<double>{windows.precursor.value, unitOf(windows.precursor), windows.fragment.value,
                                    unitOf(windows.fragment), windows.surveyMz ? 1.0 : 0.0, windows.precursorPpm,
                                    windows.fragmentPpm});
}

SearchWindows readWindows(ColumnReader& reader) {
  const auto numbers = reader.column<double>(7);
  const auto unit = [](double number) { return number == 1 ? Tolerance::Unit::Ppm : Tolerance::Unit::Dalton; };
  SearchWindows windows;
  windows.precursor = {numbers[0], unit(numbers[1])};
  windows.fragment = {numbers[2], unit(numbers[3])};
  windows.surveyMz = numbers[4] == 1;
  windows.precursorPpm = numbers[5];
  windows.fragmentPpm = numbers[6];
  return windows;
}

}  // namespace

void writeSearchedRun(const SearchedRun& run, const std::string& path) {
  writeFileThrough(path, [&](const std::string& temporary) {
    ColumnWriter writer(temporary, magic);
    writer.column(std::vector<std::uint64_t>{version, run.source.bytes, run.ms2Spectra});
    for (const std::string* text : {&run.name, &run.source.name, &run.source.sha256}) writer.text(*text);
    writePairs(writer, run.madeBy);
    writePairs(writer, run.steps);
    writeTexts(writer, run.sourceNames);
    writeTexts(writer, run.warnings);
    writeWindows(writer, run.windows);
    writeMatches(writer, run.psms);
    writer.endSection();
    writeSurveys(writer, run.surveys);
  });
}

SearchedRun readSearchedRun(const std::string& path, SearchedRunPart part) {
  ColumnReader reader(path, magic);
  const auto numbers = reader.column<std::uint64_t>(3);
  if (numbers[0] != version) reader.corrupt("is of version " + std::to_string(numbers[0]));
  SearchedRun run;
  run.source.bytes = numbers[1];
  run.ms2Spectra = numbers[2];
  for (std::string* text : {&run.name, &run.source.name, &run.source.sha256}) *text = reader.text();
  run.madeBy = readPairs(reader);
  run.steps = readPairs(reader);
  run.sourceNames = readTexts(reader);
  run.warnings = readTexts(reader);
  run.windows = readWindows(reader);
  if (part == SearchedRunPart::Facts) return run;
  run.psms = readMatches(reader);
  reader.endSection();
  if (part == SearchedRunPart::Matches) return run;
  run.psms = std::vector<Psm>();
  run.surveys = readSurveys(reader);
  return run;
}

}  // namespace vescargo
