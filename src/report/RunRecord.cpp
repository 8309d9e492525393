#include "vescargo/report/RunRecord.h"

#include <nlohmann/json.hpp>

#include "vescargo/base/Error.h"

namespace vescargo {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
  throw Error(ExitCode::CorruptContent, path, what, "give a run.json that Vescargo wrote");
}

const Json& memberOf(const Json& object, const char* name, const std::string& path) {
  if (!object.is_object() || !object.contains(name)) refuse(path, "has no " + inQuotes(name));
  return object.at(name);
}

std::string textOf(const Json& value, const char* name, const std::string& path) {
  if (!value.is_string()) refuse(path, inQuotes(name) + " holds something that is no text");
  return value.get<std::string>();
}

std::string textMember(const Json& object, const char* name, const std::string& path) {
  return textOf(memberOf(object, name, path), name, path);
}

const Json& listMember(const Json& object, const char* name, const std::string& path) {
  const Json& list = memberOf(object, name, path);
  if (!list.is_array()) refuse(path, inQuotes(name) + " is no list");
  return list;
}

InputFile inputOf(const Json& entry, const std::string& path) {
  const Json& bytes = memberOf(entry, "bytes", path);
  if (!bytes.is_number_unsigned()) refuse(path, "\"bytes\" holds something that is no whole number from 0");
  return {textMember(entry, "path", path), bytes.get<std::uint64_t>(), textMember(entry, "sha256", path)};
}

Json filesJson(const std::vector<InputFile>& files) {
  Json list = Json::array();
  for (const InputFile& file : files)
    list.push_back(Json{{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  return list;
}

Json parse(const std::string& json, const std::string& path) {
  try {
    return Json::parse(json);
  } catch (const Json::parse_error& error) {
    refuse(path, "is no JSON (byte " + std::to_string(error.byte) + ")");
  } catch (const Json::out_of_range&) {
    refuse(path, "has a number beyond those of a computer");
  }
}

}  // namespace

std::string runRecordJson(const RunRecord& record) {
  Json parameters = Json::object();
  for (const auto& [name, value] : record.parameters) parameters[name] = value;
  Json steps = Json::array();
  for (const auto& step : record.steps) steps.push_back(Json{{"name", step.name}, {"text", step.text}});
  const Json whole{{"tool", record.tool},
                   {"version", record.version},
                   {"openms_version", record.openmsVersion},
                   {"command_line", record.commandLine},
                   {"parameters", std::move(parameters)},
                   {"inputs", filesJson(record.inputs)},
                   {"steps", std::move(steps)},
                   {"warnings", record.warnings},
                   {"outputs", filesJson(record.outputs)}};
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

RunRecord parseRunRecord(const std::string& json, const std::string& path) {
  const Json whole = parse(json, path);
  RunRecord record;
  record.tool = textMember(whole, "tool", path);
  record.version = textMember(whole, "version", path);
  record.openmsVersion = textMember(whole, "openms_version", path);
  record.commandLine = textMember(whole, "command_line", path);
  const Json& parameters = memberOf(whole, "parameters", path);
  if (!parameters.is_object()) refuse(path, "\"parameters\" is no object");
  for (const auto& [name, value] : parameters.items()) {
    record.parameters.emplace_back(name, textOf(value, "parameters", path));
  }
  for (const auto& entry : listMember(whole, "inputs", path)) record.inputs.push_back(inputOf(entry, path));
  for (const auto& entry : listMember(whole, "steps", path)) {
    record.steps.push_back({textMember(entry, "name", path), textMember(entry, "text", path)});
  }
  for (const auto& entry : listMember(whole, "warnings", path)) {
    record.warnings.push_back(textOf(entry, "warnings", path));
  }
  if (!whole.contains("outputs")) return record;
  for (const auto& entry : listMember(whole, "outputs", path)) record.outputs.push_back(inputOf(entry, path));
  return record;
}

}  // namespace vescargo
