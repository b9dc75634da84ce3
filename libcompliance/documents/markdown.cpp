// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/markdown.h"

#include <algorithm>
#include <vector>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/html.h"

namespace compliance {
namespace {

bool is_address_sign(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view{"-._~:/?#@!$&*+,;=%"}.find(c) != std::string_view::npos;
}

bool is_mail_address(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != 0 && at != std::string_view::npos && word.find('@', at + 1) == std::string_view::npos &&
         word.find('.', at) != std::string_view::npos && word.find_first_of(":/?#&=%,;!$*") == std::string_view::npos;
}

// YYYY-MM or YYYY-MM-DD.
bool is_date(std::string_view word) {
  constexpr std::string_view form = "0000-00-00";
  const auto fits = [&](std::size_t i) { return form[i] == '0' ? is_digit(word[i]) : word[i] == form[i]; };
  if (word.size() != 7 && word.size() != form.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (!fits(i)) return false;
  return true;
}

// A word of plain text, as a link if it is an address; a day or a month stays on one line.
std::string linked(std::string_view word) {
  std::string_view tail;
  const std::size_t end = word.find_last_not_of(".,;:!?)");
  if (end != std::string_view::npos) {
    tail = word.substr(end + 1);
    word = word.substr(0, end + 1);
  }
  const bool plain = !word.empty() && std::ranges::all_of(word, is_address_sign);
  const bool web = plain && (word.starts_with("https://") || word.starts_with("http://"));
  const bool mail = plain && is_mail_address(word);
  if (is_date(word)) return "<time>" + std::string{word} + "</time>" + html_escape(tail);
  if (!web && !mail) return html_escape(word) + html_escape(tail);
  return "<a href=\"" + std::string{mail ? "mailto:" : ""} + html_escape(word) + "\">" + html_escape(word) + "</a>" +
         html_escape(tail);
}

// A line without its marks, as runs of plain text; a run is bold or not.
struct Run {
  std::string text = {};
  bool bold = false;
};
std::vector<Run> runs_of(std::string_view line) {
  std::vector<Run> runs{{}};
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      runs.back().text += line[++i];
    } else if (line.substr(i).starts_with("**")) {
      ++i;
      runs.push_back({.bold = !runs.back().bold});
    } else {
      runs.back().text += line[i];
    }
  }
  return runs;
}

std::string inline_html(std::string_view line) {
  std::string html;
  for (const Run& run : runs_of(line)) {
    if (run.text.empty()) continue;
    if (run.bold) html += "<strong>";
    for (std::size_t at = 0; at < run.text.size();) {
      const std::size_t space = std::min(run.text.find(' ', at), run.text.size());
      html += linked(std::string_view{run.text}.substr(at, space - at));
      if (space < run.text.size()) html += ' ';
      at = space + 1;
    }
    if (run.bold) html += "</strong>";
  }
  return html;
}

std::string inline_text(std::string_view line) {
  std::string text;
  for (const Run& run : runs_of(line)) text += run.text;
  return text;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

struct Block {
  enum class Kind { heading, paragraph, list, table };
  Kind kind = Kind::paragraph;
  std::size_t level = 0;                // of a heading
  std::vector<std::string> lines = {};  // a paragraph's is one; items; rows, without the line below the head
  std::string rule = {};                // of a table: the line below the head
};

std::vector<Block> blocks_of(std::string_view markdown) {
  std::vector<Block> blocks;
  bool open = false;  // the last block may go on
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    std::string_view line = trimmed(markdown.substr(at, end - at));
    at = end + 1;
    if (!line.empty() && line.back() == '\r') line = trimmed(line.substr(0, line.size() - 1));
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    const auto goes_on = [&](Block::Kind kind) { return open && blocks.back().kind == kind; };
    if (line.empty()) {
      open = false;
    } else if (hashes >= 1 && hashes <= 3 && hashes < line.size() && line[hashes] == ' ') {
      blocks.push_back({Block::Kind::heading, hashes, {std::string{trimmed(line.substr(hashes))}}});
      open = false;
    } else if (line.starts_with("- ")) {
      if (!goes_on(Block::Kind::list)) blocks.push_back({.kind = Block::Kind::list});
      blocks.back().lines.emplace_back(trimmed(line.substr(2)));
      open = true;
    } else if (line.front() == '|') {
      if (!goes_on(Block::Kind::table)) blocks.push_back({.kind = Block::Kind::table});
      if (line.find_first_not_of("|-: ") == std::string_view::npos)
        blocks.back().rule = line;
      else
        blocks.back().lines.emplace_back(line);
      open = true;
    } else if (open && !blocks.back().lines.empty()) {
      blocks.back().lines.back() += ' ' + std::string{line};
    } else {
      blocks.push_back({Block::Kind::paragraph, 0, {std::string{line}}});
      open = true;
    }
  }
  return blocks;
}

// The cells of "| a | b |"; a pipe behind a backslash belongs to its cell.
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size()) {
      cell += row.substr(i++, 2);
    } else if (row[i] == '|') {
      cells.emplace_back(trimmed(cell));
      cell.clear();
    } else {
      cell += row[i];
    }
  }
  if (!trimmed(cell).empty()) cells.emplace_back(trimmed(cell));
  return cells;
}

