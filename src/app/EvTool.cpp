#include "vescargo/app/EvTool.h"

#include <OpenMS/CONCEPT/LogStream.h>
#include <OpenMS/CONCEPT/VersionInfo.h>
#include <OpenMS/DATASTRUCTURES/DataValue.h>
#include <omp.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "vescargo/app/buildVersion.h"
#include "vescargo/app/guarded.h"
#include "vescargo/app/helpText.h"
#include "vescargo/app/iniFile.h"
#include "vescargo/app/manualPages.h"
#include "vescargo/app/rawFiles.h"
#include "vescargo/app/registeredFacts.h"
#include "vescargo/app/usableCores.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/memory.h"
#include "vescargo/openms/chemistry.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

std::string placeOf(const std::string& path) { return fs::weakly_canonical(path).string(); }

std::vector<OpenMS::String> toOpenMs(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

void requireThere(const std::string& path, const std::string& option) {
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "there is no such file",
                "check the name and the folder given to -" + option);
}

void requireWritable(const std::string& path, const std::string& option) {
  if (isDevice(path)) return;
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (status.type() == fs::file_type::none)
    throw Error(ExitCode::CannotWrite, path, "cannot be written (" + failure.message() + ")",
                "give another file name to -" + option);
  if (fs::is_directory(status))
    throw Error(ExitCode::CannotWrite, path, "is a folder", "give a file name to -" + option);
  const std::string folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
  checkWritable(folder);
  removeLeftovers(folder);
}

constexpr const char* recordPort = "out_run";

void prepareEnvironment() {
  ::setenv("OPENMS_DISABLE_UPDATE_CHECK", "ON", 1);
  OpenMS::OpenMS_Log_info.remove(std::cout);
  OpenMS::OpenMS_Log_info.insert(std::cerr);
  // Its warnings of files that it reads well go to stdout, which is for data.
  OpenMS::OpenMS_Log_warn.remove(std::cout);
}

}  // namespace

EvTool::EvTool(const std::string& name, const std::string& description, const std::string& example)
    : TOPPBase(name, description, false), name_(name), description_(description), example_(example) {
  version_ = VESCARGO_VERSION;
  verboseVersion_ = buildVersion() + ", OpenMS " + OpenMS::VersionInfo::getVersion();
}

int EvTool::run(int argc, const char** argv) {
  prepareEnvironment();
  registerOptionsAndFlags_();
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (answered(arguments)) return 0;
  commandLine_ = name_;
  bool written = false;
  const int refused = guarded(pipes_, commandLine_, [&] {
    takeArguments(arguments);
    written = wroteInstead();
  });
  return refused != 0 || written ? refused : runAsTopp();
}

/// What is asked of the program itself, and of no study.
bool EvTool::answered(const std::vector<std::string>& arguments) const {
  for (const std::string& argument : arguments) {
    const std::string_view asked = std::string_view(argument).substr(argument.starts_with("--") ? 1 : 0);
    if (asked == "-h" || asked == "-help")
      std::cout << helpText(program(), HelpDepth::Basic, terminalWidth());
    else if (asked == "-helphelp")
      std::cout << helpText(program(), HelpDepth::Everything, terminalWidth());
    else if (asked == "-version")
      std::cout << name_ << " " << buildVersion() << " (OpenMS " << OpenMS::VersionInfo::getVersion() << ")\n";
    else
      continue;
    return true;
  }
  return false;
}

void EvTool::takeArguments(const std::vector<std::string>& arguments) {
  given_ = parseArguments(program(), arguments);
  commandLine_ = commandLineOf(name_, given_);
  std::vector<GivenOption> all = given_, fromIni;
  if (const std::string path = valueOf(given_, "ini"); !path.empty()) {
    const std::string instance = valueOf(given_, "instance");
    fromIni = readIni(program(), path, instance.empty() ? "1" : instance);
    all.insert(all.end(), fromIni.begin(), fromIni.end());
  }
  threads_ = valueOf(all, "threads");
  log_ = valueOf(all, "log");
  takePreset(fromIni);
}

