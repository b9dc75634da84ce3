// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/shape.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/formats/scalars.h"

namespace compliance {
namespace {

using Kind = Shape::Kind;
constexpr auto unbounded = std::numeric_limits<std::uint64_t>::max();

std::string quote(std::string_view text) { return '"' + printable(text) + '"'; }

Error refuse(const Place& place, std::string message, std::string hint = {}) {
  return {.message = std::move(message), .place = place, .hint = std::move(hint)};
}

template <class T>
Result<void> outcome(Result<T> result) {
  if (!result) return std::move(result).error();
  return {};
}

bool accepts(const Shape& shape, YamlNode::Kind node) {
  switch (shape.kind) {
    case Kind::map:
    case Kind::entries:
      return node == YamlNode::Kind::map;
    case Kind::list:
      return node == YamlNode::Kind::list;
    case Kind::one_or_list:
      return node == YamlNode::Kind::list || accepts(*shape.item, node);
    case Kind::either:
      return std::any_of(shape.options.begin(), shape.options.end(),
                         [&](const Shape* option) { return accepts(*option, node); });
    case Kind::text:
    case Kind::name:
    case Kind::name_pair:
    case Kind::integer:
    case Kind::boolean:
    case Kind::date:
    case Kind::instant:
    case Kind::period:
    case Kind::share:
    case Kind::country:
    case Kind::word:
      return node == YamlNode::Kind::scalar;
  }
  return false;
}

// What a value is called where another kind of node stands in its place.
std::string noun(const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
      return "text";
    case Kind::name:
      return "a name";
    case Kind::name_pair:
      return "two names with a point between them";
    case Kind::integer:
      return "a number";
    case Kind::boolean:
      return "true or false";
    case Kind::date:
      return "a date";
    case Kind::instant:
      return "a time";
    case Kind::period:
      return "a period";
    case Kind::share:
      return "a share";
    case Kind::country:
      return "a country";
    case Kind::word:
      return "a word";
    case Kind::map:
    case Kind::entries:
      return "a map";
    case Kind::list:
      return "a list";
    case Kind::one_or_list:
      return noun(*shape.item) + " or a list";
    case Kind::either:
      break;
  }
  std::vector<std::string> nouns;
  for (const Shape* option : shape.options) nouns.push_back(noun(*option));
  return join_words(nouns, " or ");
}

// "at least 1 item", "exactly 1 key", "1 to 3 items".
std::string bounds(const Shape& shape, std::string_view singular) {
  if (shape.least == shape.most) return "exactly " + count_of(shape.least, singular);
  if (shape.most == unbounded) return "at least " + count_of(shape.least, singular);
  if (shape.least == 0) return "at most " + count_of(shape.most, singular);
  return std::to_string(shape.least) + " to " + count_of(shape.most, singular);
}

Result<void> check_count(const YamlNode& node, std::size_t count, const Shape& shape, std::string_view singular) {
  if (count >= shape.least && count <= shape.most) return {};
  return refuse(node.place, "expected " + bounds(shape, singular));
}

Result<void> check_integer(const YamlNode& node, const Shape& shape) {
  COMPLIANCE_TRY(const std::uint64_t number, read_integer(node));
  if (number >= shape.least && number <= shape.most) return {};
  const std::string least = std::to_string(shape.least), most = std::to_string(shape.most);
  if (shape.least == shape.most) return refuse(node.place, "expected " + least);
  if (shape.most == unbounded) return refuse(node.place, "expected a number of at least " + least);
  return refuse(node.place, "expected a number from " + least + " to " + most);
}

// A list that is too long for a message: the word itself is said, and where to find the others.
Result<void> check_listed_word(const YamlNode& node, const Shape& shape) {
  if (node.kind != YamlNode::Kind::scalar) return refuse(node.place, "expected a " + std::string{shape.called});
  if (std::find(shape.words.begin(), shape.words.end(), node.text) != shape.words.end()) return {};
  std::string hint = did_you_mean(node.text, shape.words);
  if (hint.empty()) hint = shape.help;
  return refuse(node.place, "there is no " + std::string{shape.called} + ' ' + quote(node.text), std::move(hint));
}

Result<void> check_typed_scalar(const YamlNode& node, const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
      return outcome(read_text(node));
    case Kind::name:
      return outcome(read_name(node));
    case Kind::name_pair:
      return outcome(read_name_pair(node));
    case Kind::integer:
      return check_integer(node, shape);
    case Kind::boolean:
      return outcome(read_boolean(node));
    case Kind::date:
      return outcome(read_date(node));
    case Kind::instant:
      return outcome(read_instant(node));
    case Kind::period:
      return outcome(read_period(node));
    case Kind::share:
      return outcome(read_share(node));
    case Kind::country:
      return outcome(read_country_code(node));
    case Kind::word:
      return shape.called.empty() ? outcome(read_word(node, shape.words)) : check_listed_word(node, shape);
    case Kind::map:
    case Kind::entries:
    case Kind::list:
    case Kind::one_or_list:
    case Kind::either:
      break;
  }
  return refuse(node.place, "expected " + noun(shape));
}

Result<void> check_scalar(const YamlNode& node, const Shape& shape) {
  const bool instead = shape.kind != Kind::word && node.kind == YamlNode::Kind::scalar &&
                       std::find(shape.words.begin(), shape.words.end(), node.text) != shape.words.end();
  if (instead) return {};
  Result<void> checked = check_typed_scalar(node, shape);
  if (checked || shape.kind == Kind::word || shape.words.empty()) return checked;
  Error error = std::move(checked).error();
  for (const std::string_view word : shape.words) error.message += ", or " + quote(word);
  if (std::string hint = did_you_mean(node.text, shape.words); !hint.empty()) error.hint = std::move(hint);
  return error;
}

