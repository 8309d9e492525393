#include "SdrfColumns.h"

#include <algorithm>
#include <array>

#include "SheetFile.h"
#include "SheetRow.h"
#include "vescargo/base/lowerCase.h"
#include "vescargo/table/runName.h"

namespace vescargo {

namespace {

/// "Factor Value [Time]" as "factor value[time]".
std::string plainName(const std::string& header) {
  std::string name = lowerCase(header);
  while (name.find(" [") != std::string::npos) name.erase(name.find(" ["), 1);
  return name;
}

/// "NT=male;AC=PATO:0000384" as "male".
std::string termName(const std::string& cell) {
  for (const std::string& part : split(cell, ';')) {
    if (lowerCase(part.substr(0, 3)) == "nt=") return part.substr(3);
  }
  return cell;
}

/// Columns of one name: what one of them leaves out another may have.
void addValues(const std::vector<std::string>& values, SdrfColumn& column) {
  for (std::size_t row = 0; row < values.size(); ++row) {
    std::string& joined = column.values[row];
    const auto known = split(joined, ';');
    if (isNoValue(joined)) {
      joined = values[row];
    } else if (!isNoValue(values[row]) && std::find(known.begin(), known.end(), values[row]) == known.end()) {
      joined += ";" + values[row];
      column.hasSeveral = true;
    }
  }
}

}  // namespace

SdrfColumns::SdrfColumns(const TsvFile& table) {
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    SdrfColumn column{plainName(table.header[c]), {}, false};
    for (const auto& row : table.rows) {
      const std::string cell(row.cells[c]);
      column.values.push_back(column.name == "comment[data file]" ? runName(cell) : termName(cell));
    }
    const auto known = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const SdrfColumn& other) { return other.name == column.name; });
    if (known == columns_.end()) {
      columns_.push_back(std::move(column));
    } else {
      addValues(column.values, *known);
    }
  }
}

const SdrfColumn* SdrfColumns::find(const std::string& name) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const SdrfColumn& column) { return column.name == name; });
  return found == columns_.end() ? nullptr : &*found;
}

const SdrfColumn* SdrfColumns::findFactor(const std::string& name) const {
  const std::string plain = plainName(name);
  constexpr std::array<const char*, 3> kinds{"factor value[", "characteristics[", "comment["};
  const SdrfColumn* found = find(plain);
  for (const char* kind : kinds) {
    if (found == nullptr) found = find(kind + plain + "]");
  }
  return found;
}

std::optional<std::string> factorName(const std::string& column) {
  constexpr std::string_view start = "factor value[";
  if (!column.starts_with(start)) return std::nullopt;
  return column.substr(start.size(), column.find(']') - start.size());
}

}  // namespace vescargo
