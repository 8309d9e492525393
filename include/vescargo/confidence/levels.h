#pragma once

#include <vector>

#include "vescargo/search/Psm.h"

namespace vescargo {

/// Sets qValue and posteriorError of the matches of all runs together, by competition on Psm::score.
void setPsmLevel(std::vector<Psm>& psms);

/// Sets peptideQValue: competition of the best matches of modified sequences (I = L), over all runs.
void setPeptideLevel(std::vector<Psm>& psms);

}  // namespace vescargo
