#include <catch2/catch.hpp>
#include <cmath>
#include <libmsnumpress/MSNumpress.hpp>

#include "base/Scratch.h"
#include "base/source.h"
#include "spectra/MzMlText.h"
#include "vescargo/spectra/ArrayDecoder.h"
#include "vescargo/spectra/readMzMl.h"

using namespace vescargo;
using namespace vescargo::test;
namespace numpress = ms::numpress::MSNumpress;

namespace {

std::string word(std::uint64_t value) { return std::string(reinterpret_cast<const char*>(&value), sizeof value); }

/// Numbers in a dictionary whose indices have `indexWidth` bytes.
std::string dictionary(const std::vector<double>& numbers, std::size_t indexWidth) {
  std::vector<double> values = numbers;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string indices;
  for (const double number : numbers)
    indices += word(std::lower_bound(values.begin(), values.end(), number) - values.begin()).substr(0, indexWidth);
  const std::string table = columnsOf(bytesOf<double>(values));
  return word(16 + table.size()) + word(values.size()) + table + columnsOf(indices, indexWidth);
}

std::string text(const std::vector<unsigned char>& bytes) { return {bytes.begin(), bytes.end()}; }

/// What stands in the array, or what is wrong with it.
struct Decoded {
  std::vector<double> numbers;
  std::string fault;
};

Decoded decoded(const std::string& bytes, const ArrayFormat& format) {
  Decoded result;
  ArrayDecoder decoder;
  result.fault = decoder.decode(base64(bytes), format, result.numbers);
  return result;
}

ArrayFormat zstdOf(NumberType type, ArrayTransform transform, std::size_t length) {
  return {type, ArrayPacking::Zstd, transform, length};
}

/// m/z of a profile: steps that grow.
std::vector<double> profileMz(std::size_t count) {
  std::vector<double> mz;
  for (int i = 0; mz.size() < count; ++i) mz.push_back(400 + 0.0013 * i + 1e-8 * i * i);
  return mz;
}

/// Counts of ions over six decades.
std::vector<double> counts(std::size_t count) {
  std::vector<double> numbers;
  for (int i = 0; numbers.size() < count; ++i) numbers.push_back(std::exp(0.0137 * (i * 7919 % 1001)));
  return numbers;
}

const std::vector<ArrayPacking> packings{ArrayPacking::None, ArrayPacking::Zlib, ArrayPacking::Zstd};

std::string packedBy(ArrayPacking packing, const std::string& bytes) {
  if (packing == ArrayPacking::Zlib) return deflate(bytes);
  return packing == ArrayPacking::Zstd ? zstd(bytes) : bytes;
}

/// An mzML text of zlib arrays with all of them byte-shuffled and compressed by zstd.
std::string withShuffledArrays(std::string text) {
  constexpr std::string_view begin = "<binary>";
  const std::string zlibTerm = "accession=\"MS:1000574\" name=\"zlib compression\"";
  for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos; ++at) {
    const std::size_t terms = text.rfind("<binaryDataArray", at);
    const std::size_t content = at + begin.size();
    const std::size_t length = text.find('<', content) - content;
    const std::size_t width = text.find("64-bit float", terms) < at ? sizeof(double) : sizeof(float);
    const std::string deflated = length == 0 ? "" : modp::b64_decode(text.substr(content, length));
    std::string bytes(std::size_t{1} << 20, '\0');
    uLongf size = bytes.size();
    if (uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(deflated.data()),
                   deflated.size()) != Z_OK)
      size = 0;
    bytes.resize(size);
    text.replace(content, length, base64(zstd(columnsOf(bytes, width))));
    text.replace(text.find(zlibTerm, terms), zlibTerm.size(), "accession=\"MS:1003781\" name=\"\"");
  }
  return text;
}

std::string textOfGz(const std::string& path) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  std::string block(1U << 16U, '\0');
  for (int got = 0; (got = gzread(file, block.data(), static_cast<unsigned>(block.size()))) > 0;)
    text.append(block, 0, static_cast<std::size_t>(got));
  gzclose(file);
  return text;
}

}  // namespace

