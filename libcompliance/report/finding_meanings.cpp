// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/report/finding_meanings.h"

#include <algorithm>
#include <optional>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

std::optional<Severity> severity_of(std::string_view word) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (to_string(severity) == word) return severity;
  return std::nullopt;
}

std::string without_marks(std::string_view text) {
  std::string plain{text};
  std::erase_if(plain, [](char c) { return c == '*' || c == '`'; });
  return plain;
}

// A full stop ends a sentence where a capital follows; "Art. 9" goes on.
std::string first_sentence(std::string_view text) {
  for (std::size_t stop = text.find(". "); stop != std::string_view::npos; stop = text.find(". ", stop + 1))
    if (stop + 2 < text.size() && text[stop + 2] >= 'A' && text[stop + 2] <= 'Z')
      return std::string{text.substr(0, stop + 1)};
  return std::string{text};
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

std::map<std::string, FindingMeaning, std::less<>> read_meanings(std::string_view page) {
  std::map<std::string, FindingMeaning, std::less<>> meanings;
  FindingMeaning* current = nullptr;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    const std::size_t end_of_code = line.find("** (");
    if (line.starts_with("**") && end_of_code != std::string_view::npos && line.ends_with(')')) {
      const std::size_t word = end_of_code + 4;
      const auto severity = severity_of(line.substr(word, line.size() - word - 1));
      current = severity ? &meanings[std::string{line.substr(2, end_of_code - 2)}] : nullptr;
      if (severity) current->severity = *severity;
    } else if (current != nullptr && (line.starts_with(":   ") || line.starts_with("    "))) {
      current->text += (current->text.empty() ? "" : " ") + without_marks(line.substr(4));
    } else if (!line.empty()) {
      current = nullptr;
    }
  }
  for (auto& [code, meaning] : meanings) meaning.summary = first_sentence(meaning.text);
  return meanings;
}

}  // namespace compliance