void EvTool::takePreset(const std::vector<GivenOption>& fromIni) {
  std::string name = valueOf(given_, PresetOptions::option);
  if (name.empty()) name = valueOf(fromIni, PresetOptions::option);
  if (name.empty() || name == PresetOptions::none) return;
  preset_ = applyPreset(program(), name, given_, fromIni);
  given_.insert(given_.end(), preset_.added.begin(), preset_.added.end());
}

void EvTool::notePreset(Journal& journal) const {
  if (preset_.file.empty()) return;
  journal.input(preset_.file);
  journal.step("preset", preset_.words);
}

/// Threads and log are ours: TOPPBase would take one thread, and remove an empty log, be it a device.
int EvTool::runAsTopp() {
  const int threads = threads_.empty() || threads_ == "0" ? usableCores() : std::stoi(threads_);
  std::vector<std::string> arguments{name_, "-threads", std::to_string(threads), "-log", ""};
  for (const GivenOption& option : given_) {
    if (option.name == "threads" || option.name == "log") continue;
    arguments.push_back("-" + option.name);
    arguments.insert(arguments.end(), option.values.begin(), option.values.end());
  }
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  return TOPPBase::main(static_cast<int>(pointers.size()), pointers.data());
}

void EvTool::registerOptionsAndFlags_() {
  if (!options_.empty()) return;
  declare();
  declareOutput(recordPort, "Run record (run.json); beside the first output where not given", {"json"}, Need::Optional);
  MemoryOptions defaults;
  topic_ = MemoryOptions::topic;
  MemoryOptions::describe(defaults, [this](auto&&... described) { declareOption(described...); });
}

EvTool::ExitCodes EvTool::main_(int /*argc*/, const char** /*argv*/) {
  // TOPPBase has said what it had to say; its closing line about seconds is no news.
  OpenMS::OpenMS_Log_info.remove(std::cerr);
  // What OpenMS logs of a broken file comes as an exception too, and is told once.
  OpenMS::OpenMS_Log_error.remove(std::cerr);
  OpenMS::OpenMS_Log_fatal.remove(std::cerr);
  return static_cast<ExitCodes>(guarded(pipes_, commandLine_, [this] {
    const Progressing progressing = getFlag_("no_progress") ? Progressing::Silent : Progressing::Told;
    if (const double most = options<MemoryOptions>().maxMemory; most > 0)
      limitMemory(static_cast<std::size_t>(most * 1e9));
    if (isInstead()) {
      checkInstead();
      startLog();
      Journal journal(newRecord(), progressing);
      return execute(journal);
    }
    checkFiles();
    takePipes();
    startLog();
    Journal journal(newRecord(), progressing);
    notePreset(journal);
    Journal::tell("Using " + std::to_string(omp_get_max_threads()) +
                  (omp_get_max_threads() == 1 ? " thread" : " threads"));
    execute(journal);
    for (const InputFile& input : journal.record().inputs) requireUnchanged(input);
    writeRecord(journal.record());
  }));
}

void EvTool::declareInput(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                          Need need) {
  registerInputFile_(name, "<file>", "", text, need == Need::Required);
  setValidFormats_(name, toOpenMs(formats), false);
  files_.push_back({name, FileKind::Input, need, formats});
}

void EvTool::declareInputs(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                           Need need) {
  registerInputFileList_(name, "<files>", {}, text, need == Need::Required);
  setValidFormats_(name, toOpenMs(formats), false);
  files_.push_back({name, FileKind::Inputs, need, formats});
}

void EvTool::declareOutput(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                           Need need) {
  registerOutputFile_(name, "<file>", "", text, need == Need::Required);
  setValidFormats_(name, toOpenMs(formats), false);
  files_.push_back({name, FileKind::Output, need});
}

