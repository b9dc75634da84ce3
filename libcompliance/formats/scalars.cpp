// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/scalars.h"

#include <algorithm>
#include <optional>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr std::size_t words_in_a_message = 12;
constexpr std::string_view name_rule = "lower case letters, digits, \"-\" and \"_\", a letter first, at most 64";
constexpr std::string_view share_message = "expected a share such as 5% or 2.5%";

bool is_scalar(const YamlNode& node) { return node.kind == YamlNode::Kind::scalar; }

Error refuse(const YamlNode& node, std::string_view message, std::string_view hint = {}) {
  return {.message = std::string{message}, .place = node.place, .hint = std::string{hint}};
}

// Reads a scalar with a parser that knows no places. What is no scalar is read as empty: the parser's own sentence says
// what was expected.
template <class T>
Result<T> read_with(const YamlNode& node, Result<T> (*parse)(std::string_view)) {
  return at(node.place, parse(is_scalar(node) ? std::string_view{node.text} : std::string_view{}));
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string join(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string{word};
  return text;
}

// The share that `text` writes, as a part of one.
std::optional<double> parse_share(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.size() > 3 || !parse_number(whole)) return std::nullopt;
  if (point != std::string_view::npos && (decimals.size() > 4 || !all_digits(decimals))) return std::nullopt;
  // One division of two whole numbers: the nearest double, the same as of a literal 0.05.
  double numerator = 0;
  double denominator = 100;
  for (const char digit : whole) numerator = numerator * 10 + (digit - '0');
  for (const char digit : decimals) {
    numerator = numerator * 10 + (digit - '0');
    denominator *= 10;
  }
  return numerator / denominator;
}

}  // namespace

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= name_size_limit && letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter(c) || is_digit(c) || c == '_' || c == '-'; });
}

Result<std::string> read_text(const YamlNode& node) {
  if (!is_scalar(node)) return refuse(node, "expected text");
  if (node.text.empty()) return refuse(node, "expected text that is not empty");
  return node.text;
}

Result<std::string> read_name(const YamlNode& node) {
  if (is_scalar(node) && !node.quoted && (node.text == "true" || node.text == "false"))
    return refuse(node, "expected a name", "editors take true and false for a boolean: write it in quotes");
  if (!is_scalar(node) || !is_name(node.text)) return refuse(node, "expected a name", name_rule);
  return node.text;
}

Result<NamePair> read_name_pair(const YamlNode& node) {
  const std::string_view text = node.text;
  const std::size_t point = text.find('.');
  if (!is_scalar(node) || point == std::string_view::npos || !is_name(text.substr(0, point)) ||
      !is_name(text.substr(point + 1)))
    return refuse(node, "expected two names with a point between them", "such as contact.email");
  return NamePair{std::string{text.substr(0, point)}, std::string{text.substr(point + 1)}};
}

Result<std::string> read_country_code(const YamlNode& node) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!is_scalar(node) || node.text.size() != 2 || !is_capital(node.text[0]) || !is_capital(node.text[1]))
    return refuse(node, "expected a country as two capital letters", "ISO 3166, for example NL or US");
  return node.text;
}

Result<std::uint64_t> read_integer(const YamlNode& node) {
  if (!is_scalar(node)) return refuse(node, "expected a number");
  if (const auto number = parse_number(node.text)) {
    if (node.quoted) return refuse(node, "expected a number without quotes");
    return *number;
  }
  std::string_view text = node.text;
  if (!all_digits(text)) {
    if ((text.starts_with('+') || text.starts_with('-')) && all_digits(text.substr(1)))
      return refuse(node, "expected a number without a sign");
    return refuse(node, "expected a number");
  }
  if (text.starts_with('0')) return refuse(node, "expected a number without a leading zero");
  return refuse(node, "expected a smaller number");
}

Result<bool> read_boolean(const YamlNode& node) {
  constexpr std::string_view message = "expected true or false";
  if (!is_scalar(node)) return refuse(node, message);
  const std::string lower = ascii_lower(node.text);
  if (!node.quoted && lower == node.text && (lower == "true" || lower == "false")) return lower == "true";
  if (node.quoted && (lower == "true" || lower == "false")) return refuse(node, message, "write it without quotes");
  for (const std::string_view yes : {"true", "yes", "on", "y"})
    if (lower == yes) return refuse(node, message, "write true");
  for (const std::string_view no : {"false", "no", "off", "n"})
    if (lower == no) return refuse(node, message, "write false");
  return refuse(node, message);
}

Result<Date> read_date(const YamlNode& node) { return read_with(node, parse_date); }
Result<Instant> read_instant(const YamlNode& node) { return read_with(node, parse_instant); }
Result<Period> read_period(const YamlNode& node) { return read_with(node, parse_period); }

Result<double> read_share(const YamlNode& node) {
  if (!is_scalar(node)) return refuse(node, share_message);
  const std::optional<double> share = parse_share(node.text);
  if (!share) return refuse(node, share_message, "at most four decimals, with a point");
  if (*share <= 0 || *share > 1) return refuse(node, "expected a share above 0% and at most 100%");
  return *share;
}

Result<std::size_t> read_word(const YamlNode& node, std::span<const std::string_view> words) {
  if (is_scalar(node))
    if (const auto found = std::find(words.begin(), words.end(), node.text); found != words.end())
      return static_cast<std::size_t>(found - words.begin());
  const bool few = words.size() <= words_in_a_message;
  std::string hint = is_scalar(node) ? did_you_mean(node.text, words) : std::string{};
  if (hint.empty() && !few) hint = "the words are " + join(words);
  return refuse(node,
                few ? "expected one of: " + join(words) : "expected one of " + std::to_string(words.size()) + " words",
                hint);
}

Result<std::vector<std::string>> read_texts(const YamlNode& node) {
  std::vector<std::string> texts;
  for (const YamlNode& item : node.one_or_many()) {
    COMPLIANCE_TRY(std::string text, read_text(item));
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> texts_of(const YamlNode* list) {
  std::vector<std::string> texts;
  if (list != nullptr)
    for (const YamlNode& item : list->one_or_many()) texts.push_back(item.text);
  return texts;
}

std::optional<std::string> text_of(const YamlNode* node) {
  return node == nullptr ? std::nullopt : std::optional{node->text};
}

LocalText local_text_of(const YamlNode& node) { return {node.at("nl").text, node.at("en").text}; }

std::optional<LocalText> optional_local_text(const YamlNode* node) {
  return node == nullptr ? std::nullopt : std::optional{local_text_of(*node)};
}

}  // namespace compliance
