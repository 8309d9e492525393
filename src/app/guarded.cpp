#include "vescargo/app/guarded.h"

#include <OpenMS/CONCEPT/Exception.h>

#include <filesystem>
#include <new>

#include "vescargo/app/Progress.h"
#include "vescargo/app/faultReport.h"
#include "vescargo/base/Error.h"

namespace vescargo {

int guarded(const Pipes& pipes, const std::string& commandLine, const std::function<void()>& work) {
  const auto told = [&](const std::string& text, ExitCode code) {
    tellLine("Error: " + pipes.named(text));
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
  } catch (const std::filesystem::filesystem_error& error) {
    return told(
        error.path1().string() + ": " + error.code().message() + "; check the name, the folder and its permissions",
        ExitCode::Unreadable);
  } catch (const std::exception& error) {
    return toldFault(error.what());
  }
}

}  // namespace vescargo
