#include "vescargo/app/iniFile.h"

#include <OpenMS/DATASTRUCTURES/DataValue.h>
#include <OpenMS/DATASTRUCTURES/Param.h>
#include <OpenMS/FORMAT/ParamXMLFile.h>

#include <algorithm>

#include "vescargo/openms/xmlDoor.h"
#include "vescargo/report/Html.h"

namespace vescargo {

namespace {

std::vector<std::string> valuesOf(const OpenMS::DataValue& value) {
  switch (value.valueType()) {
    case OpenMS::DataValue::STRING_LIST: {
      const auto texts = value.toStringList();
      return {texts.begin(), texts.end()};
    }
    case OpenMS::DataValue::DOUBLE_LIST: {
      std::vector<std::string> numbers;
      for (const double number : value.toDoubleList()) numbers.push_back(OpenMS::String(number));
      return numbers;
    }
    default:
      return {value.toString()};
  }
}

OpenMS::DataValue::DataType typeOf(Takes takes) {
  switch (takes) {
    case Takes::Whole:
      return OpenMS::DataValue::INT_VALUE;
    case Takes::Number:
      return OpenMS::DataValue::DOUBLE_VALUE;
    case Takes::Texts:
      return OpenMS::DataValue::STRING_LIST;
    case Takes::Numbers:
      return OpenMS::DataValue::DOUBLE_LIST;
    default:
      return OpenMS::DataValue::STRING_VALUE;
  }
}

/// The section's options, those of no section within it.
void takeSection(const ProgramFacts& program, const std::string& path, const OpenMS::Param& section,
                 std::vector<GivenOption>& given) {
  for (auto entry = section.begin(); entry != section.end(); ++entry) {
    const std::string name = entry.getName();
    if (name.find(':') != std::string::npos) continue;
    const std::string where = path + ": " + name;
    const auto known = std::find_if(program.options.begin(), program.options.end(),
                                    [&](const OptionFacts& option) { return option.name == name; });
    if (known == program.options.end()) refuseOption(program, where, name);
    const OpenMS::DataValue value = entry->value;
    if (value.valueType() != typeOf(known->takes))
      throw Error(ExitCode::BadParameter, where, "has a value of another type", "write the file anew by -write_ini");
    given.push_back({name, valuesOf(value)});
    for (const std::string& text : given.back().values) {
      if (known->takes == Takes::Nothing && text != "true" && text != "false")
        throw Error(ExitCode::BadParameter, where, inQuotes(text) + " is not known", "write true or false");
      requireValid(*known, text, where);
    }
  }
}

}  // namespace

std::vector<GivenOption> readIni(const ProgramFacts& program, const std::string& path, const std::string& instance) {
  requireParameters(path);
  OpenMS::Param all;
  OpenMS::ParamXMLFile().load(path, all);
  std::vector<GivenOption> given;
  for (const std::string& section :
       {program.name + ":" + instance + ":", "common:" + program.name + ":", std::string("common:")})
    takeSection(program, path, all.copy(section, true), given);
  return given;
}

std::string withOurThreads(std::string parameters, bool all) {
  const auto replace = [&](const std::string& theirs, const std::string& ours) {
    if (const std::size_t at = parameters.find(theirs); at != std::string::npos)
      parameters.replace(at, theirs.size(), ours);
  };
  if (all) replace("name=\"threads\" value=\"1\"", "name=\"threads\" value=\"0\"");
  replace("Sets the number of threads allowed to be used by the TOPP tool", escapeHtml(commonOptions().front().text));
  return parameters;
}

std::string ctdText(const ProgramFacts& program, std::string parameters) {
  parameters.erase(0, parameters.find("<PARAMETERS"));
  const std::string manual = program.description + "\n\nExample: " + program.name + " " + program.example +
                             "\n\nAll options: " + program.name + " --helphelp, or man " + program.name +
                             "\n\nTo cite: " + citation();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tool ctdVersion=\"1.7\" version=\"" VESCARGO_VERSION
         "\" name=\"" +
         program.name + "\" docurl=\"file://" VESCARGO_INSTALLED_DOCS "/tools/" + program.name +
         ".md\" category=\"Vescargo\">\n<description>" + escapeHtml(program.description) + "</description>\n<manual>" +
         escapeHtml(manual) + "</manual>\n" + parameters + "</tool>\n";
}

}  // namespace vescargo
