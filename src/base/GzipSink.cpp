#include "vescargo/base/GzipSink.h"

#include <algorithm>
#include <array>
#include <new>

#include "vescargo/base/TextStream.h"

namespace vescargo {

void GzipSink::End::operator()(z_stream* stream) const {
  deflateEnd(stream);
  delete stream;
}

GzipSink::GzipSink(const TextSink& sink, int level) : sink_(sink) {
  constexpr int gzipWindow = 15 + 16, mostMemory = 9;
  auto stream = std::make_unique<z_stream>();
  if (deflateInit2(stream.get(), level, Z_DEFLATED, gzipWindow, mostMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  stream_.reset(stream.release());
}

void GzipSink::write(std::string_view part) {
  constexpr std::size_t most = std::size_t{1} << 30U;
  for (; !part.empty(); part.remove_prefix(std::min(part.size(), most))) {
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream_->avail_in = static_cast<uInt>(std::min(part.size(), most));
    deflateAll(Z_NO_FLUSH);
  }
}

void GzipSink::finish() { deflateAll(Z_FINISH); }

void packFile(const std::string& from, const std::string& to) {
  constexpr int usualLevel = 6;
  constexpr std::size_t block = std::size_t{1} << 20U;
  TextStream stream(from);
  writeText(to, [&](const TextSink& sink) {
    GzipSink packed(sink, usualLevel);
    for (std::string part; stream.read(part, block); part.clear()) packed.write(part);
    packed.finish();
  });
}

void GzipSink::deflateAll(int flush) {
  std::array<char, 1U << 16U> packed{};
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(packed.data());
    stream_->avail_out = static_cast<uInt>(packed.size());
    deflate(stream_.get(), flush);
    sink_({packed.data(), packed.size() - stream_->avail_out});
  } while (stream_->avail_out == 0);
}

}  // namespace vescargo
