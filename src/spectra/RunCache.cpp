#include "vescargo/spectra/RunCache.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "LaneColumns.h"
#include "vescargo/base/ColumnFile.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

constexpr std::string_view magic = "VESCARUN";
constexpr std::uint64_t version = 3;

/// The numbers that stand after the magic.
enum SizeField : std::size_t { Version, Name, Ms1, Ms1Peaks, Ms2, Ms2Peaks, Ids, Picked, Missing, SizeFields };
using Sizes = std::array<std::uint64_t, SizeFields>;

/// One member of all headers as a column.
template <class T>
std::vector<T> columnOf(const std::vector<Ms2Header>& headers, T Ms2Header::*member) {
  std::vector<T> values;
  values.reserve(headers.size());
  for (const auto& header : headers) values.push_back(header.*member);
  return values;
}

template <class T>
void setColumn(ColumnReader& reader, std::vector<Ms2Header>& headers, T Ms2Header::*member) {
  const auto values = reader.column<T>(headers.size());
  for (std::size_t i = 0; i < headers.size(); ++i) headers[i].*member = values[i];
}

void writePeaks(ColumnWriter& writer, const PeakColumns& peaks) {
  writer.column(peaks.offset);
  writer.column(peaks.mz);
  writer.column(peaks.intensity);
}

PeakColumns readPeaks(ColumnReader& reader, std::uint64_t spectra, std::uint64_t peaks) {
  // Held against the file's size first: a count near the largest number would wrap around to a small one.
  if (spectra >= reader.left()) reader.corrupt("is cut off");
  PeakColumns columns;
  columns.offset = reader.column<std::uint32_t>(spectra + 1);
  columns.mz = reader.column<float>(peaks);
  columns.intensity = reader.column<float>(peaks);
  if (columns.offset.front() != 0 || columns.offset.back() != peaks ||
      !std::is_sorted(columns.offset.begin(), columns.offset.end()))
    reader.corrupt("has spectra that do not fit its peaks");
  return columns;
}

void writeHeaders(ColumnWriter& writer, const std::vector<Ms2Header>& headers) {
  writer.column(columnOf(headers, &Ms2Header::rtSeconds));
  writer.column(columnOf(headers, &Ms2Header::precursorMz));
  writer.column(columnOf(headers, &Ms2Header::charge));
  writer.column(columnOf(headers, &Ms2Header::isolationLow));
  writer.column(columnOf(headers, &Ms2Header::isolationHigh));
  writer.column(columnOf(headers, &Ms2Header::ms1));
  writer.column(columnOf(headers, &Ms2Header::position));
  std::vector<std::uint32_t> lengths;
  lengths.reserve(headers.size());
  for (const auto& header : headers) lengths.push_back(static_cast<std::uint32_t>(header.nativeId.size()));
  writer.column(lengths);
  for (const auto& header : headers) writer.bytes(header.nativeId.data(), header.nativeId.size());
}

std::vector<Ms2Header> readHeaders(ColumnReader& reader, const Sizes& sizes) {
  constexpr std::uint64_t bytesOfHeader = 36;
  if (sizes[Ms2] > reader.left() / bytesOfHeader) reader.corrupt("is cut off");
  std::vector<Ms2Header> headers(sizes[Ms2]);
  setColumn(reader, headers, &Ms2Header::rtSeconds);
  setColumn(reader, headers, &Ms2Header::precursorMz);
  setColumn(reader, headers, &Ms2Header::charge);
  setColumn(reader, headers, &Ms2Header::isolationLow);
  setColumn(reader, headers, &Ms2Header::isolationHigh);
  setColumn(reader, headers, &Ms2Header::ms1);
  setColumn(reader, headers, &Ms2Header::position);
  const auto lengths = reader.column<std::uint32_t>(sizes[Ms2]);
  const auto text = reader.column<char>(sizes[Ids]);
  std::size_t at = 0;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (lengths[i] > text.size() - at) reader.corrupt("has spectrum ids that do not fit");
    headers[i].nativeId.assign(text.data() + at, lengths[i]);
    at += lengths[i];
  }
  if (at != text.size()) reader.corrupt("has spectrum ids that do not fit");
  return headers;
}

Sizes readSizes(ColumnReader& reader) {
  const auto numbers = reader.column<std::uint64_t>(SizeFields);
  Sizes sizes{};
  std::copy(numbers.begin(), numbers.end(), sizes.begin());
  if (sizes[Version] != version) reader.corrupt("is a run cache of version " + std::to_string(sizes[Version]));
  return sizes;
}

}  // namespace

void writeRunCache(const Run& run, const std::string& path) {
  std::uint64_t ids = 0;
  for (const auto& header : run.ms2Headers) ids += header.nativeId.size();
  writeFileThrough(path, [&](const std::string& temporary) {
    ColumnWriter writer(temporary, magic);
    writer.column(std::vector<std::uint64_t>{version, run.name.size(), run.ms1RtSeconds.size(), run.ms1.mz.size(),
                                             run.ms2Headers.size(), run.ms2.mz.size(), ids, run.pickedSpectra,
                                             run.missingSpectra});
    writer.bytes(run.name.data(), run.name.size());
    writer.column(run.ms1RtSeconds);
    writePeaks(writer, run.ms1);
    writeLanes(writer, run.lanes, run.passedOver);
    writeHeaders(writer, run.ms2Headers);
    writePeaks(writer, run.ms2);
    writer.finish();
  });
}

Run readRunCache(const std::string& path) {
  ColumnReader reader(path, magic);
  const Sizes sizes = readSizes(reader);
  Run run;
  const auto name = reader.column<char>(sizes[Name]);
  run.name.assign(name.begin(), name.end());
  run.ms1RtSeconds = reader.column<float>(sizes[Ms1]);
  run.ms1 = readPeaks(reader, sizes[Ms1], sizes[Ms1Peaks]);
  std::tie(run.lanes, run.passedOver) = readLanes(reader, sizes[Ms1]);
  run.ms2Headers = readHeaders(reader, sizes);
  run.ms2 = readPeaks(reader, sizes[Ms2], sizes[Ms2Peaks]);
  run.pickedSpectra = sizes[Picked];
  run.missingSpectra = sizes[Missing];
  reader.finish();
  return run;
}

}  // namespace vescargo
