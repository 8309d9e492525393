#pragma once

#include <string>

namespace vescargo::test {

/// Path of what the checkout has under `name`. Only the file behind this knows where that is, so that all others are
/// compiled the same in every checkout.
std::string inSource(const std::string& name);

}  // namespace vescargo::test
