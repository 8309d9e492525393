#include "vescargo/base/lowerCase.h"

#include <algorithm>
#include <cctype>

namespace vescargo {

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace vescargo
