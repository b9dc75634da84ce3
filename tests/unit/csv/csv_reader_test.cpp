// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

#include "libcompliance/formats/csv.h"

using namespace compliance;

namespace {

using Row = std::vector<std::string>;

struct Outcome {
  std::vector<Row> rows = {};
  std::vector<std::uint64_t> lines = {};
  std::vector<std::string> raws = {};
  std::string error = {};  // with its place, and the hint in brackets

  std::string all_raw() const {
    std::string all;
    for (const std::string& raw : raws) all += raw;
    return all;
  }
};

// Hands out its text in pieces of `step` bytes, so that every boundary falls between two reads.
class SlowSource final : public ByteSource {
 public:
  SlowSource(std::string_view text, std::size_t step) : rest_(text), step_(step) {}
  std::size_t read(std::span<char> buffer) override { return rest_.read(buffer.first(std::min(buffer.size(), step_))); }

 private:
  TextSource rest_;
  std::size_t step_;
};

Outcome read_all(ByteSource& source, CsvDialect dialect = {}, CsvLimits limits = {}) {
  CsvReader reader(source, "t.csv", dialect, limits);
  Outcome outcome;
  for (;;) {
    const auto record = reader.next();
    if (!record) {
      outcome.error = to_string(record.error());
      if (!record.error().hint.empty()) outcome.error += " [" + record.error().hint + "]";
      break;
    }
    if (*record == nullptr) break;
    outcome.rows.emplace_back((*record)->fields.begin(), (*record)->fields.end());
    outcome.lines.push_back((*record)->line);
    outcome.raws.emplace_back((*record)->raw);
  }
  return outcome;
}

Outcome read_all(std::string_view text, CsvDialect dialect = {}, CsvLimits limits = {}) {
  TextSource source{text};
  return read_all(source, dialect, limits);
}

std::string utf_16(std::string_view text, ByteOrder order = ByteOrder::little) {
  std::string bytes;
  encode_utf_16(text, order, bytes);
  return bytes;
}

const CsvDialect in_utf_16{.encoding = Encoding::utf_16};
const CsvDialect in_windows_1252{.delimiter = ';', .encoding = Encoding::windows_1252};
const std::string mark{byte_order_mark};

}  // namespace

