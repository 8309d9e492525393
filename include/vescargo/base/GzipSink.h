#pragma once

#include <zlib.h>

#include <memory>
#include <string>
#include <string_view>

#include "vescargo/base/OutputFile.h"

namespace vescargo {

/// Packs a text by gzip on its way to a sink, without a time and a file name, so that the same text gives the same
/// bytes.
class GzipSink {
 public:
  /// `level` is zlib's, 1 to 9. Throws std::bad_alloc.
  GzipSink(const TextSink& sink, int level);

  void write(std::string_view part);
  /// Behind the last part.
  void finish();

 private:
  struct End {
    void operator()(z_stream* stream) const;
  };

  void deflateAll(int flush);

  const TextSink& sink_;
  std::unique_ptr<z_stream, End> stream_;
};

/// Packs the file `from` into `to`, which is then as writeText writes. Throws as that and TextStream do.
void packFile(const std::string& from, const std::string& to);

}  // namespace vescargo