void EvTool::declareOutputs(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                            Need need) {
  registerOutputFileList_(name, "<files>", {}, text, need == Need::Required);
  setValidFormats_(name, toOpenMs(formats), false);
  files_.push_back({name, FileKind::Outputs, need});
}

void EvTool::declareInputFolder(const std::string& name, const std::string& text) {
  registerStringOption_(name, "<folder>", "", text, false);
  files_.push_back({name, FileKind::InputFolder, Need::Optional});
}

void EvTool::declareOutputFolder(const std::string& name, const std::string& text) {
  registerStringOption_(name, "<folder>", "", text, false);
  files_.push_back({name, FileKind::OutputFolder, Need::Optional});
}

void EvTool::declarePresets() {
  declareOptions<PresetOptions>();
  setValidStrings_(std::string(PresetOptions::option), toOpenMs(presetNames()));
}

void EvTool::declareInstead(const std::string& name, const std::string& text, const std::vector<std::string>& needs) {
  registerStringOption_(name, "<file>", "", text, false);
  instead_ = name;
  needs_ = needs;
}

std::string EvTool::file(const std::string& name) const {
  return pipes_.opened(OpenMS::DataValue(getParam_().getValue(name)).toString());
}

std::vector<std::string> EvTool::files(const std::string& name) const {
  const auto given = OpenMS::DataValue(getParam_().getValue(name)).toStringList();
  std::vector<std::string> opened;
  for (const auto& path : given) opened.push_back(pipes_.opened(path));
  return opened;
}

std::string EvTool::resultFolder(const std::string& name) {
  if (std::string given = file(name); !given.empty()) return given;
  if (!scratch_) scratch_.emplace(givenOutputs().front());
  return scratch_->path();
}

void EvTool::copyWhereAsked(const std::string& from, const std::string& name) const {
  const std::string to = file(name);
  if (to.empty()) return;
  std::ifstream in(from, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) throw Error(ExitCode::Unreadable, from, "cannot be read", "check its permissions");
  writeFile(to, content.str());
}

bool EvTool::takesRuns(const DeclaredFile& declared) {
  return std::find(declared.formats.begin(), declared.formats.end(), "mzML") != declared.formats.end();
}

/// Inputs that are pipes are read, outputs that are pipes have somebody who reads them.
void EvTool::takePipes() {
  for (const DeclaredFile& declared : files_) {
    for (const std::string& path : pathsOf(declared)) {
      if (!Pipes::isPipe(path)) continue;
      if (declared.kind == FileKind::Output || declared.kind == FileKind::Outputs) {
        if (!path.starts_with("/dev/")) pipes_.awaitReader(path);
        continue;
      }
      if (takesRuns(declared))
        throw Error(ExitCode::Unreadable, path, "is a pipe, and runs are known by the names of their files",
                    "give a file to -" + declared.name);
      pipes_.readWhole(path);
    }
  }
}

std::vector<std::string> EvTool::pathsOf(const DeclaredFile& declared) const {
  if (declared.kind == FileKind::Inputs || declared.kind == FileKind::Outputs) return files(declared.name);
  const std::string path = file(declared.name);
  return path.empty() ? std::vector<std::string>{} : std::vector<std::string>{path};
}

void EvTool::checkInstead() const {
  for (const DeclaredFile& declared : files_) {
    if (std::find(needs_.begin(), needs_.end(), declared.name) == needs_.end()) continue;
    if (pathsOf(declared).empty())
      throw Error(ExitCode::MissingParameter, "-" + declared.name, "is not given, and -" + instead_ + " needs it",
                  "see " + name_ + " --help");
    for (const std::string& path : pathsOf(declared)) requireThere(path, declared.name);
  }
  const std::string path = file(instead_);
  std::error_code ignored;
  if (fs::exists(path, ignored) && !isDevice(path))
    throw Error(ExitCode::CannotWrite, path, "is there already and is not overwritten",
                "give another name to -" + instead_ + ", or remove it");
  requireWritable(path, instead_);
}

