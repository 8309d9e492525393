#include "vescargo/base/Csv.h"

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

std::string csvCell(const std::string& cell) {
  const std::string text = spreadsheetCell(cell);
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return "\"" + join(split(text, '"'), "\"\"") + "\"";
}

}  // namespace

std::string csvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> written;
  for (const std::string& cell : cells) written.push_back(csvCell(cell));
  return join(written, ",") + "\n";
}

}  // namespace vescargo
