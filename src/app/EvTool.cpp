#include "vescargo/app/EvTool.h"

#include <OpenMS/CONCEPT/LogStream.h>
#include <OpenMS/CONCEPT/VersionInfo.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "vescargo/app/buildVersion.h"
#include "vescargo/app/faultReport.h"
#include "vescargo/app/rawFiles.h"
#include "vescargo/base/OutputFile.h"
#include "vescargo/base/memory.h"
#include "vescargo/openms/xmlDoor.h"
#include "vescargo/report/Html.h"

namespace vescargo {

namespace fs = std::filesystem;

namespace {

std::string placeOf(const std::string& path) { return fs::weakly_canonical(path).string(); }

std::vector<OpenMS::String> toOpenMs(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

/// Arguments as a shell would need them.
std::string quoted(const std::string& argument) {
  const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"\\$`*?[](){}<>|&;#!~") == std::string::npos;
  if (plain) return argument;
  std::string text = "'";
  for (const char letter : argument) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

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

/// Threads and memory change no byte of a result, so they are not part of how it was made.
constexpr const char* recordPort = "out_run";

bool changesNoByte(std::string_view argument) { return argument == "-threads" || argument == "-max_memory"; }

void prepareEnvironment() {
  ::setenv("OPENMS_DISABLE_UPDATE_CHECK", "ON", 1);
  // TOPPBase asks `stty` for the width of the terminal unless it is told, and that complains where there is none.
  ::setenv("COLUMNS", "120", 0);
  OpenMS::OpenMS_Log_info.remove(std::cout);
  OpenMS::OpenMS_Log_info.insert(std::cerr);
}

/// The one place where an error becomes a line and an exit code; names of pipes are those that were given.
template <class Work>
int guarded(const Pipes& pipes, const std::string& commandLine, const Work& work) {
  const auto told = [&](const std::string& text, ExitCode code) {
    std::cerr << "Error: " << pipes.named(text) << "\n";
    return static_cast<int>(code);
  };
  const auto toldFault = [&](const std::string& fault) {
    const std::string report = writeFaultReport(commandLine, fault);
    return told(fault + "; this is a fault of Vescargo, please report it" + (report.empty() ? "" : " with " + report),
                ExitCode::Bug);
  };
  try {
    work();
    return static_cast<int>(ExitCode::Ok);
  } catch (const Error& error) {
    return told(error.what(), error.code());
  } catch (const std::bad_alloc&) {
    return told(
        "memory: there is not enough; use fewer threads, a smaller database, a larger machine or a larger "
        "-max_memory where that was given",
        ExitCode::BadParameter);
  } catch (const OpenMS::Exception::BaseException& error) {
    return toldFault(error.getMessage());
  } catch (const fs::filesystem_error& error) {
    return told(
        error.path1().string() + ": " + error.code().message() + "; check the name, the folder and its permissions",
        ExitCode::Unreadable);
  } catch (const std::exception& error) {
    return toldFault(error.what());
  }
}

}  // namespace

EvTool::EvTool(const std::string& name, const std::string& description)
    : TOPPBase(name, description, false), name_(name), description_(description) {
  version_ = VESCARGO_VERSION;
  verboseVersion_ = buildVersion() + ", OpenMS " + OpenMS::VersionInfo::getVersion();
}

int EvTool::run(int argc, const char** argv) {
  prepareEnvironment();
  commandLine_ = name_;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (!changesNoByte(argument) && !changesNoByte(argv[i - 1])) commandLine_ += " " + quoted(argument);
    if (argument == "--version" || argument == "-version") {
      std::cout << name_ << " " << buildVersion() << " (OpenMS " << OpenMS::VersionInfo::getVersion() << ")\n";
      return 0;
    }
    if (argument == "-write_ctd") return writeCtd(i + 1 < argc ? argv[i + 1] : ".");
    if (argument == "-ini" && i + 1 < argc) {
      const int refused = guarded(pipes_, commandLine_, [&] { requireParameters(argv[i + 1]); });
      if (refused != 0) return refused;
    }
  }
  return TOPPBase::main(argc, argv);
}

void EvTool::registerOptionsAndFlags_() {
  declare();
  declareOutput(recordPort, "Run record (run.json); beside the first output where not given", {"json"}, Need::Optional);
  MemoryOptions defaults;
  MemoryOptions::describe(defaults, [this](auto&&... described) { declareOption(described...); });
}

EvTool::ExitCodes EvTool::main_(int /*argc*/, const char** /*argv*/) {
  // TOPPBase has said what it had to say; its closing line about seconds is no news.
  OpenMS::OpenMS_Log_info.remove(std::cerr);
  // What OpenMS logs of a broken file comes as an exception too, and is told once.
  OpenMS::OpenMS_Log_error.remove(std::cerr);
  OpenMS::OpenMS_Log_fatal.remove(std::cerr);
  // Its warnings of files that it reads well go to stdout, which is for data.
  OpenMS::OpenMS_Log_warn.remove(std::cout);
  return static_cast<ExitCodes>(guarded(pipes_, commandLine_, [this] {
    if (const double most = options<MemoryOptions>().maxMemory; most > 0)
      limitMemory(static_cast<std::size_t>(most * 1e9));
    if (isInstead()) {
      checkInstead();
      Journal journal(newRecord());
      return execute(journal);
    }
    checkFiles();
    takePipes();
    Journal journal(newRecord());
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

void EvTool::declareInstead(const std::string& name, const std::string& text, const std::vector<std::string>& needs) {
  registerStringOption_(name, "<file>", "", text, false);
  instead_ = name;
  needs_ = needs;
}

std::string EvTool::file(const std::string& name) const { return pipes_.opened(getParam_().getValue(name).toString()); }

std::vector<std::string> EvTool::files(const std::string& name) const {
  const auto given = getParam_().getValue(name).toStringList();
  std::vector<std::string> opened;
  for (const auto& path : given) opened.push_back(pipes_.opened(path));
  return opened;
}

std::string EvTool::resultFolder(const std::string& name) {
  if (const std::string given = file(name); !given.empty()) return given;
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

int EvTool::writeCtd(const std::string& folder) {
  return guarded(pipes_, commandLine_, [&] {
    const std::string path = (fs::path(folder) / (name_ + ".ctd")).string();
    std::string parameters = textThrough([&](const std::string& memory) {
      const char* arguments[] = {name_.c_str(), "-write_ini", memory.c_str()};
      if (TOPPBase::main(3, arguments) != EXECUTION_OK)
        throw Error(ExitCode::CannotWrite, path, "cannot be written", "check the folder and its permissions");
    });
    parameters.erase(0, parameters.find("<PARAMETERS"));
    writeFile(path, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tool ctdVersion=\"1.7\" version=\"" VESCARGO_VERSION
                    "\" name=\"" +
                        name_ + "\" category=\"Vescargo\">\n<description>" + escapeHtml(description_) +
                        "</description>\n" + parameters + "</tool>\n");
  });
}

}  // namespace vescargo
