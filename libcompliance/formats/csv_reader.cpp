// SPDX-License-Identifier: Apache-2.0
#include <csv.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <optional>
#include <utility>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/csv.h"
#include "libcompliance/formats/csv_collector.h"
#include "libcompliance/formats/csv_input.h"
#include "libcompliance/formats/csv_scan.h"

namespace compliance {
namespace {

// Whether every byte is ASCII other than NUL, eight at a time.
bool plain(std::string_view bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  std::uint64_t found = 0;
  const auto look = [&found](std::uint64_t word) { found |= word | ((word - ones) & ~word); };
  std::size_t at = 0;
  for (; bytes.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    look(word);
  }
  std::uint64_t last = ones;
  std::memcpy(&last, bytes.data() + at, bytes.size() - at);
  look(last);
  return (found & (ones << 7U)) == 0;
}

std::uint32_t place_number(std::uint64_t number) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

constexpr const char* encoding_hint = "declare the encoding of the file";
constexpr const char* quote_hint = "is a closing quote missing?";

}  // namespace

struct CsvReader::State {
  CsvInput input;
  std::string name;
  CsvDialect dialect;
  CsvLimits limits;
  csv_parser parser = {};
  Collector collector;

  CsvRecord record = {};
  std::size_t size = 0;            // of the record, in the input's text, as far as libcsv has seen it
  std::size_t mark = 0;            // how much of that is the byte order mark
  std::uint64_t lines = 0;         // that the record takes up so far
  std::size_t known_not_last = 0;  // up to here in the input's text, no blank line is at the very end
  std::size_t width = 0;           // 0 before the first record
  bool started = false;
  std::vector<std::size_t> plain_ends = {};  // of the fields of a plain record
  std::string decoded = {};                  // from Windows-1252
  std::string encoded = {};                  // a UTF-16 record
  std::optional<Error> failure = {};

  State(ByteSource& source, std::string source_name, const CsvDialect& csv_dialect, const CsvLimits& csv_limits);
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<const CsvRecord*> read();
  std::optional<PlainRecord> read_plain();
  Result<bool> parse();
  void drop_record();
  Result<void> start();
  Result<void> feed();
  Result<void> check_limits() const;
  Result<void> finish_last();
  void take_blank_lines_at_end();
  void assign_plain_fields(std::string_view raw);
  void assign_fields(std::string_view raw);
  Result<void> check_text(std::string_view raw);
  void encode_record();

