#include "vescargo/search/decoyNaming.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "vescargo/base/Error.h"
#include "vescargo/base/lowerCase.h"

namespace vescargo {

namespace {

constexpr std::string_view ownMark = "DECOY_";

/// "DECOY_" of "DECOY1_".
std::string withoutDigits(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isdigit(c) != 0; });
  return text;
}

std::string withoutAffix(std::string_view accession, const DecoyAffix& affix) {
  const std::size_t rest = accession.size() - affix.text.size();
  return std::string(affix.prefix ? accession.substr(affix.text.size()) : accession.substr(0, rest));
}

using Bearers = std::map<DecoyAffix, std::vector<std::string>>;

/// "ENSP0.0" of "ENSP00000295897.4": how a database calls its proteins.
std::string shapeOf(std::string_view name) {
  std::string shape;
  for (const char letter : name) {
    const bool digit = std::isdigit(static_cast<unsigned char>(letter)) != 0;
    if (!digit) shape += letter;
    if (digit && !shape.ends_with('0')) shape += '0';
  }
  return shape;
}

/// What tells whether names with an affix are decoys.
class Judge {
 public:
  Judge(const std::set<std::string>& accessions, const std::set<std::string_view>& database)
      : accessions_(accessions), database_(database) {
    for (const std::string& name : accessions) {
      if (decoyAffixOf(name).text.empty()) shapes_.insert(shapeOf(name));
    }
  }

  /// Without it half or more are called as targets are.
  bool isOfTargets(const DecoyAffix& affix, const std::vector<std::string>& names) const {
    const auto paired = std::count_if(names.begin(), names.end(), [&](const std::string& name) {
      const std::string target = withoutAffix(name, affix);
      return accessions_.contains(target) || database_.contains(target) || isUniProt(target);
    });
    return 2 * static_cast<std::size_t>(paired) >= names.size();
  }

  /// The only affix of a result may be of decoys whose targets are not in it.
  bool mayBeUsual(const DecoyAffix& affix, const std::vector<std::string>& names) const {
    if (isOfTargets(affix, names)) return true;
    const auto inDatabase =
        std::count_if(names.begin(), names.end(), [&](const std::string& name) { return database_.contains(name); });
    if (2 * static_cast<std::size_t>(inDatabase) > names.size()) return false;
    const bool alike = shapes_.contains(shapeOf(withoutAffix(names.front(), affix)));
    return names.size() > 1 || alike || lowerCase(affix.text).find("decoy") != std::string::npos;
  }

 private:
  const std::set<std::string>& accessions_;
  const std::set<std::string_view>& database_;
  std::set<std::string> shapes_;
};

std::string inWords(const DecoyAffix& affix) { return (affix.prefix ? "prefix " : "suffix ") + inQuotes(affix.text); }

}  // namespace

bool DecoyNaming::isDecoy(std::string_view accession) const {
  if (affix.text.empty()) return false;
  if (accession.starts_with(ownMark)) return true;
  if (!others.empty() && std::find(others.begin(), others.end(), decoyAffixOf(accession)) != others.end()) return true;
  if (affix.prefix ? accession.starts_with(affix.text) : accession.ends_with(affix.text)) return true;
  if (!affix.prefix || withoutDigits(affix.text) == affix.text) return false;
  const DecoyAffix own = decoyAffixOf(accession);
  return own.prefix && withoutDigits(own.text) == withoutDigits(affix.text);
}

std::string DecoyNaming::targetOf(std::string_view decoy) const { return withoutAffix(decoy, decoyAffixOf(decoy)); }

std::string DecoyNaming::text() const {
  std::string words = affix.text.empty() ? "none" : inWords(affix);
  for (const DecoyAffix& other : others) words += " and " + inWords(other);
  return words;
}

DecoyNaming nameDecoys(const std::vector<std::string>& accessions, const std::set<std::string_view>& database) {
  const std::set<std::string> distinct(accessions.begin(), accessions.end());
  const Judge judge(distinct, database);
  Bearers bearers;
  for (const std::string& accession : distinct) {
    const DecoyAffix affix = decoyAffixOf(accession);
    if (!affix.text.empty()) bearers[affix].push_back(accession);
  }
  DecoyNaming naming;
  for (const auto& [affix, names] : bearers) {
    if (names.size() <= naming.decoys || !judge.mayBeUsual(affix, names)) continue;
    naming.decoys = names.size();
    naming.affix = affix;
  }
  for (const auto& [affix, names] : bearers) {
    if (affix != naming.affix && judge.isOfTargets(affix, names)) naming.others.push_back(affix);
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
