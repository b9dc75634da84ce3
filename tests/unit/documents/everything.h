// SPDX-License-Identifier: Apache-2.0
// tests/documents/everything.yaml, with one fact changed.

#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/small_world.h"

namespace compliance::testing {

/// The content of a file of the repository.
inline std::string file_text(const std::string& path) {
  const std::ifstream file(COMPLIANCE_SOURCE_DIR + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}
inline std::string everything_text() { return file_text("/tests/documents/everything.yaml"); }

/// `text` with the one place where `from` stands replaced.
inline std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos)
    throw std::logic_error("expected exactly once: " + std::string{from});
  return text.replace(at, from.size(), to);
}

/// `text` without the top-level key and what hangs below it.
inline std::string without(std::string text, std::string_view key) {
  const std::size_t from = text.find('\n' + std::string{key} + ':') + 1;
  if (from == 0) throw std::logic_error("expected the key " + std::string{key});
  std::size_t end = text.find('\n', from) + 1;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\n')) end = text.find('\n', end) + 1;
  return text.erase(from, end - from);
}

inline Policy policy_of(const std::string& text) { return demand(read_policy(text, "policy.yaml")); }
inline Policy everything() { return policy_of(everything_text()); }
inline Policy everything_with(std::string_view from, std::string_view to) {
  return policy_of(changed(everything_text(), from, to));
}

inline const Date today = day("2026-04-01");

}  // namespace compliance::testing