void EvTool::checkFiles() const {
  for (const DeclaredFile& declared : files_) {
    const bool needed =
        declared.need == Need::Required || (declared.kind == FileKind::OutputFolder && givenOutputs().empty());
    if (needed && pathsOf(declared).empty())
      throw Error(ExitCode::MissingParameter, "-" + declared.name, "is not given", "see " + name_ + " --help");
  }
  for (const DeclaredFile& declared : files_) {
    for (const std::string& path : pathsOf(declared)) {
      switch (declared.kind) {
        case FileKind::Input:
        case FileKind::Inputs:
        case FileKind::InputFolder:
          if (takesRuns(declared)) refuseRawFile(path, declared.name);
          requireThere(path, declared.name);
          break;
        case FileKind::Output:
        case FileKind::Outputs:
          requireWritable(path, declared.name);
          break;
        case FileKind::OutputFolder:
          checkWritable(path);
          for (const char* part : {"", "/cache", "/truth"}) removeLeftovers(path + part);
          break;
      }
    }
  }
  checkOutputsApart();
}

/// Of all input files, and of those in input folders.
std::vector<std::string> EvTool::inputPlaces() const {
  std::vector<std::string> places;
  for (const DeclaredFile& declared : files_) {
    const bool input = declared.kind == FileKind::Input || declared.kind == FileKind::Inputs;
    for (const std::string& path : pathsOf(declared)) {
      if (input && !isDevice(path) && !Pipes::isPipe(path)) places.push_back(placeOf(path));
      if (declared.kind != FileKind::InputFolder) continue;
      std::error_code ignored;
      for (const auto& entry : fs::directory_iterator(path, ignored)) places.push_back(placeOf(entry.path().string()));
    }
  }
  return places;
}

void EvTool::checkOutputsApart() const {
  std::vector<std::string> taken = inputPlaces();
  const auto take = [&](const std::string& path, const std::string& where, const std::string& what) {
    const std::string place = placeOf(path);
    if (std::find(taken.begin(), taken.end(), place) != taken.end())
      throw Error(ExitCode::BadParameter, where, inQuotes(path) + what, "give a name that is no other input or output");
    taken.push_back(place);
  };
  for (const DeclaredFile& declared : files_) {
    if (declared.kind != FileKind::Output && declared.kind != FileKind::Outputs) continue;
    for (const std::string& path : pathsOf(declared)) {
      if (!isDevice(path)) take(path, "-" + declared.name, " is given twice");
    }
  }
  if (!log_.empty() && !isDevice(log_)) take(log_, "-log", " would be added to, and is an input or output");
  auto others = folderOutputs();
  if (const std::string record = recordPath(); !record.empty()) others.push_back(record);
  for (const std::string& path : others)
    take(path, "-out", " would be written, and is an input or output of another name");
}

/// Files, in the order in which they are declared.
std::vector<std::string> EvTool::givenOutputs() const {
  std::vector<std::string> outputs;
  for (const DeclaredFile& declared : files_) {
    if (declared.kind != FileKind::Output && declared.kind != FileKind::Outputs) continue;
    const auto paths = pathsOf(declared);
    outputs.insert(outputs.end(), paths.begin(), paths.end());
  }
  return outputs;
}

/// In the output folder, else, unless it has a port, beside the first output; empty where that is a device.
std::string EvTool::recordPath() const {
  for (const DeclaredFile& declared : files_) {
    if (declared.kind == FileKind::OutputFolder && !pathsOf(declared).empty()) return file(declared.name) + "/run.json";
  }
  if (!file(recordPort).empty()) return "";
  const auto outputs = givenOutputs();
  return outputs.empty() || isDevice(outputs.front()) ? "" : outputs.front() + ".run.json";
}

