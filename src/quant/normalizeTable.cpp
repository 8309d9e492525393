#include "vescargo/quant/normalizeTable.h"

#include <algorithm>
#include <cmath>

#include "vescargo/base/Tsv.h"
#include "vescargo/quant/normalize.h"

namespace vescargo {

namespace {

constexpr double level = 0.0005;
constexpr double farFromLevel = 0.5;

std::string farthest(const std::vector<SampleFactor>& factors, const Study& columns, double& shift) {
  const auto most = std::max_element(factors.begin(), factors.end(), [](const auto& a, const auto& b) {
    return std::abs(a.log2Shift) < std::abs(b.log2Shift);
  });
  shift = most == factors.end() ? 0 : std::abs(most->log2Shift);
  if (shift <= level) return "0";
  return formatNumber(shift, 3) + " log2, a factor of " + formatNumber(std::exp2(shift), 3) + " (" +
         columns.samples[static_cast<std::size_t>(most - factors.begin())].name + ")";
}

void subtract(const std::vector<SampleFactor>& factors, QuantTable& table) {
  for (std::size_t s = 0; s < factors.size(); ++s) {
    auto column = table.log2.col(static_cast<Eigen::Index>(s));
    column = column.unaryExpr([&](double value) { return roundDecimals(value - factors[s].log2Shift, 6); });
  }
}

}  // namespace

TableNormalized normalizeTable(QuantTable& table, const Study& columns, TableNormalization choice, bool normalized) {
  const SampleFactors factors = sampleFactors(table, columns, Normalization::Median);
  double shift = 0;
  const std::string most = farthest(factors.samples, columns, shift);
  if (choice == TableNormalization::None || (choice == TableNormalization::Auto && normalized)) {
    const std::string left = choice == TableNormalization::None ? "normalize: none, as -table_normalize says"
                                                                : "normalize: not again, since the table is Vescargo's";
    const std::string would = "; the median would shift samples by up to " + most;
    if (choice == TableNormalization::None || shift <= farFromLevel) return {{left + would}, {}};
    return {{left}, {left + would + "; where it is not, -table_normalize median"}};
  }
  TableNormalized result{factors.notes, factors.warnings};
  if (shift > level) {
    subtract(factors.samples, table);
    result.notes.push_back("normalize: samples were shifted by up to " + most);
  } else if (!factors.notes.empty()) {
    result.notes.emplace_back("normalize: samples are level already and stay as they are");
  }
  return result;
}

}  // namespace vescargo
