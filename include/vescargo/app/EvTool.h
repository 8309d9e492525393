#pragma once

#include <OpenMS/APPLICATIONS/TOPPBase.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vescargo/app/Journal.h"
#include "vescargo/app/LogFile.h"
#include "vescargo/app/OptionFacts.h"
#include "vescargo/app/Pipes.h"
#include "vescargo/app/ScratchFolder.h"
#include "vescargo/app/optionVisitors.h"
#include "vescargo/app/parseArguments.h"
#include "vescargo/app/presets.h"

namespace vescargo {

enum class Need { Required, Optional };

/// Base of every program: a TOPP tool (INI, CTD) with help, manual, checks of the
/// command line and --version of its own. It uses all cores unless told
/// otherwise, tells each error in one line with the exit code of ExitCode, checks
/// all files before it works, writes nothing to stdout but what was asked of the
/// program itself, and leaves a run record beside its result. Talks to no server.
///
/// A tool gives declare(), with its files and declareOptions<XOptions>(), and
/// execute(), which reads them by name.
class EvTool : public OpenMS::TOPPBase {
 public:
  /// `example`: arguments of a typical call.
  EvTool(const std::string& name, const std::string& description, const std::string& example);

  /// In place of TOPPBase::main.
  int run(int argc, const char** argv);

 protected:
  virtual void declare() = 0;
  virtual void execute(Journal& journal) = 0;
  /// Files that execute() may write into its output folder, and that must be no inputs.
  virtual std::vector<std::string> folderOutputs() const { return {}; }

  void declareInput(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                    Need need = Need::Required);
  void declareInputs(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                     Need need = Need::Required);
  void declareOutput(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                     Need need = Need::Required);
  void declareOutputs(const std::string& name, const std::string& text, const std::vector<std::string>& formats,
                      Need need = Need::Required);
  /// Folders: TOPP knows none, so these are plain text options.
  void declareInputFolder(const std::string& name, const std::string& text);
  /// One that stands in for required outputs: it, or some output, must be given.
  void declareOutputFolder(const std::string& name, const std::string& text);

  /// A new file that is made in place of all other work, from the files of `needs` alone; it is never overwritten.
  void declareInstead(const std::string& name, const std::string& text, const std::vector<std::string>& needs);
  /// Whether that was asked for.
  bool isInstead() const { return !instead_.empty() && !file(instead_).empty(); }

  /// Flags for every member of an options struct; its defaults are the flags'.
  template <class Options>
  void declareOptions() {
    Options defaults;
    topic_ = Options::topic;
    Options::describe(defaults, [this](auto&&... described) { declareOption(described...); });
    recorders_.push_back([this] {
      RecordOption record;
      const Options given = options<Options>();
      Options::describe(given, record);
      return record.values;
    });
  }

  /// `-preset`, for a program that has options which presets set (presets.h).
  void declarePresets();

  /// The struct as the user set it, checked. Throws BadParameter.
  template <class Options>
  Options options() const {
    Options given;
    Options::describe(given, ReadOption(getParam_()));
    checkOptions(given);
    return given;
  }

  /// What to open of a declared file or folder; empty where an optional one is not given.
  std::string file(const std::string& name) const;
  std::vector<std::string> files(const std::string& name) const;
  /// Of a declared output folder: it, or, where it is not given, a folder beside the first output that is, which goes
  /// with the program.
  std::string resultFolder(const std::string& name);
  /// Copies a file of that folder to the output of that name, where it is given.
  void copyWhereAsked(const std::string& from, const std::string& name) const;

 private:
  enum class FileKind { Input, Inputs, InputFolder, Output, Outputs, OutputFolder };
  struct DeclaredFile {
    std::string name;
    FileKind kind;
    Need need;
    std::vector<std::string> formats{};
  };

  void registerOptionsAndFlags_() final;
  ExitCodes main_(int argc, const char** argv) final;
  static bool takesRuns(const DeclaredFile& declared);
  void checkFiles() const;
  void checkOutputsApart() const;
  void takePipes();
  void checkInstead() const;
  std::vector<std::string> pathsOf(const DeclaredFile& declared) const;
  std::vector<std::string> inputPlaces() const;
  std::vector<std::string> givenOutputs() const;
  std::string recordPath() const;
  RunRecord newRecord() const;
  void writeRecord(RunRecord record) const;
  ProgramFacts program() const;
  bool answered(const std::vector<std::string>& arguments) const;
  void takeArguments(const std::vector<std::string>& arguments);
  void takePreset(const std::vector<GivenOption>& fromIni);
  void notePreset(Journal& journal) const;
  int runAsTopp();
  std::string parameters();
  bool wroteInstead();
  void startLog();

  template <class T>
  void declareOption(std::string_view name, const T& value, OptionText text, Limits limits = {}) {
    const std::string key(name);
    const std::string help(text.words);
    const bool advanced = !text.isBasic;
    options_.emplace_back(key, topic_);
    if constexpr (std::same_as<T, bool>) {
      registerFlag_(key, help, advanced);
    } else if constexpr (std::integral<T>) {
      registerIntOption_(key, "<n>", value, help, false, advanced);
      if (std::isfinite(limits.min)) setMinInt_(key, static_cast<int>(limits.min));
      if (std::isfinite(limits.max)) setMaxInt_(key, static_cast<int>(limits.max));
    } else if constexpr (std::floating_point<T>) {
      registerDoubleOption_(key, "<number>", value, help, false, advanced);
      if (std::isfinite(limits.min)) setMinFloat_(key, limits.min);
      if (std::isfinite(limits.max)) setMaxFloat_(key, limits.max);
    } else if constexpr (NamedEnum<T>) {
      registerStringOption_(key, "<choice>", std::string(nameOf(value)), help, false, advanced);
      std::vector<OpenMS::String> choices;
      for (const auto& choice : EnumNames<T>::value) choices.emplace_back(std::string(choice.second));
      setValidStrings_(key, choices);
    } else if constexpr (std::same_as<T, Tolerance> || std::same_as<T, AutoTolerance>) {
      registerStringOption_(key, "<tolerance>", formatTolerance(value), help, false, advanced);
    } else if constexpr (std::same_as<T, std::vector<double>>) {
      registerDoubleList_(key, "<numbers>", value, help, false, advanced);
      if (std::isfinite(limits.min)) setMinFloat_(key, limits.min);
      if (std::isfinite(limits.max)) setMaxFloat_(key, limits.max);
    } else if constexpr (std::same_as<T, std::vector<std::string>>) {
      registerStringList_(key, "<names>", OpenMS::StringList(value.begin(), value.end()), help, false, advanced);
    } else {
      registerStringOption_(key, "<text>", value, help, false, advanced);
    }
  }

  std::string name_;
  std::string description_;
  std::string example_;
  std::string commandLine_;
  std::string topic_;
  std::vector<std::pair<std::string, std::string>> options_;  ///< name and topic
  std::vector<GivenOption> given_;                            ///< on the command line, and what a preset adds
  AppliedPreset preset_;
  std::string threads_;  ///< from the command line or INI; empty: all cores
  std::string log_;
  std::optional<LogFile> logFile_;
  std::vector<DeclaredFile> files_;
  std::string instead_;
  std::vector<std::string> needs_;  ///< of instead_
  Pipes pipes_;
  std::optional<ScratchFolder> scratch_;
  std::vector<std::function<std::vector<std::pair<std::string, std::string>>()>> recorders_;
};

}  // namespace vescargo
