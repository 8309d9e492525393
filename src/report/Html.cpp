#include "vescargo/report/Html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "vescargo/base/Tsv.h"

namespace vescargo {

namespace {

constexpr std::string_view minusSign = "\xE2\x88\x92";

std::string withMinus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, minusSign);
  return text;
}

/// Class names of a cell; "pin1" to "pin3" of a table whose first three columns stay.
std::string classesOf(const HtmlTable& table, std::size_t column) {
  std::string names = table.columns[column].number ? "number" : "";
  if (table.pinned > 1 && column < table.pinned) names += (names.empty() ? "pin" : " pin") + std::to_string(column + 1);
  return names.empty() ? "" : " class=\"" + names + "\"";
}

std::string headCell(const HtmlTable& table, std::size_t column) {
  return "<th scope=\"col\"" + classesOf(table, column) + ">" + escapeHtml(table.columns[column].title) + "</th>";
}

/// The row of group heads; nothing when no column has a group.
std::string groupRow(const std::vector<HtmlColumn>& columns) {
  std::string row;
  bool any = false;
  for (std::size_t begin = 0; begin < columns.size();) {
    std::size_t end = begin + 1;
    while (end < columns.size() && columns[end].group == columns[begin].group) ++end;
    const std::string span = " colspan=\"" + std::to_string(end - begin) + "\"";
    if (columns[begin].group.empty()) {
      row += "<td" + span + "></td>";
    } else {
      any = true;
      row += "<th scope=\"colgroup\" class=\"group\"" + span + ">" + escapeHtml(columns[begin].group) + "</th>";
    }
    begin = end;
  }
  return any ? "<tr>" + row + "</tr>\n" : "";
}

}  // namespace

std::string escapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string htmlFixed(double value, int decimals) {
  if (!std::isfinite(value)) return htmlNumber(value);
  // A value of many digits would overflow the buffer as fixed text.
  if (std::abs(value) >= 1e6) return htmlNumber(value);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), roundDecimals(value, decimals),
                                 std::chars_format::fixed, decimals);
  return withMinus(std::string(buffer.data(), end.ptr));
}

std::string htmlNumber(double value, int digits) {
  if (std::isnan(value)) return "NA";
  const std::string text = formatNumber(value, digits);
  const std::size_t exponent = text.find('e');
  if (exponent == std::string::npos) return withMinus(text);
  const int power = std::atoi(text.c_str() + exponent + 1);
  if (power >= 3 && power < 6)
    return (value < 0 ? std::string(minusSign) : "") +
           htmlCount(static_cast<std::size_t>(std::llround(std::abs(value))));
  return withMinus(text.substr(0, exponent)) + "&nbsp;&times;&nbsp;10<sup>" + withMinus(std::to_string(power)) +
         "</sup>";
}

std::string htmlProbability(double value) {
  return value < 1e-4 ? "&lt;&nbsp;10<sup>" + withMinus("-4") + "</sup>" : htmlNumber(value, 2);
}

std::string htmlCount(std::size_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string htmlBytes(double bytes) {
  constexpr std::array<std::string_view, 5> units{"bytes", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 999.5 && unit + 1 < units.size()) {
    bytes /= 1000;
    ++unit;
  }
  return formatNumber(bytes, 3) + "&nbsp;" + std::string(units[unit]);
}

std::string htmlTable(const HtmlTable& table) {
  const std::string caption = escapeHtml(table.caption);
  std::string html = "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-label=\"" + caption +
                     "\">\n<table>\n<caption>" + caption + "</caption>\n<thead>\n" + groupRow(table.columns) + "<tr>";
  for (std::size_t i = 0; i < table.columns.size(); ++i) html += headCell(table, i);
  html += "</tr>\n</thead>\n<tbody>\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    html += table.rowIds.empty() ? "<tr>" : "<tr id=\"" + escapeHtml(table.rowIds[r]) + "\">";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string kind = classesOf(table, i) + ">";
      html += i == 0 ? "<th scope=\"row\"" + kind + row[i] + "</th>" : "<td" + kind + row[i] + "</td>";
    }
    html += "</tr>\n";
  }
  html += "</tbody>\n</table>\n</div>\n";
  if (table.sayings.empty()) return html;
  html += "<p class=\"more\">";
  for (std::size_t i = 0; i < table.sayings.size(); ++i)
    html += (i > 0 ? " " : "") + std::string(1, static_cast<char>('a' + i)) + ":&nbsp;" + table.sayings[i] + ".";
  return html + "</p>\n";
}

HtmlTable withSayingsOnce(HtmlTable table, std::size_t column) {
  constexpr std::size_t letters = 26;
  std::map<std::string, std::size_t> counts;
  for (const auto& row : table.rows) ++counts[row[column]];
  for (auto& row : table.rows) {
    std::string& cell = row[column];
    if (cell.empty() || counts[cell] < 3) continue;
    auto at = std::find(table.sayings.begin(), table.sayings.end(), cell);
    if (at == table.sayings.end() && table.sayings.size() == letters) continue;
    if (at == table.sayings.end()) at = table.sayings.insert(at, cell);
    cell = std::string(1, static_cast<char>('a' + (at - table.sayings.begin())));
  }
  return table;
}

std::string htmlList(const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string html = "<ul>\n";
  for (const auto& item : items) html += "<li>" + item + "</li>\n";
  return html + "</ul>\n";
}

}  // namespace vescargo