TEST_CASE("a whole run is the same to the bit by zlib and by byte-shuffled zstd", "[arrays]") {
  const Scratch scratch;
  const auto read = [](const std::string& path) { return readMzMl(path, [](RawPeaks&) { return false; }); };
  const std::string path = inSource("test_mzml/S01_pre.mzML.gz");
  const auto zlib = read(path);
  const auto shuffled = read(scratch.file("run.mzML", withShuffledArrays(textOfGz(path))));
  REQUIRE(zlib);
  REQUIRE(shuffled);
  REQUIRE(zlib->ms1.mz.size() > 10000);
  CHECK((shuffled->ms1.mz == zlib->ms1.mz));
  CHECK((shuffled->ms1.intensity == zlib->ms1.intensity));
  CHECK((shuffled->ms2.mz == zlib->ms2.mz));
  CHECK((shuffled->ms2.intensity == zlib->ms2.intensity));
  CHECK(shuffled->ms2.offset == zlib->ms2.offset);
}

TEST_CASE("zstd gives back every bit, plain, shuffled and in a dictionary", "[arrays]") {
  std::vector<double> numbers = profileMz(3000);
  numbers.insert(numbers.end(), {5e-324, 1e308, 0.1, 0.1});
  const std::string bytes = bytesOf<double>(numbers);
  const auto check = [&](const std::string& content, ArrayTransform transform) {
    const Decoded result = decoded(zstd(content), zstdOf(NumberType::Float64, transform, numbers.size()));
    CHECK(result.fault.empty());
    CHECK((result.numbers == numbers));
  };
  check(bytes, ArrayTransform::None);
  check(columnsOf(bytes), ArrayTransform::Shuffled);
  for (const std::size_t indexWidth : {2, 4, 8}) check(dictionary(numbers, indexWidth), ArrayTransform::Dictionary);
}

TEST_CASE("shuffled bytes and dictionaries lie as PSI-MS says", "[arrays]") {
  const std::string columns("\x01\x02\x00\x01\x00\x00\x00\x00", 8);
  CHECK(decoded(zstd(columns), zstdOf(NumberType::Int32, ArrayTransform::Shuffled, 2)).numbers ==
        std::vector<double>{1, 258});
  const std::string values("\x07\xFF\x00\xFF\x00\xFF\x00\xFF", 8);
  const std::string head = word(24) + word(2);
  const std::vector<double> numbers{7, -1, 7};
  CHECK(
      decoded(zstd(head + values + std::string("\0\1\0", 3)), zstdOf(NumberType::Int32, ArrayTransform::Dictionary, 3))
          .numbers == numbers);
  CHECK(decoded(zstd(head + values + std::string("\0\1\0\0\0\0", 6)),
                zstdOf(NumberType::Int32, ArrayTransform::Dictionary, 3))
            .numbers == numbers);
}

TEST_CASE("256 values of a dictionary may have indices of one byte or two", "[arrays]") {
  std::vector<double> numbers;
  for (int i = 0; i < 700; ++i) numbers.push_back(i % 256 + 0.5);
  for (const std::size_t indexWidth : {1, 2}) {
    const auto format = zstdOf(NumberType::Float64, ArrayTransform::Dictionary, numbers.size());
    CHECK(decoded(zstd(dictionary(numbers, indexWidth)), format).numbers == numbers);
  }
}

TEST_CASE("several frames of zstd are one array", "[arrays]") {
  const std::vector<double> numbers = profileMz(100);
  const std::string bytes = bytesOf<double>(numbers);
  const auto format = zstdOf(NumberType::Float64, ArrayTransform::None, numbers.size());
  CHECK(decoded(zstd(bytes.substr(0, 333)) + zstd(bytes.substr(333)), format).numbers == numbers);
}

TEST_CASE("arrays of integers are read, of either width and sign", "[arrays]") {
  const std::vector<double> numbers{0, 1, -7, 2147483647, -2147483648.0};
  for (const ArrayPacking packing : packings) {
    CHECK(decoded(packedBy(packing, bytesOf<std::int32_t>(numbers)), {NumberType::Int32, packing, {}, 5}).numbers ==
          numbers);
    std::vector<double> wide = numbers;
    wide.push_back(1e15);
    CHECK(decoded(packedBy(packing, bytesOf<std::int64_t>(wide)), {NumberType::Int64, packing, {}, 6}).numbers == wide);
  }
}

