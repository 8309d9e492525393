#include "base/source.h"

namespace vescargo::test {

std::string inSource(const std::string& name) { return VESCARGO_SOURCE_DIR "/" + name; }

}  // namespace vescargo::test
