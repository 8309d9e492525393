#include "vescargo/spectra/readMzMl.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <mutex>
#include <utility>

#include "vescargo/base/Error.h"
#include "vescargo/spectra/MzMlHead.h"
#include "vescargo/spectra/SpectrumSplitter.h"
#include "vescargo/table/Study.h"

namespace vescargo {

namespace {

/// Where the reading of a piece ended early.
struct Stop {
  std::size_t piece = 0;
  std::exception_ptr error;  ///< none = something unknown
};

void shrink(PeakColumns& columns) {
  columns.mz.shrink_to_fit();
  columns.intensity.shrink_to_fit();
}

class Reader {
 public:
  Reader(SpectrumSplitter& splitter, const MzMlHead& head, const Centroid& centroid, const std::string& path)
      : splitter_(splitter), head_(head), centroid_(centroid), path_(path) {}

  /// Parses all pieces; false when one holds something unknown. Throws what the first
  /// piece that cannot be read throws.
  bool readAll() {
#pragma omp parallel
    work();
    if (!stop_) return true;
    if (stop_->error) std::rethrow_exception(stop_->error);
    return false;
  }

  std::deque<RunPart>& parts() { return parts_; }

 private:
  void work() {
    std::string piece;
    std::size_t index = 0;
    try {
      SpectrumParser parser(path_, head_, centroid_);
      while (take(piece, index)) {
        RunPart part;
        if (!parser.parse(piece, part)) {
          stopAt({index, nullptr});
        } else {
          shrink(part.run.ms1);
          shrink(part.run.ms2);
          const std::lock_guard lock(mutex_);
          parts_[index] = std::move(part);
        }
      }
    } catch (...) {
      stopAt({index, std::current_exception()});
    }
  }

  /// The next piece and its number; false when there is none or reading has stopped. When it
  /// throws, `index` is the number that the piece would have had.
  bool take(std::string& piece, std::size_t& index) {
    const std::lock_guard lock(mutex_);
    if (stop_) return false;
    index = parts_.size();
    if (!splitter_.next(piece)) return false;
    parts_.emplace_back();
    return true;
  }

  /// Pieces are given out in order, so the first that stops is the same for any number of threads.
  void stopAt(Stop stop) {
    const std::lock_guard lock(mutex_);
    if (!stop_ || stop.piece < stop_->piece) stop_ = std::move(stop);
  }

  SpectrumSplitter& splitter_;
  const MzMlHead& head_;
  const Centroid& centroid_;
  const std::string& path_;
  std::mutex mutex_;
  std::deque<RunPart> parts_;
  std::optional<Stop> stop_;
};

void appendPeaks(const PeakColumns& from, PeakColumns& to) {
  const auto before = static_cast<std::uint32_t>(to.mz.size());
  to.mz.insert(to.mz.end(), from.mz.begin(), from.mz.end());
  to.intensity.insert(to.intensity.end(), from.intensity.begin(), from.intensity.end());
  for (std::size_t i = 1; i < from.offset.size(); ++i) to.offset.push_back(before + from.offset[i]);
}

/// `spectra` of the file stand before the part.
void appendPart(RunPart& part, std::uint32_t spectra, Run& run) {
  const auto before = static_cast<std::int32_t>(run.ms1RtSeconds.size());
  for (Ms2Header& header : part.run.ms2Headers) {
    header.ms1 += before;
    header.position += spectra;
    run.ms2Headers.push_back(std::move(header));
  }
  run.ms1RtSeconds.insert(run.ms1RtSeconds.end(), part.run.ms1RtSeconds.begin(), part.run.ms1RtSeconds.end());
  appendPeaks(part.run.ms1, run.ms1);
  appendPeaks(part.run.ms2, run.ms2);
  run.pickedSpectra += part.run.pickedSpectra;
  for (std::size_t i = 0; i < passedOverKinds; ++i) run.passedOver[i] += part.run.passedOver[i];
}

void reserve(PeakColumns& columns, std::size_t peaks) {
  columns.mz.reserve(peaks);
  columns.intensity.reserve(peaks);
}

/// Joins the parts and frees each, so that no peak is in memory twice for long.
Run join(std::deque<RunPart>& parts) {
  std::size_t ms1Peaks = 0;
  std::size_t ms2Peaks = 0;
  for (const RunPart& part : parts) {
    ms1Peaks += part.run.ms1.mz.size();
    ms2Peaks += part.run.ms2.mz.size();
  }
  Run run;
  SpectrumKinds kinds;
  reserve(run.ms1, ms1Peaks);
  reserve(run.ms2, ms2Peaks);
  std::size_t spectra = 0;
  for (; !parts.empty(); parts.pop_front()) {
    kinds.append(parts.front().kinds);
    appendPart(parts.front(), static_cast<std::uint32_t>(spectra), run);
    spectra += parts.front().spectra;
  }
  arrangeSurveys(run, kinds);
  return run;
}

}  // namespace

std::optional<Run> readMzMl(const std::string& path, const Centroid& centroid) {
  SpectrumSplitter splitter(path);
  if (!splitter.isMzMl()) return std::nullopt;
  const std::optional<MzMlHead> head = MzMlHead::parse(splitter.head());
  if (!head) return std::nullopt;
  Reader reader(splitter, *head, centroid, path);
  if (!reader.readAll()) return std::nullopt;
  if (!MzMlHead::isWhole(splitter.head(), splitter.tail()))
    throw Error(ExitCode::CorruptContent, path, "is cut off or no well-formed XML behind its spectra",
                "convert or copy the run again");
  std::size_t spectra = 0;
  for (const RunPart& part : reader.parts()) spectra += part.spectra;
  Run run = join(reader.parts());
  // Programs that write as they go say 0.
  run.missingSpectra = std::max(head->spectra().value_or(0), spectra) - spectra;
  run.name = runName(path);
  return run;
}

}  // namespace vescargo
