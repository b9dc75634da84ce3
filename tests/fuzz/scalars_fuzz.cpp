// SPDX-License-Identifier: Apache-2.0
// Any text as a scalar, plain and quoted: every typed reader refuses it with a place and a sentence, or reads a value
// that it reads again from what we write for it.

#include <array>

#include "libcompliance/formats/scalars.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

namespace {

template <class T>
void check_refusal(const Result<T>& result) {
  if (!result) expect(!result.error().message.empty() && result.error().place == Place{"f", 3, 7});
}

YamlNode scalar(std::string_view text) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.place = {"f", 3, 7};
  node.text = text;
  return node;
}

void check(const YamlNode& node) {
  constexpr std::array<std::string_view, 2> words{"open", "erase"};
  const auto text = read_text(node), name = read_name(node);
  const auto pair = read_name_pair(node);
  const auto integer = read_integer(node);
  const auto boolean = read_boolean(node);
  const auto date = read_date(node);
  const auto instant = read_instant(node);
  const auto period = read_period(node);
  const auto share = read_share(node);
  const auto word = read_word(node, words);
  check_refusal(text), check_refusal(name), check_refusal(pair), check_refusal(integer), check_refusal(boolean);
  check_refusal(date), check_refusal(instant), check_refusal(period), check_refusal(share), check_refusal(word);
  expect(static_cast<bool>(text) == !node.text.empty());
  if (pair) expect(pair->first + '.' + pair->second == node.text);
  if (integer) expect(std::to_string(*integer) == node.text);
  if (boolean) expect(node.text == (*boolean ? "true" : "false"));
  if (date) expect(format_date(*date) == node.text);
  if (instant) expect(*read_instant(scalar(format_instant(*instant))) == *instant);
  if (period) expect(*read_period(scalar(format_period(*period))) == *period);
  if (share) expect(*share > 0 && *share <= 1);
  if (word) expect(words[*word] == node.text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  YamlNode node = scalar(fuzz::text_of(data, size));
  check(node);
  node.quoted = true;
  check(node);
  return 0;
}
