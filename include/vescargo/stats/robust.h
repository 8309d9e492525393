#pragma once

#include <vector>

namespace vescargo {

/// Median; NaN values are passed over, NaN for none.
double median(std::vector<double> values);

/// Quantile between the two nearest values (type 7 of Hyndman & Fan 1996); NaN values are passed over, NaN for none.
double quantileOf(std::vector<double> values, double part);

/// 1.4826 times the median distance from the median: the SD of a normal sample. NaN for none.
double robustSd(const std::vector<double>& values);

}  // namespace vescargo