TEST_CASE("MS-Numpress gives numbers within its precision, packed or not", "[arrays]") {
  const std::vector<double> mz = profileMz(2000);
  const std::vector<double> intensity = counts(2000);
  std::vector<unsigned char> linear;
  std::vector<unsigned char> pic;
  std::vector<unsigned char> slof;
  const double linearPoint = numpress::optimalLinearFixedPoint(mz.data(), mz.size());
  const double slofPoint = numpress::optimalSlofFixedPoint(intensity.data(), intensity.size());
  numpress::encodeLinear(mz, linear, linearPoint);
  numpress::encodePic(intensity, pic);
  numpress::encodeSlof(intensity, slof, slofPoint);
  for (const ArrayPacking packing : packings) {
    const auto of = [&](const std::vector<unsigned char>& bytes, ArrayTransform transform) {
      return decoded(packedBy(packing, text(bytes)), {NumberType::Unsaid, packing, transform, 2000}).numbers;
    };
    const std::vector<double> a = of(linear, ArrayTransform::NumpressLinear);
    const std::vector<double> b = of(pic, ArrayTransform::NumpressPic);
    const std::vector<double> c = of(slof, ArrayTransform::NumpressSlof);
    REQUIRE(a.size() == 2000);
    REQUIRE(b.size() == 2000);
    REQUIRE(c.size() == 2000);
    double furthest = 0;
    double roundest = 0;
    double logarithm = 0;
    for (std::size_t i = 0; i < 2000; ++i) {
      furthest = std::max(furthest, std::abs(a[i] - mz[i]));
      roundest = std::max(roundest, std::abs(b[i] - intensity[i]));
      logarithm = std::max(logarithm, std::abs(std::log(c[i] + 1) - std::log(intensity[i] + 1)));
    }
    CHECK(furthest < 0.51 / linearPoint);
    CHECK(roundest < 0.51);
    CHECK(logarithm < 0.51 / slofPoint);
  }
}

TEST_CASE("MS-Numpress reads arrays of every small length", "[arrays]") {
  for (std::size_t length = 0; length < 9; ++length) {
    const std::vector<double> numbers = profileMz(length);
    std::vector<unsigned char> bytes(8 + 5 * length);
    bytes.resize(numpress::encodeLinear(numbers.data(), length, bytes.data(), 1e4));
    const Decoded linear = decoded(text(bytes), {NumberType::Float32, {}, ArrayTransform::NumpressLinear, length});
    CHECK(linear.fault.empty());
    CHECK(linear.numbers.size() == length);
    bytes.assign(8 + 5 * length, 0);
    bytes.resize(numpress::encodePic(numbers.data(), length, bytes.data()));
    CHECK(decoded(text(bytes), {NumberType::Int32, {}, ArrayTransform::NumpressPic, length}).numbers.size() == length);
    bytes.assign(8 + 2 * length, 0);
    bytes.resize(numpress::encodeSlof(numbers.data(), length, bytes.data(), 1000));
    CHECK(decoded(text(bytes), {NumberType::Float64, {}, ArrayTransform::NumpressSlof, length}).fault.empty());
  }
}

TEST_CASE("predictions are added up in the type of the array", "[arrays]") {
  const auto read = [](const std::string& bytes, NumberType type, ArrayTransform transform) {
    return decoded(deflate(bytes), {type, ArrayPacking::Zlib, transform, 4}).numbers;
  };
  // Differences are beside the first number, second differences beside the second.
  const std::vector<double> deltas{100, 100.5, 101, 102};
  CHECK(read(bytesOf<double>(deltas), NumberType::Float64, ArrayTransform::Delta) ==
        std::vector<double>{100, 100.5, 101.5, 103.5});
  const std::vector<double> curves{100, 100.5, 101, 100.5};
  CHECK(read(bytesOf<double>(curves), NumberType::Float64, ArrayTransform::Linear) ==
        std::vector<double>{100, 100.5, 101.5, 102.5});
  const std::vector<double> fine{0.1, 0.2, 0.3, 0.4};
  const auto floats = read(bytesOf<float>(fine), NumberType::Float32, ArrayTransform::Delta);
  CHECK(floats[2] == 0.3F + 0.2F - 0.1F);
  CHECK(floats[2] != 0.3 + 0.2 - 0.1);
}

TEST_CASE("one decoder reads arrays of any form and length, one after the other", "[arrays]") {
  ArrayDecoder decoder;
  std::vector<double> read;
  for (std::size_t i = 0; i < 300; ++i) {
    INFO(i);
    const std::vector<double> numbers = profileMz(i * 37 % 101);
    const std::string bytes = bytesOf<double>(numbers);
    ArrayFormat format{NumberType::Float64, ArrayPacking::Zstd, ArrayTransform::None, numbers.size()};
    std::string content = bytes;
    if (i % 4 == 1) {
      format.transform = ArrayTransform::Shuffled;
      content = columnsOf(bytes);
    } else if (i % 4 == 2) {
      format.transform = ArrayTransform::Dictionary;
      content = dictionary(numbers, 1);
    } else if (i % 4 == 3) {
      format.packing = ArrayPacking::Zlib;
    }
    const std::string packedBytes = format.packing == ArrayPacking::Zlib ? deflate(content) : zstd(content);
    CHECK(decoder.decode(base64(packedBytes), format, read).empty());
    CHECK((read == numbers));
  }
}

