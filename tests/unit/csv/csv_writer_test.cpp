// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/formats/csv.h"

using namespace compliance;

namespace {

std::string emptied(const std::string& text, const std::vector<std::size_t>& columns, CsvDialect dialect = {}) {
  TextSource source{text};
  CsvReader reader(source, "t.csv", dialect);
  std::string out;
  for (auto record = reader.next(); *record != nullptr; record = reader.next())
    empty_fields(**record, dialect, columns, out);
  return out;
}

std::string field(std::string_view text, CsvDialect dialect = {}) {
  std::string out;
  append_csv_field(out, text, dialect);
  return out;
}

std::string utf_16(std::string_view text, ByteOrder order) {
  std::string bytes;
  encode_utf_16(text, order, bytes);
  return bytes;
}

LineEnd first_line_end(std::string_view text, CsvDialect dialect = {}) {
  TextSource source{text};
  CsvReader reader(source, "t.csv", dialect);
  return line_end_of(**reader.next(), dialect);
}

const std::string mark{byte_order_mark};

}  // namespace

TEST_SUITE("csv writer") {
  TEST_CASE("empty_fields leaves every other byte as it was (TC-170)") {
    const std::string text = mark + "\"a\",b,\"c\"\"c\"\r\n1, 2 ,\"3\n3\"\n\"\",,x\r\n\n";
    CHECK(emptied(text, {}) == text);
    CHECK(emptied(text, {0}) == mark + "\"\",b,\"c\"\"c\"\r\n, 2 ,\"3\n3\"\n\"\",,x\r\n\n");
    CHECK(emptied(text, {1}) == mark + "\"a\",,\"c\"\"c\"\r\n1,,\"3\n3\"\n\"\",,x\r\n\n");
    CHECK(emptied(text, {0, 2}) == mark + "\"\",b,\"\"\r\n, 2 ,\"\"\n\"\",,\r\n\n");
    CHECK(emptied(text, {0, 1, 2}) == mark + "\"\",,\"\"\r\n,,\"\"\n\"\",,\r\n\n");
    CHECK(emptied("a,b\n1,2", {1}) == "a,\n1,");
  }

  TEST_CASE("empty_fields works in the encoding of the file") {
    const CsvDialect windows_1252{.delimiter = ';', .encoding = Encoding::windows_1252};
    CHECK(emptied("\xEB;\"\x80\";\xE9\n", {0, 1}, windows_1252) == ";\"\";\xE9\n");
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      const std::string text = utf_16(mark + "\xC3\xAB,\"\xF0\x9F\x98\x80,\",\xE2\x82\xAC\r\n1,2,3", order);
      CHECK(emptied(text, {1}, {.encoding = Encoding::utf_16}) ==
            utf_16(mark + "\xC3\xAB,\"\",\xE2\x82\xAC\r\n1,,3", order));
    }
  }

  TEST_CASE("append_csv_field quotes only when it must") {
    CHECK(field("") == "");
    CHECK(field(" a;b\t") == " a;b\t");
    CHECK(field("a,b") == "\"a,b\"");
    CHECK(field("a;b", {.delimiter = ';'}) == "\"a;b\"");
    CHECK(field("a\"b") == "\"a\"\"b\"");
    CHECK(field("it's", {.quote = '\''}) == "'it''s'");
    CHECK(field("a\nb") == "\"a\nb\"");
    CHECK(field("a\rb") == "\"a\rb\"");
    CHECK(field(mark + "a") == "\"" + mark + "a\"");
  }

  TEST_CASE("line_end_of knows LF and CRLF in every encoding") {
    const CsvDialect utf_16_dialect{.encoding = Encoding::utf_16};
    CHECK(first_line_end("a,b\r\n") == LineEnd::crlf);
    CHECK(first_line_end("\"a\r\nb\",c\n") == LineEnd::lf);
    CHECK(first_line_end("a,b") == LineEnd::lf);
    CHECK(first_line_end("a,b\n\r\n") == LineEnd::lf);
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      CHECK(first_line_end(utf_16(mark + "a,b\r\n", order), utf_16_dialect) == LineEnd::crlf);
      CHECK(first_line_end(utf_16(mark + "a,b\n", order), utf_16_dialect) == LineEnd::lf);
    }
  }

  TEST_CASE("CsvWriter writes what CsvReader reads back, in every encoding and with every line end") {
    const std::vector<std::vector<std::string_view>> rows{
        {"id", "na\"am", "\xC3\xAB"}, {"", "a;b\r\nc", "\xE2\x82\xAC"}, {" x ", "", ""}};
    for (const Encoding encoding : {Encoding::utf_8, Encoding::utf_16, Encoding::windows_1252}) {
      for (const LineEnd line_end : {LineEnd::lf, LineEnd::crlf}) {
        const CsvDialect dialect{.delimiter = ';', .encoding = encoding};
        TextSink sink;
        CsvWriter writer(sink, dialect, line_end);
        for (const auto& row : rows) REQUIRE(writer.write(row));
        TextSource source{sink.text()};
        CsvReader reader(source, "t.csv", dialect);
        for (const auto& row : rows) {
          const auto record = reader.next();
          REQUIRE(record);
          REQUIRE(*record != nullptr);
          CHECK((*record)->fields == row);
          CHECK(line_end_of(**record, dialect) == line_end);
        }
        CHECK(*reader.next() == nullptr);
      }
    }
  }

  TEST_CASE("CsvWriter writes exactly these bytes") {
    const std::vector<std::string_view> one{""};
    const std::vector<std::string_view> two{"a", "b c"};
    TextSink sink;
    CsvWriter writer(sink, {}, LineEnd::crlf);
    REQUIRE(writer.write(two));
    REQUIRE(writer.write(one));  // a blank line at the end would be lost
    CHECK(sink.text() == "a,b c\r\n\"\"\r\n");
  }

  TEST_CASE("CsvWriter refuses text that Windows-1252 cannot hold and writes nothing of the record") {
    const std::vector<std::string_view> good{"a", "\xC3\xAB"};
    const std::vector<std::string_view> bad{"a", "\xC4\x81"};
    TextSink sink;
    CsvWriter writer(sink, {.encoding = Encoding::windows_1252}, LineEnd::lf);
    REQUIRE(writer.write(good));
    const auto refused = writer.write(bad);
    REQUIRE_FALSE(refused);
    CHECK(to_string(refused.error()) == "2:2: expected text that Windows-1252 can hold");
    CHECK(sink.text() == "a,\xEB\n");
  }
}