RunRecord EvTool::newRecord() const {
  RunRecord record{name_, buildVersion(), OpenMS::VersionInfo::getVersion(), commandLine_, {}, {}, {}, {}, {}};
  for (const auto& recorder : recorders_) {
    const auto values = recorder();
    record.parameters.insert(record.parameters.end(), values.begin(), values.end());
  }
  return record;
}

void EvTool::writeRecord(RunRecord record) const {
  for (InputFile& input : record.inputs) input.path = pipes_.named(input.path);
  auto written = givenOutputs();
  for (const std::string& path : folderOutputs()) written.push_back(path);
  std::error_code ignored;
  for (const std::string& path : written) {
    if (!isDevice(path) && path != file(recordPort) && fs::exists(path, ignored))
      record.outputs.push_back(checksum(path));
  }
  for (const std::string& path : {recordPath(), file(recordPort)}) {
    if (!path.empty()) writeFile(path, runRecordJson(record));
  }
}

void EvTool::startLog() {
  if (log_.empty()) return;
  requireWritable(log_, "log");
  logFile_.emplace(log_);
}

/// TOPPBase's file of parameters, with names for what OpenMS knows by name.
std::string EvTool::parameters() {
  for (const auto& [option, topic] : options_) {
    if (option == "enzyme") setValidStrings_(option, toOpenMs(enzymeNames()));
    if (option.ends_with("_modifications") && option != "max_variable_modifications")
      setValidStrings_(option, toOpenMs(modificationNames()));
  }
  const std::string written = textThrough([&](const std::string& memory) {
    std::vector<const char*> arguments{name_.c_str(), "-write_ini", memory.c_str()};
    const std::string ini = valueOf(given_, "ini"), instance = valueOf(given_, "instance");
    if (!ini.empty()) arguments.insert(arguments.end(), {"-ini", ini.c_str()});
    if (!instance.empty()) arguments.insert(arguments.end(), {"-instance", instance.c_str()});
    if (TOPPBase::main(static_cast<int>(arguments.size()), arguments.data()) != EXECUTION_OK)
      throw Error(ExitCode::CannotWrite, memory, "cannot be written", "make room for temporary files");
  });
  return withOurThreads(written, threads_.empty());
}

/// Descriptions of the program in place of its work.
bool EvTool::wroteInstead() {
  const ProgramFacts facts = program();
  const auto inFolder = [&](const std::string& option, const std::string& ending) {
    return (fs::path(valueOf(given_, option)) / (name_ + ending)).string();
  };
  if (isGiven(given_, "write_ini")) writeFile(valueOf(given_, "write_ini"), parameters());
  if (isGiven(given_, "write_ctd")) writeFile(inFolder("write_ctd", ".ctd"), ctdText(facts, parameters()));
  if (isGiven(given_, "write_manual")) {
    writeFile(inFolder("write_manual", ".md"), markdownPage(facts));
    writeFile(inFolder("write_manual", ".1"), manPage(facts, VESCARGO_VERSION));
    writeFile(inFolder("write_manual", ".bash"), bashCompletion(facts));
  }
  return isGiven(given_, "write_ini") || isGiven(given_, "write_ctd") || isGiven(given_, "write_manual");
}

ProgramFacts EvTool::program() const {
  ProgramFacts facts{name_, description_, example_, {}};
  const auto add = [&](const std::string& name, std::string_view topic) {
    facts.options.push_back(registeredFacts(findEntry_(name), topic));
  };
  for (const DeclaredFile& declared : files_) add(declared.name, OptionFacts::filesTopic);
  if (!instead_.empty()) add(instead_, OptionFacts::filesTopic);
  for (const auto& [name, topic] : options_) add(name, topic);
  const auto common = commonOptions();
  facts.options.insert(facts.options.end(), common.begin(), common.end());
  return facts;
}

}  // namespace vescargo
