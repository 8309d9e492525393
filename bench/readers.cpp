// Times both readers of mzML beside what they cannot be faster than; bench/read runs it.
#include <OpenMS/FORMAT/DATAACCESS/MSDataWritingConsumer.h>
#include <OpenMS/FORMAT/MzMLFile.h>
#include <OpenMS/KERNEL/MSExperiment.h>
#include <libdeflate.h>
#include <modp_b64.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <iostream>

#include "vescargo/base/TextStream.h"
#include "vescargo/openms/readRun.h"

using namespace vescargo;

namespace {

struct Time {
  double wall = 1e9;
  double cpu = 1e9;  // of all threads: what other programs on the machine do not change
};

/// The least of some turns.
Time timeOf(const std::function<void()>& act, int turns = 5) {
  Time least;
  for (int i = 0; i < turns; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpuBegin = std::clock();
    act();
    least.cpu = std::min(least.cpu, static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC);
    least.wall = std::min(least.wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return least;
}

/// Writes the spectra of `in` again and again until `out` has that many bytes.
void repeat(const std::string& in, const std::string& out, std::uintmax_t bytes, bool zlib) {
  OpenMS::MSExperiment run;
  OpenMS::MzMLFile file;
  file.setLogType(OpenMS::ProgressLogger::NONE);
  file.load(in, run);
  // What the file has is known once it is written, so the first turn tells how many there must be.
  std::size_t turns = 1;
  for (int pass = 0; pass < 2; ++pass) {
    {
      OpenMS::PlainMSDataWritingConsumer writer(out);
      writer.getOptions().setCompression(zlib);
      writer.getOptions().setMz32Bit(false);
      writer.getOptions().setIntensity32Bit(true);
      writer.setExpectedSize(run.size() * turns, 0);
      for (std::size_t i = 0; i < run.size() * turns; ++i) {
        OpenMS::MSSpectrum spectrum = run[i % run.size()];
        writer.consumeSpectrum(spectrum);
      }
    }
    turns = std::max<std::size_t>(1, bytes / std::filesystem::file_size(out));
  }
}

/// Reads a file to its end, keeps nothing of it, and gives the size of its text.
std::size_t passThrough(const std::string& path) {
  TextStream stream(path);
  std::string block;
  std::size_t size = 0;
  do {
    size += block.size();
    block.clear();
  } while (stream.read(block, 1U << 20U));
  return size;
}

std::string textOf(const std::string& path) {
  TextStream stream(path);
  std::string text;
  while (stream.read(text, 1U << 24U)) {
  }
  return text;
}

struct Streams {
  std::vector<std::string> packed;
  std::vector<std::size_t> sizes;  // unpacked
  std::size_t bytes = 0;
};

Streams zlibStreams(const std::string& text) {
  constexpr std::string_view begin = "<binary>";
  Streams streams;
  for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos;) {
    at += begin.size();
    const std::size_t size = text.find('<', at) - at;
    std::string packed(modp_b64_decode_len(size), '\0');
    packed.resize(modp_b64_decode(packed.data(), text.data() + at, size));
    std::string plain(1U << 20U, '\0');
    uLongf length = plain.size();
    if (uncompress(reinterpret_cast<Bytef*>(plain.data()), &length, reinterpret_cast<const Bytef*>(packed.data()),
                   packed.size()) != Z_OK)
      continue;
    streams.packed.push_back(std::move(packed));
    streams.sizes.push_back(length);
    streams.bytes += length;
  }
  return streams;
}

void inflateByZlib(const Streams& streams) {
#pragma omp parallel
  {
    std::string plain(1U << 20U, '\0');
#pragma omp for schedule(dynamic, 64)
    for (std::size_t i = 0; i < streams.packed.size(); ++i) {
      uLongf length = plain.size();
      uncompress(reinterpret_cast<Bytef*>(plain.data()), &length,
                 reinterpret_cast<const Bytef*>(streams.packed[i].data()), streams.packed[i].size());
    }
  }
}

void inflateByLibdeflate(const Streams& streams) {
#pragma omp parallel
  {
    libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
    std::string plain(1U << 20U, '\0');
#pragma omp for schedule(dynamic, 64)
    for (std::size_t i = 0; i < streams.packed.size(); ++i)
      libdeflate_zlib_decompress(inflater, streams.packed[i].data(), streams.packed[i].size(), plain.data(),
                                 streams.sizes[i], nullptr);
    libdeflate_free_decompressor(inflater);
  }
}

void tell(const char* what, const Time& time, double megabytes) {
  std::printf("  %-42s %7.3f s %7.3f s %8.0f MB/s\n", what, time.wall, time.cpu, megabytes / time.wall);
}

void ratio(const char* what, const Time& time, const Time& to) {
  std::printf("  %-42s %7.2f   %7.2f\n", what, time.wall / to.wall, time.cpu / to.cpu);
}

void timeInflating(const std::string& text, const Time& ours, double megabytes) {
  const Streams streams = zlibStreams(text);
  if (streams.packed.empty()) return;
  const Time zlib = timeOf([&] { inflateByZlib(streams); });
  const Time libdeflate = timeOf([&] { inflateByLibdeflate(streams); });
  tell("inflating its arrays alone, zlib", zlib, megabytes);
  tell("inflating its arrays alone, libdeflate", libdeflate, megabytes);
  ratio("ours / zlib alone", ours, zlib);
  ratio("ours / libdeflate alone", ours, libdeflate);
}

void time(const std::string& path) {
  const double megabytes = static_cast<double>(passThrough(path)) / 1e6;  // of text, also when gzipped
  Run run;
  const Time ours = timeOf([&] { run = readRun(path); });
  const Time theirs = timeOf([&] { run = readRunThroughOpenMs(path); }, 1);
  std::printf("%s: %.0f MB, %zu + %zu spectra, %zu peaks; wall, processor\n",
              std::filesystem::path(path).filename().c_str(), megabytes, run.ms1.spectra(), run.ms2.spectra(),
              run.ms1.mz.size() + run.ms2.mz.size());
  tell("Vescargo's reader", ours, megabytes);
  tell("OpenMS's reader", theirs, megabytes);
  const Time through = timeOf([&] { passThrough(path); });
  tell("its text alone, inflated if gzipped", through, megabytes);
  ratio("OpenMS / ours", theirs, ours);
  ratio("ours / its text alone", ours, through);
  if (path.ends_with(".gz")) return;
  const std::string text = textOf(path);
  std::string copy = text;
  tell("copying it in memory", timeOf([&] { std::memcpy(copy.data(), text.data(), text.size()); }), megabytes);
  timeInflating(text, ours, megabytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 6 && std::string(argv[1]) == "repeat") {
    repeat(argv[2], argv[3], std::stoull(argv[4]), std::string(argv[5]) == "zlib");
    return 0;
  }
  if (argc == 3 && std::string(argv[1]) == "time") {
    time(argv[2]);
    return 0;
  }
  if (argc == 3 && std::string(argv[1]) == "read") {
    readRun(argv[2]);
    return 0;
  }
  std::cerr << "readers read FILE\nreaders repeat IN OUT BYTES plain|zlib\nreaders time FILE\n";
  return 6;
}
