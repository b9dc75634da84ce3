// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/encoding.h"

#include <doctest/doctest.h>

#include <ostream>

#include "libcompliance/base/text.h"

using namespace compliance;

TEST_SUITE("encoding") {
  TEST_CASE("decode_windows_1252 knows every byte but five, and encode_windows_1252 is its inverse") {
    std::string undefined;
    for (int byte = 0; byte < 256; ++byte) {
      const std::string bytes(1, static_cast<char>(byte));
      std::string text;
      if (decode_windows_1252(bytes, text) == 0) {
        undefined += bytes;
        continue;
      }
      CHECK(find_invalid_utf8(text) == std::string::npos);
      std::string back;
      CHECK(encode_windows_1252(text, back) == text.size());
      CHECK(back == bytes);
    }
    CHECK(undefined == "\x81\x8D\x8F\x90\x9D");
    std::string text;
    CHECK(decode_windows_1252("\x80 caf\xE9 \x9F", text) == 8);
    CHECK(text == "\xE2\x82\xAC caf\xC3\xA9 \xC5\xB8");
  }

  TEST_CASE("encode_windows_1252 stops at the first character that it cannot write") {
    for (const char* text : {"ab\xC4\x81", "ab\xC2\x81", "ab\xC2\x80", "ab\xE4\xB8\xAD", "ab\xF0\x9F\x98\x80"}) {
      CAPTURE(text);
      std::string bytes;
      CHECK(encode_windows_1252(text, bytes) == 2);
      CHECK(bytes == "ab");
    }
  }

  TEST_CASE("encode_utf_16 and decode_utf_16 are each other's inverse, at every width") {
    const std::string text =
        "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF";
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      std::string bytes;
      encode_utf_16(text, order, bytes);
      std::string back;
      CHECK(decode_utf_16(bytes, order, back) == bytes.size());
      CHECK(back == text);
    }
    std::string bytes;
    encode_utf_16("a\xE2\x82\xAC\xF0\x9F\x98\x80", ByteOrder::big, bytes);
    CHECK(bytes == std::string{"\0a\x20\xAC\xD8\x3D\xDE\x00", 8});
    bytes.clear();
    encode_utf_16("a\xE2\x82\xAC\xF0\x9F\x98\x80", ByteOrder::little, bytes);
    CHECK(bytes == std::string{"a\0\xAC\x20\x3D\xD8\x00\xDE", 8});
  }

  TEST_CASE("decode_utf_16 stops before what is cut short or unpaired") {
    struct Case {
      std::string_view bytes;
      std::size_t understood;
    };
    using namespace std::string_view_literals;
    for (const auto& [bytes, understood] :
         {Case{"\0ax"sv, 2}, Case{"\0a\xD8\x00"sv, 2}, Case{"\0a\xD8\x00\xDC"sv, 2}, Case{"\0a\xD8\x00\0b"sv, 2},
          Case{"\0a\xDC\x00\0b"sv, 2}, Case{"\0a\xD8\x00\xD8\x00"sv, 2}}) {
      std::string text;
      CHECK(decode_utf_16(bytes, ByteOrder::big, text) == understood);
      CHECK(text == "a");
    }
  }
}
