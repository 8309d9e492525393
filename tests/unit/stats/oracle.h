#pragma once

#include <Eigen/Core>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "base/source.h"
#include "vescargo/base/Tsv.h"

namespace vescargo::test {

/// What R said: a table of a folder of tests/oracle.
inline TsvFile oracle(const std::string& name, const std::string& folder = "limma") {
  return readTsv(inSource("tests/oracle/" + folder + "/" + name + ".tsv"));
}

inline Eigen::VectorXd column(const TsvFile& file, const std::string& name) {
  const std::size_t at = file.requiredColumn(name);
  Eigen::VectorXd values(static_cast<Eigen::Index>(file.rows.size()));
  for (std::size_t i = 0; i < file.rows.size(); ++i)
    values[static_cast<Eigen::Index>(i)] = parseNumber(file.rows[i].cells[at]).value();
  return values;
}

inline Eigen::MatrixXd columnsFrom(const TsvFile& file, std::size_t first) {
  Eigen::MatrixXd values(static_cast<Eigen::Index>(file.rows.size()),
                         static_cast<Eigen::Index>(file.header.size() - first));
  for (std::size_t j = first; j < file.header.size(); ++j)
    values.col(static_cast<Eigen::Index>(j - first)) = column(file, file.header[j]);
  return values;
}

/// Digits to which all numbers agree: -log10 of the largest difference over the size of theirs. 17 for the same bits,
/// minus infinity where only one is a number.
inline double digits(const Eigen::VectorXd& ours, const Eigen::VectorXd& theirs) {
  REQUIRE(ours.size() == theirs.size());
  double least = 17;
  for (Eigen::Index i = 0; i < ours.size(); ++i) {
    if (ours[i] == theirs[i] || (std::isnan(ours[i]) && std::isnan(theirs[i]))) continue;
    const double agreed = -std::log10(std::abs(ours[i] - theirs[i]) / std::abs(theirs[i]));
    least = std::min(least, std::isnan(agreed) ? -std::numeric_limits<double>::infinity() : agreed);
  }
  return least;
}

}  // namespace vescargo::test