TEST_SUITE("csv reader") {
  TEST_CASE("CsvReader gives fields as they are, and raw bytes that add up to the file (TC-170, TC-173)") {
    struct Case {
      const char* name;
      std::string text;
      std::vector<Row> rows;
    };
    const std::vector<Case> cases{
        {"nothing", "", {}},
        {"one record", "a,b\n", {{"a", "b"}}},
        {"no line end at the end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
        {"an empty last field at the end", "a,b\nc,", {{"a", "b"}, {"c", ""}}},
        {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"mixed line ends", "a,b\nc,d\r\ne,f\n", {{"a", "b"}, {"c", "d"}, {"e", "f"}}},
        {"empty fields", ",\n,\n", {{"", ""}, {"", ""}}},
        {"quotes", "\"a\",\"b\"\n", {{"a", "b"}}},
        {"empty quotes", "\"\",\"\"\r\n", {{"", ""}}},
        {"delimiter in quotes", "\"a,b\",c\n", {{"a,b", "c"}}},
        {"doubled quotes", "\"a\"\"b\",\"\"\"\"\n", {{"a\"b", "\""}}},
        {"line ends in quotes", "\"a\nb\",\"c\r\nd\"\r\n", {{"a\nb", "c\r\nd"}}},
        {"a lone CR in quotes is text", "\"a\rb\",c\n", {{"a\rb", "c"}}},
        {"quotes to the end of the file", "a,\"b\"", {{"a", "b"}}},
        {"spaces and tabs stay", " a , \tb\t\n", {{" a ", " \tb\t"}}},
        {"spaces inside quotes stay", "\" a \",\" \"\n", {{" a ", " "}}},
        {"leading zeros and Dutch numbers stay text", "0123,\"1.234,56\"\n", {{"0123", "1.234,56"}}},
        {"a byte order mark", mark + "\"id\",naam\n1,2\n", {{"id", "naam"}, {"1", "2"}}},
        {"only the first mark is one", mark + mark + "a\n", {{mark + "a"}}},
        {"a mark alone", mark, {{""}}},
        {"UTF-8", "Zo\xC3\xAB,\xE2\x82\xAC,\xF0\x9F\x98\x80\n", {{"Zo\xC3\xAB", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}}},
        {"blank lines at the end", "a,b\nc,d\n\n\r\n\n", {{"a", "b"}, {"c", "d"}}},
        {"blank lines in a single column", "a\n\n\r\nb\n", {{"a"}, {""}, {""}, {"b"}}},
        {"blank lines alone", "\n\n", {{""}}},
        {"a blank line without line end is none", "a\n\n\"\"", {{"a"}, {""}, {""}}},
    };
    for (const Case& c : cases) {
      for (const std::size_t step : {1U, 2U, 3U, 1000U}) {
        CAPTURE(c.name);
        CAPTURE(step);
        SlowSource source{c.text, step};
        const Outcome outcome = read_all(source);
        CHECK(outcome.error == "");
        CHECK(outcome.rows == c.rows);
        CHECK(outcome.all_raw() == c.text);
      }
    }
  }

  TEST_CASE("CsvReader gives each record the bytes that are its own") {
    const Outcome outcome = read_all(mark + "a,\"b\nb\"\r\nc,d\n\"e\",f\n\r\n");
    CHECK(outcome.raws == std::vector<std::string>{mark + "a,\"b\nb\"\r\n", "c,d\n", "\"e\",f\n\r\n"});
    CHECK(outcome.lines == std::vector<std::uint64_t>{1, 3, 4});
  }

  TEST_CASE("CsvReader tells where each field stands and whether it was quoted") {
    const std::string text = mark + "a,\"b\"\"\",,\"\"\r\n";
    TextSource source{text};
    CsvReader reader(source, "t.csv", {});
    const CsvRecord& record = **reader.next();
    CHECK(record.raw_fields == std::vector<std::string_view>{"a", "\"b\"\"\"", "", "\"\""});
    CHECK(record.quoted == std::vector<bool>{false, true, false, true});
  }

  TEST_CASE("CsvReader knows other dialects (TC-170)") {
    const std::vector<Row> rows{{"a,b", "c\"d"}, {"1", "2"}};
    CHECK(read_all("a,b;\"c\"\"d\"\n1;2\n", {.delimiter = ';'}).rows == rows);
    CHECK(read_all("a,b\t\"c\"\"d\"\n1\t2\n", {.delimiter = '\t'}).rows == rows);
    CHECK(read_all("a,b|c\"d\n1|'2'\n", {.delimiter = '|', .quote = '\''}).rows == rows);
  }

  TEST_CASE("CsvReader refuses a dialect that cannot be") {
    const std::string ascii = "t.csv: expected an ASCII character other than a line end as delimiter and as quote";
    CHECK(read_all("a", {.delimiter = '\n'}).error == ascii);
    CHECK(read_all("a", {.quote = '\0'}).error == ascii);
    CHECK(read_all("a", {.delimiter = '\xA7'}).error == ascii);
    CHECK(read_all("a", {.delimiter = '"'}).error == "t.csv: expected a delimiter that is not the quote");
  }

  TEST_CASE("CsvReader refuses what is malformed, with its place (S08–S12)") {
    struct Case {
      std::string text;
      std::string error;
    };
    const std::string lone_cr = ": expected LF or CR LF as the end of a line, found a lone CR";
    const std::string not_utf_8 = ": expected UTF-8, found a byte that is not [declare the encoding of the file]";
    const std::vector<Case> cases{
        {"a,b\n1,2,3\n", "t.csv:2: expected 2 columns as in the header, found 3"},
        {"a,b,c,d,e,f,g\n1,\"\n\",3,4,5,6,7\n1,2,3,4,5,6\n", "t.csv:4: expected 7 columns as in the header, found 6"},
        {"a,b\n\n1,2\n", "t.csv:2: expected 2 columns as in the header, found 1"},
        {"a\n1,2", "t.csv:2: expected 1 column as in the header, found 2"},
        {"a,b\n1,x\"y\n", "t.csv:2:2: expected no quote inside a field that does not start with one"},
        {"a, \"b\"\n", "t.csv:1:2: expected no quote inside a field that does not start with one"},
        {"a,b\n\"1\n\" ,2\n", "t.csv:2:1: expected the delimiter or the end of the line after a closing quote"},
        {"\"a\"b\n", "t.csv:1:1: expected the delimiter or the end of the line after a closing quote"},
        {"a,b\n1,\"2\n3,4\n", "t.csv:2:2: unterminated quote: the field that starts here never ends"},
        {"a,\"", "t.csv:1:2: unterminated quote: the field that starts here never ends"},
        {"a,\"b\"\"", "t.csv:1:2: unterminated quote: the field that starts here never ends"},
        {"a\rb\r", "t.csv:1:1" + lone_cr},
        {"a,b\r", "t.csv:1:2" + lone_cr},
        {"a,b\r\r\n", "t.csv:1:2" + lone_cr},
        {"a\r\"b\n\"\n", "t.csv:1:1" + lone_cr},
        {"a\r\"b\"c\n", "t.csv:1:1" + lone_cr},
        {"a\n\n\r", "t.csv:3:1" + lone_cr},
        {"a,b\n\n\r", "t.csv:2: expected 2 columns as in the header, found 1"},
        {"\rab\n", "t.csv:1:1" + lone_cr},
        {std::string{"a,b\n1,\0\n", 9}, "t.csv:2:2: expected text, found a NUL byte"},
        {"a,b\n1,caf\xE9\n", "t.csv:2:2" + not_utf_8},
        {"\xFF\xFE"
         "a,b\n",
         "t.csv:1:1" + not_utf_8},
        {"\xC3,\xA9\n", "t.csv:1:1" + not_utf_8},
        {"\"\xC3\"\"\xA9\"\n", "t.csv:1:1" + not_utf_8},
    };
    for (const Case& c : cases) {
      for (const std::size_t step : {1U, 2U, 1000U}) {
        CAPTURE(c.text);
        CAPTURE(step);
        SlowSource source{c.text, step};
        CHECK(read_all(source).error == c.error);
      }
    }
  }

  TEST_CASE("CsvReader reads files of many chunks (TC-176)") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",\"a \"\"note\"\"\nof two lines\"\r\n";
    TextSource source{text};
    CsvReader reader(source, "t.csv", {});
    std::string raw;
    std::uint64_t count = 0;
    for (auto record = reader.next(); *record != nullptr; record = reader.next(), ++count) {
      REQUIRE((*record)->fields[0] == std::to_string(count));
      REQUIRE((*record)->fields[1] == "a \"note\"\nof two lines");
      REQUIRE((*record)->line == 1 + 2 * count);
      raw += (*record)->raw;
    }
    CHECK(count == 20'000);
    CHECK(raw == text);
  }

  TEST_CASE("CsvReader repeats an error, so that it is not taken for the end") {
    TextSource source{"a\n\"b"};
    CsvReader reader(source, "t.csv", {});
    CHECK(reader.next());
    for (int i = 0; i < 3; ++i) CHECK(reader.next().error().place == Place{"t.csv", 2, 1});
  }

  TEST_CASE("CsvReader keeps its place when it is moved") {
    TextSource source{"a\nb\n"};
    CsvReader first(source, "t.csv", {});
    CHECK((*first.next())->fields[0] == "a");
    CsvReader second = std::move(first);
    CHECK((*second.next())->fields[0] == "b");
    CHECK(*second.next() == nullptr);
  }

  TEST_CASE("CsvReader holds each limit to the byte (S08)") {
    const CsvLimits limits{.field = 4, .record = 12, .columns = 3};
    CHECK(read_all("1234,a\n\"1\"\"34\"\n", {}, limits).error ==
          "t.csv:2: expected 2 columns as in the header, found 1");
    const std::string field = "expected a field of at most 4 bytes [is a closing quote missing?]";
    const std::string record = "expected a record of at most 12 bytes [is a closing quote missing?]";
    CHECK(read_all("a,12345", {}, limits).error == "t.csv:1:2: " + field);
    CHECK(read_all("a,12345\n", {}, limits).error == "t.csv:1:2: " + field);
    CHECK(read_all("a\n\"123\n5\"", {}, limits).error == "t.csv:2:1: " + field);
    CHECK(read_all("\"\"\"\"\"\"\"\"\"\"", {}, limits).error == "");
    CHECK(read_all("1234,1234,1\n", {}, limits).error == "");
    CHECK(read_all("1234,1234,1\n\n\n", {}, limits).error == "");
    CHECK(read_all("1234,1234,12\n", {}, limits).error == "t.csv:1: " + record);
    CHECK(read_all("a,b,c", {}, limits).error == "");
    CHECK(read_all("a,b,c,d", {}, limits).error == "t.csv:1: expected at most 3 columns");
    CHECK(read_all("a,b,c,", {}, limits).error == "t.csv:1: expected at most 3 columns");
    CHECK(read_all("a,b,c,d\n", {}, limits).error == "t.csv:1: expected at most 3 columns");
  }

  TEST_CASE("CsvReader stops at its limits, however long the file is (S08)") {
    // An endless source: a reader that wanted all of it would never return.
    struct Endless final : ByteSource {
      char character;
      bool opened = false;
      explicit Endless(char c) : character(c) {}
      std::size_t read(std::span<char> buffer) override {
        std::fill(buffer.begin(), buffer.end(), character);
        if (!std::exchange(opened, true)) buffer[0] = '"';
        return buffer.size();
      }
    };
    Endless letters{'x'};
    CHECK(read_all(letters).error ==
          "t.csv:1:1: expected a field of at most 1048576 bytes [is a closing quote missing?]");
    Endless quotes{'"'};
    CHECK(read_all(quotes).error ==
          "t.csv:1:1: expected a field of at most 1048576 bytes [is a closing quote missing?]");
    Endless delimiters{','};
    delimiters.opened = true;
    CHECK(read_all(delimiters).error == "t.csv:1: expected at most 4096 columns");
  }

  TEST_CASE("CsvReader takes many blank lines in a single column in linear time (S08)") {
    const std::string text = std::string(200'000, '\n') + "a\n" + std::string(200'000, '\n');
    TextSource source{text};
    CsvReader reader(source, "t.csv", {});
    std::size_t records = 0;
    std::size_t bytes = 0;
    for (auto record = reader.next(); *record != nullptr; record = reader.next()) {
      ++records;
      bytes += (*record)->raw.size();
    }
    CHECK(records == 200'001);
    CHECK(bytes == text.size());
  }

  TEST_CASE("CsvReader decodes Windows-1252 and gives back the bytes (TC-170)") {
    const std::string text = "naam;bedrag\r\n\"Zo\xEB\r\nde \"\"B\"\"\";\x80 1.234,56\r\nx;\x9F\r\n";
    const Outcome outcome = read_all(text, in_windows_1252);
    CHECK(outcome.error == "");
    CHECK(outcome.rows ==
          std::vector<Row>{{"naam", "bedrag"}, {"Zo\xC3\xAB\r\nde \"B\"", "\xE2\x82\xAC 1.234,56"}, {"x", "\xC5\xB8"}});
    CHECK(outcome.all_raw() == text);
    const std::string expected = ": expected Windows-1252, found ";
    CHECK(read_all("a;b\n1;\x81\n", in_windows_1252).error ==
          "t.csv:2:2" + expected + "a byte that is not [declare the encoding of the file]");
    CHECK(read_all(mark + "a;b\n", in_windows_1252).error ==
          "t.csv:1:1" + expected + "the byte order mark of UTF-8 [declare the encoding of the file]");
    CHECK(read_all(std::string{"a\0", 2}, in_windows_1252).error == "t.csv:1:1: expected text, found a NUL byte");
  }

  TEST_CASE("CsvReader decodes UTF-16 of either byte order and gives back the bytes") {
    const std::string text = mark + "naam,\"x\"\"y\"\r\n\"Zo\xC3\xAB\n\xF0\x9F\x98\x80\",\xE2\x82\xAC\r\n\r\n";
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      for (const std::size_t step : {1U, 3U, 1000U}) {
        CAPTURE(step);
        const std::string bytes = utf_16(text, order);
        SlowSource source{bytes, step};
        const Outcome outcome = read_all(source, in_utf_16);
        CHECK(outcome.error == "");
        CHECK(outcome.rows == std::vector<Row>{{"naam", "x\"y"}, {"Zo\xC3\xAB\n\xF0\x9F\x98\x80", "\xE2\x82\xAC"}});
        CHECK(outcome.raws.at(0) == utf_16(mark + "naam,\"x\"\"y\"\r\n", order));
        CHECK(outcome.all_raw() == bytes);
      }
    }
    CHECK(read_all("", in_utf_16).error == "");
  }

  TEST_CASE("CsvReader refuses UTF-16 that is not, where it stands") {
    using namespace std::string_literals;
    const std::string half = ": expected UTF-16, found half a character [declare the encoding of the file]";
    const std::string no_mark =
        "t.csv:1:1: expected UTF-16, found no byte order mark [declare the encoding of the file]";
    const std::string good = utf_16(mark + "a,b\n1,");
    CHECK(read_all("a,b\n"s, in_utf_16).error == no_mark);
    CHECK(read_all("\xFF"s, in_utf_16).error == no_mark);
    CHECK(read_all(good + "\x00\xD8"s + utf_16("x\n2,3\n"), in_utf_16).error == "t.csv:2:2" + half);  // high alone
    CHECK(read_all(good + "\x00\xDC"s + utf_16("x\n2,3\n"), in_utf_16).error == "t.csv:2:2" + half);  // low alone
    CHECK(read_all(good + "\x00\xD8"s, in_utf_16).error == "t.csv:2:2" + half);
    CHECK(read_all(good + "x"s, in_utf_16).error == "t.csv:2:2" + half);
    CHECK(read_all(good + "\0\0"s, in_utf_16).error == "t.csv:2:2: expected text, found a NUL byte");
    CHECK(read_all(utf_16(mark + "a,b\n1,2\n") + "\x00\xDC"s + utf_16("xy"), in_utf_16).rows.size() == 2);
  }

  TEST_CASE("CsvReader passes on that reading failed") {
    struct Failing final : ByteSource {
      std::size_t read(std::span<char>) override { throw EnvironmentError("no disk"); }
    };
    Failing source;
    CsvReader reader(source, "t.csv", {});
    CHECK_THROWS_AS((void)reader.next(), EnvironmentError);
  }
}
