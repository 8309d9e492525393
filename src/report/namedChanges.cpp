#include "vescargo/report/namedChanges.h"

#include "vescargo/report/reportWords.h"

namespace vescargo {

std::vector<NamedChanges> namedChanges(const Comparison& comparison) {
  std::vector<NamedChanges> classes;
  for (const ChangeVerdict verdict : {ChangeVerdict::Robust, ChangeVerdict::Explained, ChangeVerdict::NotSeparable,
                                      ChangeVerdict::Unmasked, ChangeVerdict::Marker}) {
    NamedChanges named{verdict, {}, 0};
    for (std::size_t i = 0; i < comparison.changes.size(); ++i) {
      if (comparison.changes[i].verdict != verdict) continue;
      if (named.shown.size() < NamedChanges::most)
        named.shown.push_back(i);
      else
        ++named.more;
    }
    if (!named.shown.empty()) classes.push_back(named);
  }
  return classes;
}

std::string changeId(std::size_t number, std::size_t place) {
  return "change" + std::to_string(number) + "-" + std::to_string(place + 1);
}

std::string changeName(const Change& change) { return shortened(change.gene.empty() ? change.protein : change.gene); }

}  // namespace vescargo
