#pragma once

#include <functional>
#include <string>

#include "vescargo/app/Pipes.h"

namespace vescargo {

/// Runs `work`. The one place where an error becomes a line on stderr and an exit code; names of pipes are those that
/// were given, and a fault of Vescargo leaves a file with `commandLine`.
int guarded(const Pipes& pipes, const std::string& commandLine, const std::function<void()>& work);

}  // namespace vescargo