  std::size_t column() const { return std::max<std::size_t>(collector.ends.size(), 1); }
  Error refuse(std::size_t column, std::string message, std::string hint = {}) const {
    return {.message = std::move(message),
            .place = {name, place_number(record.line), place_number(column)},
            .hint = std::move(hint)};
  }
};

CsvReader::State::State(ByteSource& source, std::string source_name, const CsvDialect& csv_dialect,
                        const CsvLimits& csv_limits)
    : input(source, csv_dialect.encoding),
      name(std::move(source_name)),
      dialect(csv_dialect),
      limits(csv_limits),
      collector{.limits = csv_limits} {
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_set_delim(&parser, static_cast<unsigned char>(dialect.delimiter));
  csv_set_quote(&parser, static_cast<unsigned char>(dialect.quote));
  csv_set_space_func(&parser, nothing_is_space);
  csv_set_blk_size(&parser, std::size_t{16} << 10);
  collector.ends.reserve(limits.columns);
}

Result<const CsvRecord*> CsvReader::State::read() {
  drop_record();
  if (!started) COMPLIANCE_CHECK(start());
  const std::optional<PlainRecord> plain_record = read_plain();
  if (!plain_record) {
    COMPLIANCE_TRY(const bool more, parse());
    if (!more) return nullptr;
  }
  take_blank_lines_at_end();
  const std::string_view raw = input.text().substr(0, size);
  if (plain_record)
    assign_plain_fields(raw);
  else
    assign_fields(raw);
  if (!plain_record || !plain_record->is_ascii) COMPLIANCE_CHECK(check_text(raw));
  if (width == 0) width = record.fields.size();
  if (record.fields.size() != width)
    return refuse(0, "expected " + count_of(width, "column") + " as in the header, found " +
                         std::to_string(record.fields.size()));
  if (dialect.encoding == Encoding::utf_16) encode_record();
  return &record;
}

// Takes the record without libcsv, if it is plain and was read to its end already.
std::optional<PlainRecord> CsvReader::State::read_plain() {
  const std::string_view text = input.text().substr(size);
  const auto found = scan_plain(text, dialect, limits, plain_ends);
  if (!found || size + found->size > limits.record) return std::nullopt;
  size += found->size;
  lines = 1;
  return found;
}

// Reads the record with libcsv; false at the end of the file.
Result<bool> CsvReader::State::parse() {
  while (collector.end != Collector::End::complete) {
    if (size == input.text().size()) {
      auto more = input.more();
      if (!more) return refuse(collector.ends.size() + 1, more.error().message, more.error().hint);
      if (!*more && size == 0) return false;
      if (!*more) {
        COMPLIANCE_CHECK(finish_last());
        break;
      }
    }
    COMPLIANCE_CHECK(feed());
  }
  return true;
}

void CsvReader::State::drop_record() {
  input.drop(size);
  known_not_last -= std::min(known_not_last, size);
  size = 0;
  mark = 0;
  record.line += lines;
  lines = 0;
  collector.clear();
}

Result<void> CsvReader::State::start() {
  started = true;
  record.line = 1;
  COMPLIANCE_CHECK(at({name}, check_dialect(dialect)));
  while (input.text().size() < byte_order_mark.size()) {
    auto more = input.more();
    if (!more) return refuse(1, more.error().message, more.error().hint);
    if (!*more) break;
  }
  if (!input.text().starts_with(byte_order_mark)) return {};
  if (dialect.encoding == Encoding::windows_1252)
    return refuse(1, "expected Windows-1252, found the byte order mark of UTF-8", encoding_hint);
  mark = size = byte_order_mark.size();
  return {};
}

// Gives libcsv the rest of the line, or what was read of it: so no call goes beyond the end of the record.
Result<void> CsvReader::State::feed() {
  const std::string_view rest = input.text().substr(size);
  const std::size_t line_feed = rest.find('\n');
  const bool whole = line_feed != std::string_view::npos;
  const std::string_view piece = whole ? rest.substr(0, line_feed + 1) : rest;
  if (size + piece.size() > limits.record)
    return refuse(0, "expected a record of at most " + count_of(limits.record, "byte"), quote_hint);

  collector.text.reserve(collector.text.size() + parser.entry_pos + piece.size());
  const std::size_t taken = csv_parse(&parser, piece.data(), piece.size(), take_field, take_row, &collector);
  if (taken < piece.size() && csv_error(&parser) != CSV_EPARSE) throw std::bad_alloc{};
  COMPLIANCE_CHECK(check_limits());
  // After CR there must be LF, in this piece or at the front of the next.
  if (collector.lone_cr || (collector.end == Collector::End::cr && !piece.substr(0, taken).ends_with('\r')))
    return refuse(column(), "expected LF or CR LF as the end of a line, found a lone CR");
  if (taken < piece.size() && piece[taken] == dialect.quote)
    return refuse(collector.ends.size() + 1, "expected no quote inside a field that does not start with one");
  if (taken < piece.size())
    return refuse(collector.ends.size() + 1, "expected the delimiter or the end of the line after a closing quote");
  size += piece.size();
  lines += whole ? 1 : 0;
  return {};
}

Result<void> CsvReader::State::check_limits() const {
  if (collector.too_wide) return refuse(0, "expected at most " + count_of(limits.columns, "column"));
  // libcsv keeps a quote that may be the closing one with the field under way.
  if (collector.too_long || parser.entry_pos > limits.field + 1)
    return refuse(collector.ends.size() + 1, "expected a field of at most " + count_of(limits.field, "byte"),
                  quote_hint);
  return {};
}

// The record that the end of the file ends.
Result<void> CsvReader::State::finish_last() {
  if (collector.end == Collector::End::cr)
    return refuse(column(), "expected LF or CR LF as the end of a line, found a lone CR");
  if (csv_fini(&parser, take_field, take_row, &collector) != 0)
    return refuse(collector.ends.size() + 1, "unterminated quote: the field that starts here never ends");
  return check_limits();
}

// Looks ahead: are there only blank lines between the record and the end of the file?
void CsvReader::State::take_blank_lines_at_end() {
  std::size_t at = size;
  while (at >= known_not_last && at - size < limits.record) {
    const std::string_view next = input.text().substr(at);
    if (next.empty() || next == "\r") {
      const auto more = input.more();
      if (!more) break;  // the next call says so
      if (*more) continue;
      if (!next.empty()) break;
      size = at;
      return;
    }
    const std::size_t blank_line = next.starts_with("\r\n") ? 2 : next.starts_with('\n') ? 1 : 0;
    if (blank_line == 0) break;
    at += blank_line;
  }
  known_not_last = std::max(known_not_last, at);
}

void CsvReader::State::assign_plain_fields(std::string_view raw) {
  const std::size_t count = plain_ends.size();
  record.raw = raw;
  record.fields.resize(count);
  record.quoted.assign(count, false);
  std::size_t begin = mark;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = mark + plain_ends[i];
    record.fields[i] = raw.substr(begin, end - begin);
    begin = end + 1;
  }
  record.raw_fields = record.fields;
}

