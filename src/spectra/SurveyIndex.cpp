#include "vescargo/spectra/SurveyIndex.h"

#include <numeric>
#include <string_view>
#include <tuple>

#include "LaneColumns.h"
#include "vescargo/base/ColumnFile.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

namespace {

constexpr std::string_view magic = "VESCASUR";
constexpr std::uint64_t version = 3;

static_assert(sizeof(SurveyPeak) == 12);

}  // namespace

SurveyIndex indexSurveys(const Run& run) {
  SurveyIndex index;
  index.rtSeconds = run.ms1RtSeconds;
  index.lanes = run.lanes;
  index.passedOver = run.passedOver;
  index.missingSpectra = run.missingSpectra;
  index.ms2Spectra = static_cast<std::uint32_t>(run.ms2Headers.size());
  for (const float intensity : run.ms1.intensity) index.totalIonCurrent += static_cast<double>(intensity);
  if (run.ms1.mz.empty()) return index;
  const auto [lowest, highest] = std::minmax_element(run.ms1.mz.begin(), run.ms1.mz.end());
  index.firstBin = SurveyIndex::binOf(*lowest);
  index.offset.assign(SurveyIndex::binOf(*highest) - index.firstBin + 2, 0);
  for (const float mz : run.ms1.mz) ++index.offset[SurveyIndex::binOf(mz) - index.firstBin + 1];
  std::partial_sum(index.offset.begin(), index.offset.end(), index.offset.begin());
  index.peaks.resize(run.ms1.mz.size());
  auto next = index.offset;
  for (std::uint32_t spectrum = 0; spectrum < run.ms1.spectra(); ++spectrum) {
    for (std::uint32_t i = run.ms1.offset[spectrum]; i < run.ms1.offset[spectrum + 1]; ++i)
      index.peaks[next[SurveyIndex::binOf(run.ms1.mz[i]) - index.firstBin]++] = {spectrum, run.ms1.mz[i],
                                                                                 run.ms1.intensity[i]};
  }
  return index;
}

void writeSurveys(ColumnWriter& writer, const SurveyIndex& index) {
  writer.column(std::vector<std::uint64_t>{version, index.rtSeconds.size(), index.peaks.size(), index.offset.size(),
                                           index.firstBin, index.ms2Spectra,
                                           std::bit_cast<std::uint64_t>(index.totalIonCurrent), index.missingSpectra});
  writer.column(index.rtSeconds);
  writeLanes(writer, index.lanes, index.passedOver);
  writer.column(index.offset);
  writer.column(index.peaks);
  writer.finish();
}

void writeSurveyIndex(const SurveyIndex& index, const std::string& path) {
  writeFileThrough(path, [&](const std::string& temporary) {
    ColumnWriter writer(temporary, magic);
    writeSurveys(writer, index);
  });
}

SurveyIndex readSurveys(ColumnReader& reader) {
  const auto sizes = reader.column<std::uint64_t>(8);
  if (sizes[0] != version) reader.corrupt("is a survey index of version " + std::to_string(sizes[0]));
  SurveyIndex index;
  index.rtSeconds = reader.column<float>(sizes[1]);
  std::tie(index.lanes, index.passedOver) = readLanes(reader, sizes[1]);
  index.offset = reader.column<std::uint32_t>(sizes[3]);
  index.peaks = reader.column<SurveyPeak>(sizes[2]);
  index.firstBin = static_cast<std::uint32_t>(sizes[4]);
  index.ms2Spectra = static_cast<std::uint32_t>(sizes[5]);
  index.totalIonCurrent = std::bit_cast<double>(sizes[6]);
  index.missingSpectra = sizes[7];
  reader.finish();
  const bool fits = !index.offset.empty() && index.offset.front() == 0 && index.offset.back() == index.peaks.size() &&
                    std::is_sorted(index.offset.begin(), index.offset.end()) &&
                    std::all_of(index.peaks.begin(), index.peaks.end(),
                                [&](const SurveyPeak& peak) { return peak.spectrum < index.rtSeconds.size(); });
  if (!fits) reader.corrupt("has bins that do not fit its peaks");
  return index;
}

SurveyIndex readSurveyIndex(const std::string& path) {
  ColumnReader reader(path, magic);
  return readSurveys(reader);
}

}  // namespace vescargo
