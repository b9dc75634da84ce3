// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/mustache.h"

#include <doctest/doctest.h>

#include <ostream>

#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

std::string shouted(std::string_view text) { return "<" + std::string{text} + ">"; }

std::string filled(std::string_view text, const Json& data) { return demand(fill_in(text, "t", data, shouted)); }

std::string refusal(std::string_view text, const Json& data = Json::object()) {
  const Result<std::string> result = fill_in(text, "t", data, shouted);
  return result ? "filled in: " + *result : to_string(result.error());
}

}  // namespace

TEST_SUITE("documents/mustache") {
  TEST_CASE("fill_in: names, sections and lists") {
    const Json data =
        Json::object({{"name", "Jo"},
                      {"none", ""},
                      {"no", false},
                      {"items", Json::list({"a", "b"})},
                      {"people", Json::list({Json::object({{"name", "An"}}), Json::object({{"name", "Bo"}})})}});
    CHECK(filled("{{name}} {{{name}}}", data) == "<Jo> Jo");
    CHECK(filled("{{#none}}x{{/none}}{{#no}}y{{/no}}{{^no}}z{{/no}}", data) == "z");
    CHECK(filled("{{#items}}\n- {{.}}\n{{/items}}\n", data) == "- <a>\n- <b>\n");
    CHECK(filled("{{#people}}{{name}}{{/people}}", data) == "<An><Bo>");
  }

  TEST_CASE("fill_in: a text of the policy is never read as a template") {
    CHECK(filled("{{{name}}}", Json::object({{"name", "{{name}}"}})) == "{{name}}");
    CHECK(refusal("a\n{{> name}}", Json::object({{"name", "{{> name}}"}})) ==
          "t:2: expected a template without partials and without other delimiters");
    CHECK(refusal("{{=<% %>=}}") == "t:1: expected a template without partials and without other delimiters");
  }

  TEST_CASE("fill_in: what is broken or misspelt is refused") {
    const std::string broken = "t: expected a Mustache template whose tags and sections are all closed";
    for (const char* text : {"{{#a}}", "{{/a}}", "{{a", "{{", "{", "{{#a}}{{/b}}", "{{{a}}"}) {
      CAPTURE(text);
      const std::string outcome = refusal(text, Json::object({{"a", "x"}}));
      CHECK((outcome == broken || outcome == "filled in: {"));
    }
    CHECK(refusal("{{nmae}}", Json::object({{"name", "Jo"}})) == "t: the template names \"nmae\", which there is not");
  }
}
