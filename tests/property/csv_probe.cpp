// SPDX-License-Identifier: Apache-2.0
// Reads CSV for csv_property.py. Each line of standard input is a file: delimiter, quote and contents in hex, and the
// name of the encoding. For each file it prints, all text in hex:
//   record LINE RAW FIELD…    for every record
//   emptied FILE              the file with the first column emptied, if it was read to its end
//   refused LINE              otherwise
// then "end".

#include <iostream>
#include <sstream>

#include "libcompliance/formats/csv.h"

using namespace compliance;

namespace {

// An empty text is "-", so that fields can be told apart by spaces.
std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 0xFU];
  }
  return text.empty() ? "-" : text;
}

std::string unhex(const std::string& text) {
  std::string bytes;
  if (text != "-")
    for (std::size_t at = 0; at < text.size(); at += 2)
      bytes += static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16));
  return bytes;
}

Encoding encoding_of(const std::string& name) {
  return name == "cp1252" ? Encoding::windows_1252 : name == "utf-16" ? Encoding::utf_16 : Encoding::utf_8;
}

// Hands out at most seven bytes at a time, so that every boundary is met.
class SmallReads final : public ByteSource {
 public:
  explicit SmallReads(std::string_view text) : rest_(text) {}
  std::size_t read(std::span<char> buffer) override { return rest_.read(buffer.first(7)); }

 private:
  TextSource rest_;
};

void dump(const std::string& text, const CsvDialect& dialect) {
  SmallReads source{text};
  CsvReader reader(source, "t.csv", dialect);
  std::string emptied;
  for (;;) {
    const auto record = reader.next();
    if (!record) {
      std::cout << "refused " << record.error().place.line << "\nend\n";
      return;
    }
    if (*record == nullptr) break;
    std::cout << "record " << (*record)->line << ' ' << hex((*record)->raw);
    for (const std::string_view field : (*record)->fields) std::cout << ' ' << hex(field);
    std::cout << '\n';
    empty_fields(**record, dialect, {0}, emptied);
  }
  std::cout << "emptied " << hex(emptied) << "\nend\n";
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words{line};
    std::string delimiter;
    std::string quote;
    std::string encoding;
    std::string contents;
    words >> delimiter >> quote >> encoding >> contents;
    dump(unhex(contents),
         {.delimiter = unhex(delimiter)[0], .quote = unhex(quote)[0], .encoding = encoding_of(encoding)});
  }
}
