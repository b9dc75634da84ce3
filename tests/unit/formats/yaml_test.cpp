// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/yaml.h"

#include <doctest/doctest.h>

#include <chrono>
#include <ostream>
#include <stdexcept>

using namespace compliance;
using namespace std::string_literals;

namespace {

using Kind = YamlNode::Kind;

YamlNode parse(std::string_view text) {
  const Result<YamlNode> node = parse_yaml(text, "p.yaml");
  CAPTURE(text);
  if (!node) FAIL(to_string(node.error()));
  return *node;
}

// "line:column: message (hint)", or "accepted".
std::string refusal(std::string_view text) {
  const Result<YamlNode> node = parse_yaml(text, "");
  if (node) return "accepted";
  const Error& error = node.error();
  return to_string(error) + (error.hint.empty() ? "" : " (" + error.hint + ")");
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string repeated;
  for (std::size_t i = 0; i < count; ++i) repeated += text;
  return repeated;
}

std::string at(const YamlNode& node) { return to_string(node.place); }

}  // namespace

TEST_SUITE("formats/yaml") {
  TEST_CASE("parse_yaml keeps order, texts and places") {
    const YamlNode root = parse("policy: duck\nlist: [a, \"b\"]\nmap:\n  - x: 'y'\n");
    CHECK(root.kind == Kind::map);
    CHECK(at(root) == "p.yaml:1:1");
    REQUIRE(root.members.size() == 3);
    CHECK(root.members[0].key == "policy");
    CHECK(root.members[1].key == "list");
    CHECK(root.members[1].place == Place{"p.yaml", 2, 1});
    CHECK(root.at("policy").text == "duck");
    CHECK_FALSE(root.at("policy").quoted);
    CHECK(at(root.at("policy")) == "p.yaml:1:9");
    CHECK(root.at("list").kind == Kind::list);
    CHECK(at(root.at("list")) == "p.yaml:2:7");
    CHECK(root.at("list").items[1].quoted);
    CHECK(at(root.at("list").items[1]) == "p.yaml:2:11");
    CHECK(at(root.at("map").items[0]) == "p.yaml:4:5");
    CHECK(root.at("map").items[0].at("x").text == "y");
  }

  TEST_CASE("parse_yaml leaves the meaning of scalars alone (T3, TC-182)") {
    const YamlNode root = parse("[NO, \"no\", 010, 0123, 3Y, 1e3, 2026-01-01, 2026-04-01T02:00:00+02:00, '', y, =]");
    std::string texts;
    for (const YamlNode& item : root.items) texts += item.text + '|';
    CHECK(texts == "NO|no|010|0123|3Y|1e3|2026-01-01|2026-04-01T02:00:00+02:00||y|=|");
    for (const YamlNode& item : root.items) CHECK(item.kind == Kind::scalar);
  }

  TEST_CASE("parse_yaml reads nothing from empty values, ~ and null, unquoted only") {
    const YamlNode root = parse("a:\n\n\nb: ~\nc: null\nd: 'null'\ne: \"~\"\nf: \"\"\ng: [~]\nh: nullable\n");
    for (const char* key : {"a", "b", "c"}) CHECK(root.at(key).kind == Kind::nothing);
    for (const char* key : {"d", "e", "f", "h"}) CHECK(root.at(key).kind == Kind::scalar);
    CHECK(at(root.at("a")) == "p.yaml:1:1");
    CHECK(at(root.at("b")) == "p.yaml:4:1");
    CHECK(root.at("g").items[0].kind == Kind::nothing);
    CHECK(at(root.at("g").items[0]) == "p.yaml:9:4");
    for (const char* empty : {"", "\n\n", "# nothing\n", "---\n", "--- ~\n...\n"}) {
      CAPTURE(empty);
      CHECK(parse(empty).kind == Kind::nothing);
      CHECK(at(parse(empty)) == "p.yaml:1:1");
    }
  }

  TEST_CASE("parse_yaml counts columns in characters, after a byte order mark, with either line end") {
    const YamlNode root = parse(
        "\xEF\xBB\xBF"
        "a: b\r\nZo\xC3\xAB: [\xE2\x82\xAC, \xF0\x9F\x98\x80, c]\r\nd: |\r\n  e\r\n  f\r\n");
    CHECK(at(root.at("a")) == "p.yaml:1:4");
    CHECK(at(root.at("Zo\xC3\xAB").items[2]) == "p.yaml:2:13");
    CHECK(root.at("d").text == "e\nf\n");
    CHECK(root.at("d").quoted);
    CHECK(root.members[2].place == Place{"p.yaml", 3, 1});
  }

  TEST_CASE("parse_yaml refuses what would say something else than it shows (S02, S05)") {
    CHECK(refusal("a: &x 1\nb: *x\n") == "1:4: anchors (&) are not allowed (write the value out where it is needed)");
    CHECK(refusal("&x [*x]") == "1:1: anchors (&) are not allowed (write the value out where it is needed)");
    CHECK(refusal("a: &x [*x]") == "1:4: anchors (&) are not allowed (write the value out where it is needed)");
    CHECK(refusal("&k a: 1") == "1:1: anchors (&) are not allowed (write the value out where it is needed)");
    CHECK(refusal("a: *x") == "1:4: aliases (*) are not allowed (write the value out)");
    CHECK(refusal("a: *") == "1:5: aliases (*) are not allowed (text that starts with * needs quotes)");
    CHECK(refusal("a: &") == "1:5: anchors (&) are not allowed (text that starts with & needs quotes)");
    CHECK(refusal("a: &b &c d") == "1:7: anchors (&) are not allowed (text that starts with & needs quotes)");
    CHECK(refusal("a: !b !c d") == "1:7: tags (!) are not allowed");
    for (const char* tag : {"a: !!str 1", "a: !x b", "a: ! 5", "a: ! [b]", "a: !!map {b: c}", "a: !<tag:x> b", "a: !",
                            "a: !!null ~", "a: ! 'b'"}) {
      CAPTURE(tag);
      CHECK(refusal(tag) == "1:4: tags (!) are not allowed");
    }
    CHECK(refusal("!x a: 1") == "1:1: tags (!) are not allowed");
    CHECK(refusal("a: {b: 1}\nc:\n  <<: {d: 1}\n") == "3:3: merge keys (<<) are not allowed (write the keys out)");
    CHECK(parse("'<<': 1").members[0].key == "<<");
    CHECK(refusal("%YAML 1.1\n---\na: 1\n") == "1:1: directives (%) are not allowed");
    CHECK(refusal("a: 1\n...\n%TAG ! x\n") == "3:1: directives (%) are not allowed");
  }

  TEST_CASE("parse_yaml refuses duplicate keys at the second (T2, S04, TC-182)") {
    CHECK(refusal("a: 1\nb: 2\na: 3\n") == "3:1: duplicate key \"a\" (the first is on line 1)");
    CHECK(refusal("a: {b: 1, 'b': 2}") == "1:11: duplicate key \"b\" (the first is on line 1)");
    CHECK(refusal("\"x\\n\": 1\n\"x\\n\": 1\n") == "2:1: duplicate key \"x\\x0A\" (the first is on line 1)");
    CHECK(refusal("a: {b: 1}\nc: {b: 1}\n") == "accepted");
    CHECK(refusal("a: 1\nA: 1\n") == "accepted");
  }

  TEST_CASE("parse_yaml refuses keys that are not text") {
    CHECK(refusal("? [a]\n: 1\n") == "1:3: expected a key that is text (does every bracket close?)");
    CHECK(refusal("{a: b}: 1\n") == "1:1: expected a key that is text (does every bracket close?)");
    CHECK(refusal("~: 1") == "1:1: expected a key that is text (null and ~ are text only in quotes)");
    CHECK(refusal(": 1") == "1:1: expected a key that is text (null and ~ are text only in quotes)");
    CHECK(refusal("{null: 1}") == "1:2: expected a key that is text (null and ~ are text only in quotes)");
    CHECK(parse("'~': 1").members[0].key == "~");
  }

  TEST_CASE("parse_yaml refuses a second document (S05)") {
    CHECK(refusal("a: 1\n---\nb: 2\n") == "2:1: expected one document");
    CHECK(refusal("a: 1\n---\n") == "2:1: expected one document");
    CHECK(refusal("---\n---\na: 1\n") == "2:1: expected one document");
    CHECK(refusal("a: 1\n...\nb: 2\n") == "3:1: expected the end of the document");
    CHECK(refusal("[a] b") == "1:5: expected the end of the document");
    CHECK(refusal("- a\nb: 1") == "2:1: expected the end of the document");
    CHECK(refusal("---\na: 1\n...\n") == "accepted");
  }

  TEST_CASE("parse_yaml refuses tabs in indentation and characters that an editor does not show") {
    CHECK(refusal("a:\n\tb: 1") == "2:1: expected spaces, not a tab, at the start of a line");
    CHECK(refusal("a:\n  \tb: 1") == "2:3: expected spaces, not a tab, at the start of a line");
    CHECK(refusal("\t") == "1:1: expected spaces, not a tab, at the start of a line");
    CHECK(parse("a:\t1").at("a").text == "1");
    const std::string hidden = "expected text without control characters";
    CHECK(refusal("a: \x1B[31m") == "1:4: " + hidden);
    CHECK(refusal("a: 1\n\0"s) == "2:1: " + hidden);
    CHECK(refusal("a: 1\x04") == "1:5: " + hidden);
    CHECK(refusal("# c\ra: 1") == "1:4: " + hidden);
    CHECK(refusal("a: 1\r") == "1:5: " + hidden);
    CHECK(refusal("a: \x7F") == "1:4: " + hidden);
    CHECK(refusal("a: \xC2\x85") == "1:4: " + hidden);
    CHECK(refusal("a: \xE2\x80\xA8") == "1:4: " + hidden);
    CHECK(refusal("a: \xC3\xAB \xE2\x80\xAE") == "1:6: " + hidden);
    CHECK(refusal("a: \xE2\x81\xA6") == "1:4: " + hidden);
    CHECK(refusal("a: \xEF\xBB\xBF") == "1:4: " + hidden);
    CHECK(refusal("a: \"\\0\"") == "1:4: " + hidden);
    CHECK(refusal("b:\n  \"\\e\": 1") == "2:3: " + hidden);
    CHECK(refusal("a: \"\\u202e\"") == "1:4: " + hidden);
    CHECK(parse("a: \"\\t\\n\\u00eb\"").at("a").text == "\t\n\xC3\xAB");
    CHECK(parse("a: \xC2\xA0\xE2\x80\xA7\xE2\x81\xA5").at("a").text == "\xC2\xA0\xE2\x80\xA7\xE2\x81\xA5");
  }

  TEST_CASE("parse_yaml places the first byte that is not UTF-8") {
    CHECK(refusal("a: 1\nb: Zo\xC3\xAB Zo\xEB") == "2:10: expected UTF-8");
    CHECK(refusal("\xFF\xFE"
                  "a\0"s) == "1:1: expected UTF-8");
  }

  TEST_CASE("parse_yaml says in plain words what is not YAML") {
    CHECK(refusal("a: b: c") ==
          "1:5: expected one key and one value on a line (text with a colon and a space in it needs quotes)");
    CHECK(refusal("a:\n  b: 1\n c: 2\n") == "3:2: expected a key at the indentation of its map");
    CHECK(refusal("a: x\n- y") == "2:1: expected a key at the indentation of its map");
    CHECK(refusal("- a\nb") == "2:1: expected the end of the document");
    CHECK(refusal("a: [1\nb: 2") == "2:2: expected \",\" or \"]\"");
    CHECK(refusal("a: {x: 1\nb: 2") == "2:2: expected \",\" or \"}\"");
    CHECK(refusal("a: ]") == "1:4: expected no \"]\" or \"}\" without its opening bracket");
    CHECK(refusal("a: 'x") == "1:6: expected a closing quote");
    CHECK(refusal("a: \"x\n---\ny\"") == "2:1: expected a closing quote before \"---\" or \"...\"");
    CHECK(refusal("a: \"\\q\"") ==
          "1:7: unknown escape in double quotes (in single quotes a backslash stands for itself)");
    CHECK(refusal("a: \"\\ud800\"") ==
          "1:11: unknown escape in double quotes (in single quotes a backslash stands for itself)");
    for (const char* latin1 : {"a: \"b\\N\"", "a: \"\\_b\""})  // yaml-cpp 0.7 makes them bytes that are not UTF-8
      CHECK(refusal(latin1) == "1:4: unknown escape in double quotes (in single quotes a backslash stands for itself)");
    CHECK(refusal("a: @b") == "1:4: expected a value (text that starts with this character needs quotes)");
    CHECK(refusal("a: - b") == "1:4: a list item (\"- \") cannot stand here");
    CHECK(refusal("a: ? b") == "1:4: a key cannot stand here");
    CHECK(refusal("a: |x\n  b") == "1:5: expected the text of a block on the lines after \"|\" or \">\"");
  }

  TEST_CASE("parse_yaml allows 32 levels and stops before it goes deeper (S03)") {
    CHECK(refusal(repeat("[", 32) + repeat("]", 32)) == "accepted");
    const std::string message = "expected at most 32 levels of lists and maps";
    CHECK(refusal(repeat("[", 33) + repeat("]", 33)) == "1:33: " + message);
    const auto start = std::chrono::steady_clock::now();
    for (const char* nest : {"[", "{a: ", "- ", "[{a: ", "? "}) {
      CAPTURE(nest);
      CHECK(refusal(repeat(nest, 100'000)) != "accepted");
    }
    CHECK(refusal(repeat("[", 100'000) + repeat("]", 100'000)) == "1:33: " + message);
    CHECK(refusal(repeat("- ", 100'000)) == "1:65: " + message);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
  }

  TEST_CASE("parse_yaml refuses billion laughs at the first anchor (S01)") {
    CHECK(refusal("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n").starts_with("1:4: anchors (&) are not allowed"));
  }

  TEST_CASE("parse_yaml refuses more than 1 MiB or 100,000 values (S06)") {
    const std::string fits = "a: " + std::string(yaml_size_limit - 3, 'x');
    CHECK(parse(fits).at("a").text.size() == yaml_size_limit - 3);
    CHECK(to_string(parse_yaml(fits + 'x', "p.yaml").error()) == "p.yaml: expected at most 1 MiB of YAML");
    CHECK(refusal('[' + repeat("a,", yaml_value_limit - 1) + ']') == "accepted");
    CHECK(refusal('[' + repeat("a,", yaml_value_limit) + ']') == "1:200000: expected at most 100000 values");
    CHECK(refusal('[' + repeat("~,", yaml_value_limit) + ']') == "1:200000: expected at most 100000 values");
    CHECK(refusal('[' + repeat("[],", yaml_value_limit) + ']') == "1:299999: expected at most 100000 values");
  }

  TEST_CASE("at throws for a key that nobody checked") {
    CHECK(parse("a: 1").find("b") == nullptr);
    CHECK_THROWS_AS(static_cast<void>(parse("a: 1").at("b")), std::logic_error);
  }

  TEST_CASE("one_or_many sees one value as a list of one") {
    const YamlNode root = parse("a: x\nb: [x, y]\nc: {d: e}\nf:\n");
    CHECK(root.at("a").one_or_many().size() == 1);
    CHECK(root.at("a").one_or_many()[0].text == "x");
    CHECK(root.at("b").one_or_many().size() == 2);
    CHECK(root.at("b").one_or_many()[1].text == "y");
    CHECK(root.at("c").one_or_many().size() == 1);
    CHECK(root.at("f").one_or_many().empty());
  }
}
