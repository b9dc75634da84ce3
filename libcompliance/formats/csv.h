// SPDX-License-Identifier: Apache-2.0
// CSV, strict and exact (crm-exports: what real exports look like; TC-170, S08–S12). A record is handed out with the very
// bytes it had in the file, so that an untouched record can leave as it came.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"

namespace compliance {

enum class Encoding { utf_8, utf_16, windows_1252 };  // utf_16: byte order by its mark, which must be there

/// How a file is written. `quote` encloses fields that hold the delimiter, a quote (doubled) or a line end.
struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  Encoding encoding = Encoding::utf_8;  // a UTF-8 byte order mark may stand at the front
};

/// Bounds that keep a hostile file from taking the machine. In bytes of UTF-8.
struct CsvLimits {
  std::size_t field = std::size_t{1} << 20;
  std::size_t record = std::size_t{16} << 20;
  std::size_t columns = 4096;
};

/// One record. Views are valid until the next call of `next`.
struct CsvRecord {
  std::string_view raw;                      // the exact bytes in the file, with its line end (and, first, the mark)
  std::vector<std::string_view> fields;      // decoded to UTF-8, unquoted, not trimmed
  std::vector<bool> quoted;                  // whether the field stood in quotes
  std::uint64_t line = 0;                    // on which it starts, from 1
};

/// Reads record by record. All raw bytes together are the file. Line ends are LF or CRLF (also mixed); a lone CR is an
/// error. Refused with their line: a quote inside an unquoted field, text after a closing quote, an unterminated quote,
/// NUL, bytes that are not of the declared encoding, anything over a limit, and — after the first record — a record
/// with another number of fields. A blank line is a record with one empty field, and so ragged in a table of two
/// columns or more; blank lines at the very end are allowed and are part of the last record's raw bytes.
class CsvReader {
 public:
  /// `source` must outlive the reader; `name` is used in places.
  CsvReader(ByteSource& source, std::string name, CsvDialect dialect, CsvLimits limits = {});
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;

  /// The next record, or null at the end. After an error the reader is finished.
  Result<const CsvRecord*> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends to `out` the record with the fields in `empty_columns` (ascending, from 0) emptied: every other byte stays.
/// An emptied field keeps its quotes if it had them. The result is in the dialect's encoding.
void empty_fields(const CsvRecord& record, const CsvDialect& dialect, const std::vector<std::size_t>& empty_columns,
                  std::string& out);

/// Appends a field as `dialect` needs it: quoted only when it must be. UTF-8.
void append_csv_field(std::string& out, std::string_view text, const CsvDialect& dialect);

}  // namespace compliance