// libcsv gives the text of the fields. From it follows where they stand: a field in quotes is longer by its two quotes
// and by one for each quote inside.
void CsvReader::State::assign_fields(std::string_view raw) {
  if (collector.ends.empty()) collector.ends.push_back(0);  // a blank line
  const std::size_t count = collector.ends.size();
  record.raw = raw;
  record.fields.resize(count);
  record.raw_fields.resize(count);
  record.quoted.resize(count);
  std::size_t text_at = 0;
  std::size_t raw_at = mark;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view field = std::string_view{collector.text}.substr(text_at, collector.ends[i] - text_at);
    const bool quoted = raw_at < raw.size() && raw[raw_at] == dialect.quote;
    const auto extra = quoted ? 2 + std::count(field.begin(), field.end(), dialect.quote) : 0;
    record.fields[i] = field;
    record.raw_fields[i] = raw.substr(raw_at, field.size() + static_cast<std::size_t>(extra));
    record.quoted[i] = quoted;
    text_at = collector.ends[i];
    raw_at += record.raw_fields[i].size() + 1;
  }
}

// Most fields are plain and stay where they are, whatever the encoding.
Result<void> CsvReader::State::check_text(std::string_view raw) {
  if (plain(raw)) return {};
  decoded.clear();
  decoded.reserve(3 * raw.size());  // no character of Windows-1252 needs more, so no view moves
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    std::string_view& field = record.fields[i];
    if (plain(field)) continue;
    if (field.find('\0') != std::string_view::npos) return refuse(i + 1, "expected text, found a NUL byte");
    if (dialect.encoding == Encoding::utf_8 && find_invalid_utf8(field) != std::string_view::npos)
      return refuse(i + 1, "expected UTF-8, found a byte that is not", encoding_hint);
    if (dialect.encoding != Encoding::windows_1252) continue;
    const std::size_t begin = decoded.size();
    if (decode_windows_1252(field, decoded) < field.size())
      return refuse(i + 1, "expected Windows-1252, found a byte that is not", encoding_hint);
    field = std::string_view{decoded}.substr(begin);
  }
  return {};
}

// Back to UTF-16, with the raw fields.
void CsvReader::State::encode_record() {
  encoded.clear();
  encoded.reserve(2 * record.raw.size());  // no character needs more, so no view moves
  const char* at = record.raw.data();
  const auto encode_to = [&](const char* end) {
    const std::size_t begin = encoded.size();
    encode_utf_16({at, static_cast<std::size_t>(end - at)}, input.byte_order(), encoded);
    at = end;
    return std::string_view{encoded}.substr(begin);
  };
  for (std::string_view& field : record.raw_fields) {
    encode_to(field.data());
    field = encode_to(field.data() + field.size());
  }
  encode_to(record.raw.data() + record.raw.size());
  record.raw = encoded;
}

CsvReader::CsvReader(ByteSource& source, std::string name, CsvDialect dialect, CsvLimits limits)
    : state_(std::make_unique<State>(source, std::move(name), dialect, limits)) {}
CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;

Result<const CsvRecord*> CsvReader::next() {
  if (state_->failure) return *state_->failure;
  auto record = state_->read();
  if (!record) state_->failure = record.error();
  return record;
}

}  // namespace compliance
