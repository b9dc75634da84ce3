// SPDX-License-Identifier: Apache-2.0
// Reads CSV for csv_property.py. Each line of standard input is a file: delimiter, quote and contents in hex, and the
// name of the encoding. For each file it prints, all text in hex:
//   record LINE RAW FIELD…    for every record
//   emptied FILE              the file with the first column emptied, if it was read to its end
//   refused LINE              otherwise
// then "end". Each file is read twice, whole and byte by byte, and must be the same, down to the words of an error: a
// record that was not read to its end when it is looked at goes through libcsv, the others only when they need it.

#include <algorithm>
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

// Hands out at most so many bytes at a time.
class SmallReads final : public ByteSource {
 public:
  SmallReads(std::string_view text, std::size_t most) : rest_(text), most_(most) {}
  std::size_t read(std::span<char> buffer) override { return rest_.read(buffer.first(std::min(most_, buffer.size()))); }

 private:
  TextSource rest_;
  std::size_t most_;
};

struct Reading {
  std::string lines = {};
  std::string details = {};  // the raw fields and their quotes; the words of an error
};

Reading read(const std::string& text, std::size_t most, const CsvDialect& dialect, const CsvLimits& limits) {
  SmallReads source{text, most};
  CsvReader reader(source, "t.csv", dialect, limits);
  Reading reading;
  std::string emptied;
  for (;;) {
    const auto record = reader.next();
    if (!record) {
      reading.lines += "refused " + std::to_string(record.error().place.line) + "\nend\n";
      reading.details += to_string(record.error());
      return reading;
    }
    if (*record == nullptr) break;
    reading.lines += "record " + std::to_string((*record)->line) + ' ' + hex((*record)->raw);
    for (const std::string_view field : (*record)->fields) reading.lines += ' ' + hex(field);
    reading.lines += '\n';
    for (const std::string_view field : (*record)->raw_fields) reading.details += hex(field) + ' ';
    for (const bool quoted : (*record)->quoted) reading.details += quoted ? 'q' : '-';
    empty_fields(**record, dialect, {0}, emptied);
  }
  reading.lines += "emptied " + hex(emptied) + "\nend\n";
  return reading;
}

void dump(const std::string& text, const CsvDialect& dialect) {
  // Also with limits that some of the files pass. Which one is named may then depend on what was read.
  for (const CsvLimits& limits : {CsvLimits{.field = 4, .record = 40, .columns = 4}, CsvLimits{}}) {
    const Reading whole = read(text, text.size() + 1, dialect, limits);
    for (const std::size_t most : {std::size_t{1}, std::size_t{7}}) {
      const Reading small = read(text, most, dialect, limits);
      if (small.lines == whole.lines && (limits.field == 4 || small.details == whole.details)) continue;
      std::cout << "differs: " << small.details << " and whole: " << whole.details << '\n';
    }
    if (limits.field != 4) std::cout << whole.lines;
  }
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
