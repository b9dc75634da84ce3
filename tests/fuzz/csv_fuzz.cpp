// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are, CsvReader reads or refuses them, within its limits; what it read adds up to the file, and
// what empty_fields and append_csv_field write reads back. The first byte chooses delimiter and encoding and how many
// bytes a read gives; with one at a time every record goes through libcsv, and it is the same.

#include <algorithm>
#include <cstdlib>

#include "libcompliance/base/text.h"
#include "libcompliance/formats/csv.h"

using namespace compliance;

namespace {

void demand(bool truth) {
  if (!truth) std::abort();
}

class SmallReads final : public ByteSource {
 public:
  SmallReads(std::string_view text, std::size_t most) : rest_(text), most_(most) {}
  std::size_t read(std::span<char> buffer) override { return rest_.read(buffer.first(std::min(most_, buffer.size()))); }

 private:
  TextSource rest_;
  std::size_t most_;
};

// The same fields, but for the first, which is empty.
void check_emptied(std::string_view emptied, const CsvDialect& dialect, const CsvLimits& limits,
                   const std::vector<std::vector<std::string>>& rows) {
  TextSource source{emptied};
  CsvReader reader(source, "emptied", dialect, limits);
  for (const auto& row : rows) {
    const auto record = reader.next();
    demand(record && *record != nullptr);
    demand((*record)->fields.front().empty());
    demand(std::equal(row.begin() + 1, row.end(), (*record)->fields.begin() + 1, (*record)->fields.end()));
  }
}

// Read in other pieces, the file has the same records and is refused at the same one.
void check_pieces(std::string_view text, const CsvDialect& dialect, const CsvLimits& limits) {
  SmallReads whole_source{text, 4096}, small_source{text, 1};
  CsvReader whole{whole_source, "fuzz", dialect, limits}, small{small_source, "fuzz", dialect, limits};
  for (;;) {
    const auto record = whole.next(), other = small.next();
    demand(static_cast<bool>(record) == static_cast<bool>(other));
    if (!record) return demand(record.error().place.line == other.error().place.line);
    demand((*record == nullptr) == (*other == nullptr));
    if (*record == nullptr) return;
    demand((*record)->raw == (*other)->raw && (*record)->line == (*other)->line);
    demand((*record)->fields == (*other)->fields && (*record)->raw_fields == (*other)->raw_fields);
    demand((*record)->quoted == (*other)->quoted);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const CsvLimits limits{.field = 100, .record = 1000, .columns = 50};
  const CsvDialect dialect{.delimiter = ",;\t|"[data[0] & 3U],
                           .encoding = static_cast<Encoding>(std::min((data[0] >> 2U) & 3U, 2U))};
  const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
  check_pieces(text, dialect, limits);
  SmallReads source{text, (data[0] & 16U) != 0 ? 1U : 4096U};
  CsvReader reader(source, "fuzz", dialect, limits);

  std::string raw;
  std::string emptied;
  std::vector<std::vector<std::string>> rows;
  for (;;) {
    const auto record = reader.next();
    if (!record) {
      demand(record.error().place.line > 0);
      demand(text.substr(0, raw.size()) == raw);
      return 0;
    }
    if (*record == nullptr) break;
    raw += (*record)->raw;
    demand((*record)->fields.size() <= limits.columns);
    for (const std::string_view field : (*record)->fields) {
      demand(find_invalid_utf8(field) == std::string_view::npos);
      demand(field.find('\0') == std::string_view::npos);
    }
    rows.emplace_back((*record)->fields.begin(), (*record)->fields.end());
    empty_fields(**record, dialect, {0}, emptied);
  }
  demand(raw == text);
  // In a single column an emptied record is a blank line, and those at the end are the last record's.
  if (!rows.empty() && rows.front().size() > 1) check_emptied(emptied, dialect, limits, rows);
  return 0;
}
