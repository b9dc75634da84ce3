// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>

#include "libcompliance/formats/csv.h"

namespace compliance {
namespace {

constexpr std::string_view text_of(LineEnd line_end) { return line_end == LineEnd::lf ? "\n" : "\r\n"; }

// Of a quote or a line end, in bytes.
constexpr std::size_t unit_size(const CsvDialect& dialect) { return dialect.encoding == Encoding::utf_16 ? 2 : 1; }

void append_quoted(std::string& out, std::string_view text, char quote) {
  out += quote;
  for (const char c : text) out.append(c == quote ? 2 : 1, c);
  out += quote;
}

}  // namespace

Result<void> check_dialect(const CsvDialect& dialect) {
  for (const char character : {dialect.delimiter, dialect.quote}) {
    if (character == '\0' || character == '\r' || character == '\n' || static_cast<unsigned char>(character) > 0x7F)
      return Error{.message = "expected an ASCII character other than a line end as delimiter and as quote"};
  }
  if (dialect.delimiter == dialect.quote) return Error{.message = "expected a delimiter that is not the quote"};
  return {};
}

void empty_fields(const CsvRecord& record, const CsvDialect& dialect, const std::vector<std::size_t>& empty_columns,
                  std::string& out) {
  std::size_t kept = 0;  // of `raw`, so far
  for (const std::size_t column : empty_columns) {
    const std::string_view field = record.raw_fields[column];
    const std::size_t edge = record.quoted[column] ? unit_size(dialect) : 0;
    const auto begin = static_cast<std::size_t>(field.data() - record.raw.data());
    out += record.raw.substr(kept, begin + edge - kept);
    kept = begin + field.size() - edge;
  }
  out += record.raw.substr(kept);
}

void append_csv_field(std::string& out, std::string_view text, const CsvDialect& dialect) {
  const std::array<char, 4> special{dialect.delimiter, dialect.quote, '\r', '\n'};
  const bool must_quote = text.find_first_of(std::string_view{special.data(), special.size()}) != text.npos ||
                          text.starts_with(byte_order_mark);  // at the front of a file it would be taken for the mark
  if (must_quote)
    append_quoted(out, text, dialect.quote);
  else
    out += text;
}

LineEnd line_end_of(const CsvRecord& record, const CsvDialect& dialect) {
  const std::string_view last = record.raw_fields.back();
  const auto end = static_cast<std::size_t>(last.data() + last.size() - record.raw.data());
  return record.raw.substr(end, unit_size(dialect)).find('\r') == std::string_view::npos ? LineEnd::lf : LineEnd::crlf;
}

CsvWriter::CsvWriter(ByteSink& sink, CsvDialect dialect, LineEnd line_end)
    : sink_(&sink), dialect_(dialect), line_end_(line_end) {}

Result<void> CsvWriter::write(std::span<const std::string_view> fields) {
  text_.clear();
  if (records_ == 0 && dialect_.encoding == Encoding::utf_16) text_ = byte_order_mark;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) text_ += dialect_.delimiter;
    append_csv_field(text_, fields[i], dialect_);
  }
  if (fields.size() == 1 && fields[0].empty()) append_quoted(text_, {}, dialect_.quote);  // else it is a blank line
  text_ += text_of(line_end_);
  COMPLIANCE_CHECK(encode(fields));
  sink_->write(dialect_.encoding == Encoding::utf_8 ? text_ : encoded_);
  ++records_;
  return {};
}

Result<void> CsvWriter::encode(std::span<const std::string_view> fields) {
  encoded_.clear();
  if (dialect_.encoding == Encoding::utf_16) encode_utf_16(text_, ByteOrder::little, encoded_);
  if (dialect_.encoding != Encoding::windows_1252 || encode_windows_1252(text_, encoded_) == text_.size()) return {};
  std::uint32_t column = 1;
  while (encode_windows_1252(fields[column - 1], encoded_) == fields[column - 1].size()) ++column;
  return Error{.message = "expected text that Windows-1252 can hold",
               .place = {"", static_cast<std::uint32_t>(records_ + 1), column}};
}

}  // namespace compliance
