#include "LaneColumns.h"

#include <cmath>
#include <limits>

namespace vescargo {

namespace {

constexpr std::size_t fieldsOfLane = 7;
constexpr auto mostAnalyzer = static_cast<std::uint32_t>(Analyzer::IonTrap);

std::vector<std::uint32_t> fieldsOf(const Lane& lane) {
  return {lane.first,
          lane.last,
          lane.reference ? 1U : 0U,
          static_cast<std::uint32_t>(lane.kind.function),
          static_cast<std::uint32_t>(lane.kind.analyzer),
          lane.kind.mobility ? 1U : 0U,
          static_cast<std::uint32_t>(lane.kind.windows.size())};
}

Lane laneOf(const std::vector<std::uint32_t>& fields) {
  Lane lane;
  lane.first = fields[0];
  lane.last = fields[1];
  lane.reference = fields[2] != 0;
  lane.kind.function = static_cast<int>(fields[3]);
  lane.kind.analyzer = static_cast<Analyzer>(std::min(fields[4], mostAnalyzer));
  lane.kind.mobility = fields[5] != 0;
  return lane;
}

}  // namespace

void writeLanes(ColumnWriter& writer, const std::vector<Lane>& lanes, const PassedOverCounts& passedOver) {
  writer.column(std::vector<std::uint32_t>(passedOver.begin(), passedOver.end()));
  writer.column(std::vector<std::uint32_t>{static_cast<std::uint32_t>(lanes.size())});
  for (const Lane& lane : lanes) {
    writer.column(fieldsOf(lane));
    std::vector<float> numbers{lane.kind.compensationVoltage.value_or(std::numeric_limits<float>::quiet_NaN())};
    for (const MzRange& window : lane.kind.windows) numbers.insert(numbers.end(), {window.low, window.high});
    writer.column(numbers);
  }
}

std::pair<std::vector<Lane>, PassedOverCounts> readLanes(ColumnReader& reader, std::uint64_t surveys) {
  PassedOverCounts passedOver{};
  const auto counts = reader.column<std::uint32_t>(passedOver.size());
  std::copy(counts.begin(), counts.end(), passedOver.begin());
  const std::uint32_t count = reader.column<std::uint32_t>(1)[0];
  std::vector<Lane> lanes;
  std::uint64_t next = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto fields = reader.column<std::uint32_t>(fieldsOfLane);
    Lane lane = laneOf(fields);
    const auto numbers = reader.column<float>(1 + 2 * std::uint64_t{fields.back()});
    if (!std::isnan(numbers[0])) lane.kind.compensationVoltage = numbers[0];
    for (std::size_t w = 1; w < numbers.size(); w += 2) lane.kind.windows.push_back({numbers[w], numbers[w + 1]});
    if (lane.first != next || lane.last < lane.first) reader.corrupt("has lanes that do not fit its surveys");
    next = lane.last;
    lanes.push_back(std::move(lane));
  }
  if (next != surveys) reader.corrupt("has lanes that do not fit its surveys");
  return {std::move(lanes), passedOver};
}

}  // namespace vescargo
