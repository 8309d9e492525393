#pragma once

#include <vector>

namespace vescargo {

/// Median; NaN values are passed over, NaN for none.
double median(std::vector<double> values);

/// Quantile between the two nearest values (type 7 of Hyndman & Fan 1996); NaN values are passed over, NaN for none.
double quantileOf(std::vector<double> values, double part);

/// A normal sample's SD over its median distance from the median.
constexpr double sdPerMedianDistance = 1.4826;

/// The median distance from the median, as the SD of a normal sample. NaN for none.
double robustSd(const std::vector<double>& values);

/// Where values are densest: the largest of a Gaussian kernel's density (Parzen 1962) at one of 512 places between the
/// 2 and 98 % points, with Silverman's bandwidth 0.9 min(robust SD, SD) n^-0.2 (1986, equation 3.31). NaN values are
/// passed over; the median where all places are alike, NaN for none.
double densityMode(std::vector<double> values);

}  // namespace vescargo
