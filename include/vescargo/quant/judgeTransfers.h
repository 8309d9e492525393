#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "vescargo/quant/IonTarget.h"
#include "vescargo/quant/RunQuality.h"
#include "vescargo/quant/extractTraces.h"

namespace vescargo {

/// What a trace was looked for as.
enum class TransferKind {
  Target,        ///< a peptide that another run identified
  WrongMass,     ///< the same, where there is no such peptide: 11 average nucleons heavier
  DecoyPeptide,  ///< a decoy that another run identified at the same limits
};

/// A trace that was found for an ion which the run did not identify.
struct FoundTransfer {
  static constexpr std::size_t featureCount = 11;
  TransferKind kind = TransferKind::Target;
  std::uint32_t run = 0;
  std::uint32_t ion = 0;
  std::uint32_t target = 0;  ///< index among the run's targets, for TransferKind::Target
  int fold = 0;              ///< of cross-validation: the same for all of a peptide
  float peptideScore = 0;    ///< the best that its peptide has in any run (Psm::score)
  double mz = 0;             ///< measured
  float apexRtSeconds = 0;
  float widthSeconds = 0;
  std::array<float, featureCount> features{};
};

/// Features of a trace, the higher the better but for the indicators. The intensity in other runs is not among them: it
/// would prefer ions that do not change.
std::array<float, FoundTransfer::featureCount> transferFeatures(const IonTarget& target, const IonTrace& trace,
                                                                const RunQuality& run);

/// The wrong place of a target: 11 * 1.000508 Da heavier (Yu 2021), beyond its own isotopes and where peptides of the
/// next masses are. As much lighter where the run has several lanes and the scan windows of the target's end before
/// that.
IonTarget wrongMass(const IonTarget& target, const std::vector<Lane>& lanes);

/// q-values of the transfers, as `found`; 1 for those that are not targets. A transfer is wrong when the signal is not
/// the peptide's, which wrong masses tell, or when the donor run never had the peptide, which decoy peptides tell. The
/// signal's score is that of learnScores, targets against wrong masses. Either score gives a posterior error by a
/// logistic curve, transfers are ranked by the sum of the two, and the FDR at a rank is that of qValues with wrong
/// masses and decoy peptides together, each counted once (as PIP-ECHO does with random times; Solivais 2025). Of
/// targets of one run with the same peak only the one with the best signal stays in the running.
std::vector<double> judgeTransfers(const std::vector<FoundTransfer>& found);

}  // namespace vescargo
