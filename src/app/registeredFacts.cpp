#include "vescargo/app/registeredFacts.h"

#include <OpenMS/APPLICATIONS/ParameterInformation.h>
#include <OpenMS/DATASTRUCTURES/DataValue.h>

#include <cmath>
#include <limits>

#include "vescargo/app/parseArguments.h"
#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

/// TOPP's way to say that there is no limit is the largest number.
template <class Number>
double limitOf(Number given) {
  const auto number = static_cast<double>(given);
  const bool none = std::abs(number) == static_cast<double>(std::numeric_limits<Number>::max());
  return none ? std::copysign(std::numeric_limits<double>::infinity(), number) : number;
}

}  // namespace

OptionFacts registeredFacts(const OpenMS::ParameterInformation& known, std::string_view topic) {
  using Registered = OpenMS::ParameterInformation;
  OptionFacts facts{known.name, std::string(topic), Takes::Text, known.argument, known.description, ""};
  facts.required = known.required;
  facts.isBasic = !known.advanced;
  auto& names = facts.isFile() ? facts.formats : facts.choices;
  names.assign(known.valid_strings.begin(), known.valid_strings.end());
  const OpenMS::DataValue byDefault = known.default_value;
  switch (known.type) {
    case Registered::FLAG:
      facts.takes = Takes::Nothing;
      facts.argument = "";
      break;
    case Registered::INT:
      facts.takes = Takes::Whole;
      facts.limits = {limitOf(known.min_int), limitOf(known.max_int)};
      facts.defaultText = byDefault.toString();
      break;
    case Registered::DOUBLE:
    case Registered::DOUBLELIST:
      facts.takes = known.type == Registered::DOUBLE ? Takes::Number : Takes::Numbers;
      facts.limits = {limitOf(known.min_float), limitOf(known.max_float)};
      if (known.type == Registered::DOUBLE) facts.defaultText = formatNumber(static_cast<double>(byDefault));
      break;
    case Registered::STRINGLIST:
    case Registered::INPUT_FILE_LIST:
    case Registered::OUTPUT_FILE_LIST:
      facts.takes = Takes::Texts;
      for (const auto& text : byDefault.toStringList())
        facts.defaultText += (facts.defaultText.empty() ? "" : " ") + shellQuoted(text);
      break;
    default:
      if (const std::string text = byDefault.toString(); !text.empty()) facts.defaultText = shellQuoted(text);
  }
  return facts;
}

}  // namespace vescargo
