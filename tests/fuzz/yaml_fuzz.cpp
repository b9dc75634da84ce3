// SPDX-License-Identifier: Apache-2.0
// Any bytes: a tree that keeps the promises of yaml.h, or an error with a sentence and a place inside the document.

#include <algorithm>
#include <set>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/yaml.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

namespace {

std::uint32_t lines_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

void check_place(const Place& place, std::uint32_t lines) {
  expect(place.source == "f" && place.line >= 1 && place.line <= lines && place.column >= 1);
}

void check_node(const YamlNode& node, std::uint32_t lines, int depth) {
  check_place(node.place, lines);
  const bool collection = node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::map;
  expect(depth <= yaml_depth_limit + (collection ? 0 : 1));
  expect(node.kind == YamlNode::Kind::scalar || node.text.empty());
  expect(node.kind == YamlNode::Kind::list || node.items.empty());
  expect(node.kind == YamlNode::Kind::map || node.members.empty());
  expect(find_invalid_utf8(node.text) == std::string_view::npos);
  for (const YamlNode& item : node.items) check_node(item, lines, depth + 1);
  std::set<std::string_view> keys;
  for (const YamlNode::Member& member : node.members) {
    check_place(member.place, lines);
    expect(keys.insert(member.key).second);
    check_node(member.value, lines, depth + 1);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Result<YamlNode> root = parse_yaml(text, "f");
  if (root) {
    check_node(*root, lines_of(text), 1);
  } else {
    expect(!root.error().message.empty());
    check_place(root.error().place, lines_of(text));
  }
  return 0;
}
