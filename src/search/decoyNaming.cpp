#include "vescargo/search/decoyNaming.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

constexpr std::string_view ownMark = "DECOY_";

/// "DECOY_" of "DECOY1_".
std::string withoutDigits(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isdigit(c) != 0; });
  return text;
}

}  // namespace

bool DecoyNaming::isDecoy(std::string_view accession) const {
  if (affix.text.empty()) return false;
  if (accession.starts_with(ownMark)) return true;
  if (affix.prefix ? accession.starts_with(affix.text) : accession.ends_with(affix.text)) return true;
  if (!affix.prefix || withoutDigits(affix.text) == affix.text) return false;
  const DecoyAffix own = decoyAffixOf(accession);
  return own.prefix && withoutDigits(own.text) == withoutDigits(affix.text);
}

std::string DecoyNaming::targetOf(std::string_view decoy) const {
  const DecoyAffix own = decoyAffixOf(decoy);
  const std::size_t rest = decoy.size() - own.text.size();
  return std::string(own.prefix ? decoy.substr(own.text.size()) : decoy.substr(0, rest));
}

std::string DecoyNaming::text() const {
  return affix.text.empty() ? "none" : (affix.prefix ? "prefix " : "suffix ") + inQuotes(affix.text);
}

DecoyNaming nameDecoys(const std::vector<std::string>& accessions) {
  const std::set<std::string> distinct(accessions.begin(), accessions.end());
  std::map<DecoyAffix, std::size_t> count;
  for (const std::string& accession : distinct) {
    const DecoyAffix affix = decoyAffixOf(accession);
    if (!affix.text.empty()) ++count[affix];
  }
  DecoyNaming naming;
  for (const auto& [affix, times] : count) {
    if (times <= naming.decoys) continue;
    naming.decoys = times;
    naming.affix = affix;
  }
  naming.decoys = static_cast<std::size_t>(std::count_if(
      distinct.begin(), distinct.end(), [&](const std::string& accession) { return naming.isDecoy(accession); }));
  naming.targets = distinct.size() - naming.decoys;
  for (const std::string& accession : distinct) {
    if (naming.isDecoy(accession) && distinct.contains(naming.targetOf(accession))) ++naming.paired;
  }
  return naming;
}

DecoyNaming detectDecoys(const std::vector<Protein>& proteins) {
  std::vector<std::string> accessions;
  accessions.reserve(proteins.size());
  for (const Protein& protein : proteins) accessions.push_back(protein.accession);
  DecoyNaming naming = nameDecoys(accessions);
  if (naming.decoys > 0 && (2 * naming.decoys < naming.targets || naming.decoys > 2 * naming.targets))
    throw Error(ExitCode::CorruptContent, "-fasta",
                "holds " + std::to_string(naming.decoys) + " decoys (" + naming.text() + ") for " +
                    std::to_string(naming.targets) + " targets, which is no target-decoy database",
                "give one decoy for each target, or leave the decoys out");
  return naming;
}

}  // namespace vescargo
