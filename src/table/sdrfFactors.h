#pragma once

#include <string>
#include <vector>

#include "SdrfColumns.h"
#include "vescargo/table/StudyOptions.h"

namespace vescargo {

/// Which columns of an SDRF are time point and group.
struct SdrfFactors {
  std::string time;
  std::string group;                ///< empty where no factor is one
  std::vector<std::string> others;  ///< factors that vary too
  std::vector<std::string> notes;
};

/// The factor that differs within subjects is the time point (where several do, the one that is called a time, unless
/// others differ within a subject at one time), the one that is constant within subjects the group. Factors of the same
/// samples are one. Where none differs within subjects, the one that varies is the time point, as for subjects who
/// were seen once. Throws CorruptContent where no factor varies or several may be meant, and BadParameter for a name
/// in `options` that is no column.
SdrfFactors chooseFactors(const SdrfColumns& columns, const StudyOptions& options, const std::string& path);

}  // namespace vescargo