Error unknown_key(const YamlNode::Member& member, const Shape& shape) {
  std::vector<std::string_view> names;
  for (const ShapeKey& key : shape.keys) names.push_back(key.name);
  std::string hint = did_you_mean(member.key, names);
  if (hint.empty())
    for (const std::string_view name : names) hint += (hint.empty() ? "the keys here are " : ", ") + std::string{name};
  if (hint.empty()) hint = "no key can stand here";
  return refuse(member.place, "unknown key " + quote(member.key), std::move(hint));
}

Result<void> check_free_key(const YamlNode::Member& member, const Shape& shape) {
  if (shape.name_keys && !is_name(member.key))
    return refuse(member.place, "the key " + quote(member.key) + " is not a name",
                  "lower case letters, digits, \"-\" and \"_\", a letter first, at most 64");
  if (member.key.empty()) return refuse(member.place, "expected a key that is not empty");
  return {};
}

const YamlNode::Member* find_member(const YamlNode& map, std::string_view key) {
  for (const YamlNode::Member& member : map.members)
    if (member.key == key) return &member;
  return nullptr;
}

// Of two members that exclude each other the second in the document is wrong.
Error excluded(const YamlNode::Member& a, const YamlNode::Member& b) {
  const bool a_first = std::less<>{}(&a, &b);
  const YamlNode::Member &first = a_first ? a : b, &second = a_first ? b : a;
  return refuse(second.place, quote(second.key) + " cannot stand beside " + quote(first.key));
}

Result<void> check_group(const YamlNode& map, const Shape& shape, Presence presence) {
  std::vector<std::string> names;
  const YamlNode::Member* found = nullptr;
  for (const ShapeKey& key : shape.keys) {
    if (key.presence != presence) continue;
    names.push_back(quote(key.name));
    const YamlNode::Member* member = find_member(map, key.name);
    if (member && found && presence == Presence::exactly_one) return excluded(*found, *member);
    if (member) found = member;
  }
  if (!names.empty() && !found) return refuse(map.place, "expected " + join_words(names, " or "));
  return {};
}

Result<void> check_keys_together(const YamlNode& map, const Shape& shape) {
  for (const ShapeKey& key : shape.keys) {
    const YamlNode::Member* member = find_member(map, key.name);
    if (!member && key.presence == Presence::required) return refuse(map.place, quote(key.name) + " is missing");
    if (!member) continue;
    if (!key.only_with.empty() && !map.find(key.only_with))
      return refuse(member->place, quote(key.name) + " needs " + quote(key.only_with) + " beside it");
    if (const auto* other = key.not_with.empty() ? nullptr : find_member(map, key.not_with))
      return excluded(*member, *other);
  }
  COMPLIANCE_CHECK(check_group(map, shape, Presence::exactly_one));
  return check_group(map, shape, Presence::at_least_one);
}

Result<void> check(const YamlNode& node, const Shape& shape, std::string_view key);

Result<void> check_map(const YamlNode& map, const Shape& shape) {
  for (const YamlNode::Member& member : map.members) {
    const auto known =
        std::find_if(shape.keys.begin(), shape.keys.end(), [&](const ShapeKey& key) { return key.name == member.key; });
    if (known == shape.keys.end() && shape.kind == Kind::map) return unknown_key(member, shape);
    if (known == shape.keys.end()) COMPLIANCE_CHECK(check_free_key(member, shape));
    COMPLIANCE_CHECK(check(member.value, known == shape.keys.end() ? *shape.item : *known->shape, member.key));
  }
  return check_keys_together(map, shape);
}

// What is wrong with a value itself is said with the nearest key, for whoever reads the message without the file.
Result<void> name_it(std::string_view key, Result<void> result) {
  if (result || key.empty()) return result;
  Error error = std::move(result).error();
  error.message = quote(key) + ": " + error.message;
  return error;
}

Result<void> check_items(const YamlNode& list, const Shape& shape, std::string_view key) {
  std::unordered_set<std::string_view> seen;
  for (const YamlNode& node : list.items) {
    COMPLIANCE_CHECK(check(node, *shape.item, key));
    if (shape.unique && !seen.insert(node.text).second)
      return name_it(key, refuse(node.place, quote(node.text) + " stands here twice"));
  }
  return {};
}

Result<void> check(const YamlNode& node, const Shape& shape, std::string_view key) {
  if (shape.kind == Kind::either) {
    for (const Shape* option : shape.options)
      if (accepts(*option, node.kind)) return check(node, *option, key);
    return name_it(key, refuse(node.place, "expected " + noun(shape)));
  }
  if (shape.kind == Kind::one_or_list && node.kind != YamlNode::Kind::list && accepts(*shape.item, node.kind))
    return check(node, *shape.item, key);
  if (node.kind == YamlNode::Kind::map && accepts(shape, node.kind)) {
    if (shape.kind == Kind::entries)
      COMPLIANCE_CHECK(name_it(key, check_count(node, node.members.size(), shape, "key")));
    return check_map(node, shape);
  }
  if (node.kind == YamlNode::Kind::list && accepts(shape, node.kind)) {
    COMPLIANCE_CHECK(name_it(key, check_count(node, node.items.size(), shape, "item")));
    return check_items(node, shape, key);
  }
  return name_it(key, check_scalar(node, shape));
}

}  // namespace

Result<void> conform(const YamlNode& node, const Shape& shape) { return check(node, shape, {}); }

}  // namespace compliance
