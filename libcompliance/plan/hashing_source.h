// SPDX-License-Identifier: Apache-2.0
// Hashes what is read on its way through: each byte is touched once.

#pragma once

#include <cstdint>
#include <string>

#include "libcompliance/base/bytes.h"
#include "libcompliance/crypto/crypto.h"

namespace compliance {

class HashingSource final : public ByteSource {
 public:
  /// `source` must outlive it.
  explicit HashingSource(ByteSource& source) : source_(&source) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = source_->read(buffer);
    hash_.add({buffer.data(), count});
    bytes_ += count;
    return count;
  }

  /// SHA-256, in hex, of all that was read. Once.
  std::string finish() { return to_hex(as_bytes(hash_.finish())); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  ByteSource* source_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
};

/// Hashes what is written, and passes it on to `sink` if there is one.
class HashingSink final : public ByteSink {
 public:
  explicit HashingSink(ByteSink* sink = nullptr) : sink_(sink) {}
  void write(std::string_view bytes) override {
    hash_.add(bytes);
    if (sink_ != nullptr) sink_->write(bytes);
  }
  std::string finish() { return to_hex(as_bytes(hash_.finish())); }

 private:
  ByteSink* sink_;
  Sha256 hash_;
};

}  // namespace compliance
