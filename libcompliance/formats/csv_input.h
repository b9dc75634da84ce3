// SPDX-License-Identifier: Apache-2.0
// The bytes below a CsvReader as a moving window of text that libcsv understands. Private to formats.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/bytes.h"
#include "libcompliance/base/result.h"
#include "libcompliance/formats/encoding.h"

namespace compliance {

/// UTF-16 becomes UTF-8, its mark U+FEFF included; the other encodings stay as they are, unchecked.
class CsvInput {
 public:
  /// `source` must outlive the input.
  CsvInput(ByteSource& source, Encoding encoding);

  /// What was read and not dropped. The view is valid until the next `more`.
  std::string_view text() const { return std::string_view{text_}.substr(begin_); }

  /// Forgets the first `count` bytes of the text.
  void drop(std::size_t count) { begin_ += count; }

  /// Lengthens the text by at least one byte; false at the end. An error (without place) where UTF-16 is not
  /// well-formed, and not before all text in front of that was handed out.
  Result<bool> more();

  /// Of UTF-16; known as soon as there is text.
  ByteOrder byte_order() const { return order_.value_or(ByteOrder::little); }

 private:
  std::string_view read();
  Result<bool> more_utf_16();

  ByteSource* source_;
  Encoding encoding_;
  std::vector<char> chunk_;
  std::string text_;
  std::size_t begin_ = 0;
  bool at_end_ = false;

  std::string undecoded_;  // UTF-16 only, like all that follows
  std::optional<ByteOrder> order_;
  std::optional<Error> fault_;
};

}  // namespace compliance
