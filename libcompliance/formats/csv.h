// SPDX-License-Identifier: Apache-2.0
// CSV, strict and exact (crm-exports: what real exports look like; TC-170, S08–S12). A record is handed out with the
// very bytes it had in the file, so that an untouched record can leave as it came.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"
#include "libcompliance/formats/encoding.h"

namespace compliance {

/// How a file is written. `quote` encloses fields that hold the delimiter, a quote (doubled) or a line end.
struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  Encoding encoding = Encoding::utf_8;  // a UTF-8 byte order mark may stand at the front
};

/// Delimiter and quote must differ, be ASCII, and be neither a line end nor NUL. The error has no place.
Result<void> check_dialect(const CsvDialect& dialect);

/// Bounds that keep a hostile file from taking the machine. In bytes of UTF-8, or of Windows-1252.
struct CsvLimits {
  std::size_t field = std::size_t{1} << 20;
  std::size_t record = std::size_t{16} << 20;
  std::size_t columns = 4096;
};

/// One record. Views are valid until the next call of `next`. The three vectors have one entry a field.
struct CsvRecord {
  std::string_view raw;                      // the exact bytes in the file, with its line end (and, first, the mark)
  std::vector<std::string_view> fields;      // decoded to UTF-8, unquoted, not trimmed
  std::vector<std::string_view> raw_fields;  // the part of `raw` that is the field, with its quotes
  std::vector<bool> quoted;                  // whether the field stood in quotes
  std::uint64_t line = 0;                    // on which it starts, from 1
};

/// Reads record by record. All raw bytes together are the file. Line ends are LF or CRLF (also mixed); a lone CR is an
/// error, except in quotes. Refused with their line: a quote inside an unquoted field, text after a closing quote, an
/// unterminated quote, NUL, bytes that are not of the declared encoding, anything over a limit, and — after the first
/// record — a record with another number of fields. A blank line is a record with one empty field, and so ragged in a
/// table of two columns or more; blank lines at the very end are allowed and are part of the last record's raw bytes.
/// Memory is bounded by the limits, not by the file.
class CsvReader {
 public:
  /// `source` must outlive the reader; `name` is used in places. A dialect that `check_dialect` refuses is the first
  /// call's error.
  CsvReader(ByteSource& source, std::string name, CsvDialect dialect, CsvLimits limits = {});
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;

  /// The next record, or null at the end. After an error every call returns that error. Throws what the source
  /// throws; then the reader is of no more use.
  Result<const CsvRecord*> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends to `out` the record with the fields in `empty_columns` (ascending, from 0) emptied: every other byte stays.
/// An emptied field keeps its quotes if it had them, so the only field of a record may leave a blank line. The result
/// is in the encoding of the record.
void empty_fields(const CsvRecord& record, const CsvDialect& dialect, const std::vector<std::size_t>& empty_columns,
                  std::string& out);

/// Appends a field as `dialect` needs it: quoted only when it must be. UTF-8.
void append_csv_field(std::string& out, std::string_view text, const CsvDialect& dialect);

enum class LineEnd { lf, crlf };

/// How `record` ends: LF, or CRLF; LF also when it is the last one of a file and has no line end.
LineEnd line_end_of(const CsvRecord& record, const CsvDialect& dialect);

/// Writes a new file in a given dialect, such as that of the file it is about. UTF-8 gets no byte order mark; UTF-16
/// gets one and is little-endian.
class CsvWriter {
 public:
  /// `sink` must outlive the writer. The dialect passes `check_dialect`.
  CsvWriter(ByteSink& sink, CsvDialect dialect, LineEnd line_end);

  /// Writes one record of at least one field, in well-formed UTF-8. An error when the dialect's encoding lacks a
  /// character; its place says in which record (as line, the first is 1) and field. Nothing of it is written then.
  Result<void> write(std::span<const std::string_view> fields);

 private:
  Result<void> encode(std::span<const std::string_view> fields);

  ByteSink* sink_;
  CsvDialect dialect_;
  LineEnd line_end_;
  std::string text_;     // one record in UTF-8
  std::string encoded_;  // and in the dialect's encoding, if that is another
  std::uint64_t records_ = 0;
};

}  // namespace compliance
