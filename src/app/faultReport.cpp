#include "vescargo/app/faultReport.h"

#include <OpenMS/CONCEPT/VersionInfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <filesystem>

#include "vescargo/app/buildVersion.h"
#include "vescargo/base/Error.h"
#include "vescargo/base/OutputFile.h"

namespace vescargo {

std::string writeFaultReport(const std::string& commandLine, const std::string& fault) {
  utsname system{};
  ::uname(&system);
  std::error_code failure;
  const auto folder = std::filesystem::temp_directory_path(failure);
  std::string path = (folder / ("vescargo-fault-" + std::to_string(::getpid()) + ".txt")).string();
  try {
    writeFile(path, "Vescargo " + buildVersion() + ", OpenMS " + std::string(OpenMS::VersionInfo::getVersion()) + "\n" +
                        std::string(system.sysname) + " " + system.release + " " + system.machine + "\n" + commandLine +
                        "\n" + fault + "\n");
  } catch (const Error&) {
    return "";
  }
  return path;
}

}  // namespace vescargo
