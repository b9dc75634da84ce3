// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/hashing_source.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "libcompliance/base/error.h"

using namespace compliance;

namespace {

// Much more than is read before a thread is worth its while, and no multiple of anything.
std::string large_text() {
  std::string text;
  for (std::uint32_t i = 0; text.size() < 5'000'003; ++i) text += std::to_string(i * 2654435761U);
  return text;
}

// Gives pieces of odd sizes, and fails where it is told to.
class OddSource final : public ByteSource {
 public:
  explicit OddSource(std::string_view text, std::size_t good = std::string::npos) : rest_(text), good_(good) {}
  std::size_t read(std::span<char> buffer) override {
    if (good_ == 0) throw EnvironmentError("disk: cannot read: Input/output error");
    const std::size_t count = std::min({rest_.size(), buffer.size(), std::size_t{70'001}, good_});
    std::copy_n(rest_.data(), count, buffer.data());
    rest_.remove_prefix(count);
    if (good_ != std::string::npos) good_ -= count;
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t good_;
};

std::string read_all(HashingSource& source, std::size_t most) {
  std::string text, piece(most, '\0');
  while (const std::size_t count = source.read(piece)) text.append(piece, 0, count);
  return text;
}

}  // namespace

TEST_SUITE("plan/hashing_source") {
  TEST_CASE("hashing_source gives what it is given, and the hash of it, however much there is") {
    const std::string text = large_text();
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{1} << 20U, text.size()}) {
      OddSource bytes{std::string_view{text}.substr(0, size)};
      HashingSource source{bytes};
      CHECK(read_all(source, 65'536) == text.substr(0, size));
      std::string more(10, '\0');
      CHECK(source.read(more) == 0);
      CHECK(source.bytes() == size);
      CHECK(source.finish() == to_hex(as_bytes(sha256(text.substr(0, size)))));
    }
  }

  TEST_CASE("hashing_source hashes also what nobody read, and can be left at any point") {
    const std::string text = large_text();
    for (const std::size_t reads : {std::size_t{1}, std::size_t{20}, std::size_t{60}}) {
      OddSource bytes{text}, other{text};
      HashingSource source{bytes}, left{other};
      std::string piece(50'000, '\0');
      std::uint64_t given = 0;
      for (std::size_t i = 0; i < reads; ++i) {
        given += source.read(piece);
        left.read(piece);
      }
      CHECK(source.finish() == to_hex(as_bytes(sha256(text))));
      CHECK(source.bytes() == given);
    }
  }

  TEST_CASE("hashing_source fails where its source fails, and not before") {
    const std::string text = large_text();
    for (const std::size_t good : {std::size_t{10}, std::size_t{4'000'000}}) {
      OddSource bytes{text, good};
      HashingSource source{bytes};
      std::string got, piece(65'536, '\0');
      CHECK_THROWS_AS(
          [&] {
            while (const std::size_t count = source.read(piece)) got.append(piece, 0, count);
          }(),
          EnvironmentError);
      CHECK(got == text.substr(0, good));
    }
  }
}