bool is_gap(std::string_view line) { return line.starts_with(gap_sign); }

std::string table_html(const Block& block) {
  const std::vector<std::string> rules = cells_of(block.rule);
  std::string html = "<table>\n";
  for (std::size_t row = 0; row < block.lines.size(); ++row) {
    if (row == 0) html += "<thead>\n";
    if (row == 1) html += "<tbody>\n";
    html += "<tr>";
    const std::vector<std::string> cells = cells_of(block.lines[row]);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string name = row == 0 || i == 0 ? "th" : "td";
      const bool right = i < rules.size() && rules[i].ends_with(':') && !rules[i].starts_with(':');
      html += '<' + name +
              (row == 0 ? " scope=\"col\""
               : i == 0 ? " scope=\"row\""
                        : "") +
              (is_gap(cells[i]) ? " class=\"gap\""
               : right          ? " class=\"right\""
                                : "") +
              '>' + inline_html(cells[i]) + "</" + name + '>';
    }
    html += "</tr>\n";
    if (row == 0) html += "</thead>\n";
  }
  return html + (block.lines.size() > 1 ? "</tbody>\n" : "") + "</table>\n";
}

// Words in lines of 80 columns; the first behind `first`, the others behind as many spaces.
std::string wrapped(std::string_view text, std::string_view first) {
  std::string lines{first};
  std::size_t column = first.size();
  bool fresh = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, space - at);
    at = space + 1;
    if (word.empty()) continue;
    const auto width = static_cast<std::size_t>(
        std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    if (!fresh && column + 1 + width > 80) {
      lines += '\n' + std::string(first.size(), ' ');
      column = first.size();
      fresh = true;
    }
    if (!fresh) lines += ' ';
    lines += word;
    column += width + (fresh ? 0 : 1);
    fresh = false;
  }
  return lines + '\n';
}

}  // namespace

std::string markdown_escape(std::string_view text) {
  constexpr std::string_view meaning = "\\`*_[]<>#|~&";
  std::string spaced{text};
  std::ranges::replace(spaced, '\n', ' ');
  std::string escaped;
  const std::string safe = printable(spaced);
  for (std::size_t i = 0; i < safe.size(); ++i) {
    // A sign that would start a list is one only at the start of a line, and a value may stand there.
    const bool starts_list = i == 0 && (safe[i] == '-' || safe[i] == '+' || safe[i] == '=');
    if (starts_list || meaning.find(safe[i]) != std::string_view::npos) escaped += '\\';
    escaped += safe[i];
  }
  return escaped;
}

std::string markdown_to_html_body(std::string_view markdown) {
  std::string html;
  for (const Block& block : blocks_of(markdown)) {
    switch (block.kind) {
      case Block::Kind::heading: {
        const std::string name = 'h' + std::to_string(block.level);
        html += '<' + name + '>' + inline_html(block.lines.front()) + "</" + name + ">\n";
        break;
      }
      case Block::Kind::paragraph:
        html += is_gap(block.lines.front()) ? "<p class=\"gap\">" : "<p>";
        html += inline_html(block.lines.front()) + "</p>\n";
        break;
      case Block::Kind::list:
        html += "<ul>\n";
        for (const std::string& item : block.lines)
          html += (is_gap(item) ? "<li class=\"gap\">" : "<li>") + inline_html(item) + "</li>\n";
        html += "</ul>\n";
        break;
      case Block::Kind::table:
        html += table_html(block);
        break;
    }
  }
  return html;
}

std::string markdown_to_html(std::string_view markdown, std::string_view language) {
  const std::vector<Block> blocks = blocks_of(markdown);
  const auto first =
      std::ranges::find_if(blocks, [](const Block& block) { return block.kind == Block::Kind::heading; });
  const std::string title = first == blocks.end() ? "" : inline_text(first->lines.front());
  return html_page(language, title, markdown_to_html_body(markdown));
}

std::string markdown_to_text(std::string_view markdown) {
  std::string text;
  for (const Block& block : blocks_of(markdown)) {
    if (!text.empty()) text += '\n';
    for (const std::string& line : block.lines) {
      std::string words = inline_text(line);
      if (block.kind == Block::Kind::table) {
        std::vector<std::string> cells = cells_of(line);
        words.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) words += (i == 0 ? "" : ": ") + inline_text(cells[i]);
      }
      text += wrapped(words, block.kind == Block::Kind::list ? "- " : "");
      if (block.kind == Block::Kind::heading && block.level < 3) {
        const auto width = static_cast<std::size_t>(
            std::ranges::count_if(words, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
        text += std::string(std::min<std::size_t>(width, 80), block.level == 1 ? '=' : '-') + '\n';
      }
    }
  }
  return text;
}

}  // namespace compliance
