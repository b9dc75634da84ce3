// SPDX-License-Identifier: Apache-2.0
// Shapes as JSON Schema. The patterns say in another language what the readers of scalars.h and the calendar accept;
// tests/property/schema.py holds the two together.

#include <string>

#include "libcompliance/formats/shape.h"

namespace compliance {
namespace {

using Kind = Shape::Kind;
constexpr auto unbounded = std::numeric_limits<std::uint64_t>::max();

constexpr std::string_view name_pattern = "^[a-z][a-z0-9_-]{0,63}$";
constexpr std::string_view name_pair_pattern = "^[a-z][a-z0-9_-]{0,63}\\.[a-z][a-z0-9_-]{0,63}$";
constexpr std::string_view country_pattern = "^[A-Z]{2}$";
constexpr std::string_view share_pattern = "^(?!0(\\.0+)?%)(100(\\.0{1,4})?|[1-9]?[0-9](\\.[0-9]{1,4})?)%$";

const std::string day_pattern = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const std::string date_pattern = '^' + day_pattern + '$';
const std::string instant_pattern =
    '^' + day_pattern + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$";

// "P2Y6M" or "2 years 6 months": units stand in order, each once, and at least one of them.
std::string make_period_pattern() {
  const std::string number = "(0|[1-9][0-9]{0,5})";
  std::string iso, written;
  for (const std::string unit : {"year", "month", "week", "day"}) {
    iso += '(' + number + static_cast<char>(unit[0] - 'a' + 'A') + ")?";
    written += '(' + number + ' ' + unit + "s?( (?=[0-9])|$))?";
  }
  return "^(P(?=[0-9])" + iso + "|(?=[0-9])" + written + ")$";
}

Json typed(std::string_view type) { return std::move(Json::object().set("type", type)); }
Json string_like(std::string_view pattern) { return std::move(typed("string").set("pattern", pattern)); }

Json any_of(Json::List options) { return std::move(Json::object().set("anyOf", Json::list(std::move(options)))); }

Json words_schema(std::span<const std::string_view> words) {
  Json list = Json::list();
  for (const std::string_view word : words) list.add(word);
  return std::move(Json::object().set("enum", std::move(list)));
}

// Bounds that a schema writer left open are left out.
void set_bounds(Json& schema, const Shape& shape, std::string_view least, std::string_view most) {
  if (shape.least != 0) schema.set(least, shape.least);
  if (shape.most != unbounded) schema.set(most, shape.most);
}

Json required(Json::List names) { return std::move(Json::object().set("required", Json::list(std::move(names)))); }

// `help`, of the key under which it stands, goes before the help of the shape itself.
Json schema_of(const Shape& shape, std::string_view help = {});

// Adds `key: [{"required": [name]}, …]` for the keys that are marked `presence`.
void set_group(Json& schema, const Shape& shape, Presence presence, std::string_view key) {
  Json options = Json::list();
  for (const ShapeKey& member : shape.keys)
    if (member.presence == presence) options.add(required({member.name}));
  if (!options.as_list()->empty()) schema.set(key, std::move(options));
}

void set_keys_together(Json& schema, const Shape& shape) {
  Json needed = Json::list(), dependent = Json::object(), exclusions = Json::list();
  for (const ShapeKey& key : shape.keys) {
    if (key.presence == Presence::required) needed.add(key.name);
    if (!key.only_with.empty()) dependent.set(key.name, Json::list({key.only_with}));
    if (!key.not_with.empty()) exclusions.add(std::move(Json::object().set("not", required({key.name, key.not_with}))));
  }
  if (!needed.as_list()->empty()) schema.set("required", std::move(needed));
  if (!dependent.as_object()->empty()) schema.set("dependentRequired", std::move(dependent));
  if (!exclusions.as_list()->empty()) schema.set("allOf", std::move(exclusions));
  set_group(schema, shape, Presence::exactly_one, "oneOf");
  set_group(schema, shape, Presence::at_least_one, "anyOf");
}

Json map_schema(const Shape& shape) {
  Json schema = typed("object"), properties = Json::object();
  for (const ShapeKey& key : shape.keys) properties.set(key.name, schema_of(*key.shape, key.help));
  if (!shape.keys.empty()) schema.set("properties", std::move(properties));
  if (shape.kind == Kind::entries) {
    schema.set("propertyNames",
               shape.name_keys ? string_like(name_pattern) : std::move(typed("string").set("minLength", 1)));
    schema.set("additionalProperties", schema_of(*shape.item));
    set_bounds(schema, shape, "minProperties", "maxProperties");
  } else {
    schema.set("additionalProperties", false);
  }
  set_keys_together(schema, shape);
  return schema;
}

Json list_schema(const Shape& shape) {
  Json schema = typed("array");
  schema.set("items", schema_of(*shape.item));
  set_bounds(schema, shape, "minItems", "maxItems");
  if (shape.unique) schema.set("uniqueItems", true);
  return schema;
}

Json integer_schema(const Shape& shape) {
  Json schema = typed("integer");
  schema.set("minimum", shape.least);
  if (shape.most != unbounded) schema.set("maximum", shape.most);
  return schema;
}

// Without the words that may stand instead.
Json kind_schema(const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
      return std::move(Json::object().set("type", Json::list({"string", "number", "boolean"})).set("minLength", 1));
    case Kind::name:
      return string_like(name_pattern);
    case Kind::name_pair:
      return string_like(name_pair_pattern);
    case Kind::integer:
      return integer_schema(shape);
    case Kind::boolean:
      return typed("boolean");
    case Kind::date:
      return std::move(string_like(date_pattern).set("format", "date"));
    case Kind::instant:
      return std::move(string_like(instant_pattern).set("format", "date-time"));
    case Kind::period:
      return string_like(make_period_pattern());
    case Kind::share:
      return string_like(share_pattern);
    case Kind::country:
      return string_like(country_pattern);
    case Kind::word:
      return words_schema(shape.words);
    case Kind::map:
    case Kind::entries:
      return map_schema(shape);
    case Kind::list:
      return list_schema(shape);
    case Kind::one_or_list:
      return any_of({schema_of(*shape.item), list_schema(shape)});
    case Kind::either:
      break;
  }
  Json::List options;
  for (const Shape* option : shape.options) options.push_back(schema_of(*option));
  return any_of(std::move(options));
}

Json schema_of(const Shape& shape, std::string_view help) {
  Json schema = kind_schema(shape);
  if (shape.kind != Kind::word && !shape.words.empty()) schema = any_of({std::move(schema), words_schema(shape.words)});
  if (help.empty()) help = shape.help;
  if (!help.empty()) schema.set("description", help);
  return schema;
}

}  // namespace

Json to_json_schema(const Shape& shape, std::string_view title, std::string_view id) {
  Json schema = Json::object();
  schema.set("$schema", "https://json-schema.org/draft/2020-12/schema").set("$id", id).set("title", title);
  const Json body = schema_of(shape);
  for (const auto& [key, value] : *body.as_object()) schema.set(key, value);
  return schema;
}

}  // namespace compliance