TEST_CASE("what compressed streams hold is told when it is not the array", "[arrays]") {
  const std::string two = bytesOf<double>({1, 2});
  const auto fault = [](const std::string& bytes, ArrayTransform transform, std::size_t length) {
    return decoded(bytes, zstdOf(NumberType::Float64, transform, length)).fault;
  };
  CHECK(fault(two, ArrayTransform::None, 2) == "is no whole zstd stream");
  CHECK(fault(zstd(two).substr(0, 12), ArrayTransform::None, 2) == "is no whole zstd stream");
  CHECK(fault(zstd(two), ArrayTransform::None, 1) == "should have 8 bytes and has more");
  CHECK(fault(zstd(two), ArrayTransform::None, 3) == "should have 24 bytes and has 16");
  CHECK(fault(zstd(two), ArrayTransform::Shuffled, 3) == "should have 24 bytes and has 16");
  CHECK(fault(zstd(two), ArrayTransform::None, 100000000) ==
        "should have 100000000 numbers, more than any spectrum has");
  const std::string unfit = "has a dictionary that does not fit its 3 numbers";
  const std::string good = dictionary({1, 2, 1}, 1);
  CHECK(fault(zstd(good), ArrayTransform::Dictionary, 3).empty());
  CHECK(fault(zstd(good.substr(0, 9)), ArrayTransform::Dictionary, 3) == unfit);
  CHECK(fault(zstd(good.substr(0, good.size() - 1)), ArrayTransform::Dictionary, 3) == unfit);
  CHECK(fault(zstd(word(1000) + good.substr(8)), ArrayTransform::Dictionary, 3) == unfit);
  CHECK(fault(zstd(good.substr(0, 8) + word(3) + good.substr(16)), ArrayTransform::Dictionary, 3) == unfit);
  CHECK(fault(zstd(good.substr(0, good.size() - 1) + "\2"), ArrayTransform::Dictionary, 3) == unfit);
  CHECK(fault(zstd(good), ArrayTransform::Dictionary, 0) == "should have 16 bytes and has more");
}

TEST_CASE("a zstd frame is not believed what it claims", "[arrays]") {
  // A frame header for 2^62 bytes, and a block that fills 128 KiB with one byte.
  const std::string claim = std::string("\x28\xB5\x2F\xFD\xE0", 5) + word(std::uint64_t{1} << 62);
  const std::string block("\x03\x00\x10\x00", 4);
  CHECK(decoded(claim + block, zstdOf(NumberType::Float64, ArrayTransform::None, 2)).fault ==
        "should have 16 bytes and has more");
}

TEST_CASE("broken MS-Numpress is told", "[arrays]") {
  const auto fault = [](const std::string& bytes, ArrayTransform transform, std::size_t length) {
    return decoded(bytes, {NumberType::Float64, ArrayPacking::None, transform, length}).fault;
  };
  const std::string broken = "is no whole MS-Numpress array";
  std::vector<unsigned char> linear;
  numpress::encodeLinear(profileMz(9), linear, 1e5);
  const std::string whole = text(linear);
  CHECK(fault(whole, ArrayTransform::NumpressLinear, 8) == "should have 8 numbers and has 9");
  CHECK(fault(whole, ArrayTransform::NumpressLinear, 10) == "should have 10 numbers and has 9");
  for (const std::size_t cut : {3, 10, 14})
    CHECK(fault(whole.substr(0, cut), ArrayTransform::NumpressLinear, 9) == broken);
  CHECK(fault(std::string(8, '\0') + whole.substr(8), ArrayTransform::NumpressLinear, 9) == broken);
  CHECK(fault(std::string("\x00", 1), ArrayTransform::NumpressPic, 1) == broken);  // a head that wants eight more
  CHECK(fault(std::string(40, '\x88'), ArrayTransform::NumpressPic, 3) == "should have 3 numbers and has 80");
  CHECK(fault(std::string(11, '\x40'), ArrayTransform::NumpressSlof, 1) == broken);
  CHECK(fault(std::string(8, '\x40'), ArrayTransform::NumpressSlof, 1) == "should have 1 numbers and has 0");
}
