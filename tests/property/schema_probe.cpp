// SPDX-License-Identifier: Apache-2.0
// A shape with every kind of value. `schema` writes it as JSON Schema; `check` reads YAML documents that end with NUL
// and writes for each a line: "fits", or why not.

#include <array>
#include <iostream>
#include <string>

#include "libcompliance/formats/shape.h"

namespace {

using namespace compliance;
using Kind = Shape::Kind;

constexpr std::array<std::string_view, 2> actions{"erase", "anonymise"};
constexpr std::array<std::string_view, 1> open_word{"open"};
constexpr Shape text{.kind = Kind::text}, name{.kind = Kind::name}, pair{.kind = Kind::name_pair};
constexpr Shape any_number{.kind = Kind::integer}, number{.kind = Kind::integer, .least = 1, .most = 10};
constexpr Shape boolean{.kind = Kind::boolean}, date{.kind = Kind::date}, instant{.kind = Kind::instant};
constexpr Shape period{.kind = Kind::period}, share{.kind = Kind::share};
constexpr Shape country{.kind = Kind::country};
constexpr Shape word{.kind = Kind::word, .words = actions},
    listed{.kind = Kind::word, .words = actions, .called = "action"}, until{.kind = Kind::date, .words = open_word};
constexpr Shape pairs{.kind = Kind::list, .item = &pair, .least = 1, .most = 2};
constexpr Shape words{.kind = Kind::list, .item = &word, .unique = true};
constexpr Shape one_or_names{.kind = Kind::one_or_list, .item = &name, .unique = true, .least = 1};
constexpr Shape texts{.kind = Kind::one_or_list, .item = &text, .least = 1};
constexpr Shape condition{.kind = Kind::entries, .item = &texts, .name_keys = false, .least = 1, .most = 1};
constexpr Shape nobody{.kind = Kind::map};

constexpr std::array field_keys{ShapeKey{"category", &name, Presence::required},
                                ShapeKey{.name = "type", .shape = &word, .not_with = "values"},
                                ShapeKey{"values", &texts}};
constexpr Shape field_map{.kind = Kind::map, .keys = field_keys};
constexpr std::array<const Shape*, 2> field_options{&name, &field_map};
constexpr Shape field{.kind = Kind::either, .options = field_options};
constexpr Shape fields{.kind = Kind::entries, .item = &field};

constexpr std::array moment_keys{ShapeKey{"of", &name, Presence::required},
                                 ShapeKey{"date", &name, Presence::exactly_one},
                                 ShapeKey{"latest", &texts, Presence::exactly_one},
                                 ShapeKey{.name = "not_yet_when", .shape = &condition, .only_with = "date"}};
constexpr Shape moment{.kind = Kind::map, .keys = moment_keys};

constexpr std::array record_keys{ShapeKey{"key", &text, Presence::required}};
constexpr Shape record{.kind = Kind::entries, .keys = record_keys, .item = &texts};

constexpr std::array keys{ShapeKey{"text", &text},
                          ShapeKey{"name", &name},
                          ShapeKey{"pair", &pair},
                          ShapeKey{"any_number", &any_number},
                          ShapeKey{"number", &number},
                          ShapeKey{"boolean", &boolean},
                          ShapeKey{"date", &date},
                          ShapeKey{"instant", &instant},
                          ShapeKey{"period", &period, Presence::at_least_one},
                          ShapeKey{"share", &share, Presence::at_least_one},
                          ShapeKey{"country", &country},
                          ShapeKey{"word", &word},
                          ShapeKey{"listed", &listed},
                          ShapeKey{"words", &words},
                          ShapeKey{"one_or_names", &one_or_names},
                          ShapeKey{"until", &until},
                          ShapeKey{"pairs", &pairs},
                          ShapeKey{"texts", &texts},
                          ShapeKey{"condition", &condition},
                          ShapeKey{"nobody", &nobody},
                          ShapeKey{"fields", &fields},
                          ShapeKey{"moment", &moment},
                          ShapeKey{"record", &record}};
constexpr Shape document{.kind = Kind::map, .keys = keys};

std::string verdict(const std::string& yaml) {
  const Result<YamlNode> node = parse_yaml(yaml, "stdin");
  if (!node) return to_string(node.error());
  const Result<void> fits = conform(*node, document);
  return fits ? "fits" : to_string(fits.error());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view{argv[1]} == "schema") {
    std::cout << to_json_text(to_json_schema(document, "Every kind of value", "https://example.org/every-kind.json"));
    return 0;
  }
  for (std::string yaml; std::getline(std::cin, yaml, '\0');) std::cout << verdict(yaml) << '\n';
  return 0;
}
