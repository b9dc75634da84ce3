// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/formats/csv_input.h"

namespace compliance {
namespace {

constexpr std::size_t chunk_size = std::size_t{64} << 10;

std::optional<ByteOrder> order_by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return ByteOrder::little;
  if (bytes.starts_with("\xFE\xFF")) return ByteOrder::big;
  return std::nullopt;
}

Error not_utf_16(std::string_view found) {
  return {.message = "expected UTF-16, found " + std::string{found}, .hint = "declare the encoding of the file"};
}

}  // namespace

CsvInput::CsvInput(ByteSource& source, Encoding encoding) : source_(&source), encoding_(encoding), chunk_(chunk_size) {}

Result<bool> CsvInput::more() {
  text_.erase(0, begin_);
  begin_ = 0;
  if (encoding_ == Encoding::utf_16) return more_utf_16();
  const std::string_view bytes = read();
  text_ += bytes;
  return !bytes.empty();
}

std::string_view CsvInput::read() {
  if (at_end_) return {};
  const std::size_t count = source_->read(chunk_);
  at_end_ = count == 0;
  return {chunk_.data(), count};
}

Result<bool> CsvInput::more_utf_16() {
  while (!fault_) {
    const std::string_view bytes = read();
    undecoded_ += bytes;
    if (undecoded_.empty()) return false;
    if (!order_) {
      if (undecoded_.size() < 2 && !bytes.empty()) continue;
      order_ = order_by_mark(undecoded_);
      if (!order_) {
        fault_ = not_utf_16("no byte order mark");
        break;
      }
    }
    const std::size_t decoded = decode_utf_16(undecoded_, *order_, text_);
    undecoded_.erase(0, decoded);
    if (undecoded_.size() > 3 || (bytes.empty() && !undecoded_.empty())) fault_ = not_utf_16("half a character");
    if (decoded > 0) return true;
  }
  return *fault_;
}

}  // namespace compliance
