// SPDX-License-Identifier: Apache-2.0
// Hashes what is read on its way through: each byte is touched once. A large source is read and hashed ahead, in a
// thread of its own, while the reader looks at what came before; what the reader gets is the same.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "libcompliance/base/bytes.h"
#include "libcompliance/crypto/crypto.h"

namespace compliance {

class HashingSource final : public ByteSource {
 public:
  /// `source` must outlive it, and is its own from now on.
  explicit HashingSource(ByteSource& source);
  ~HashingSource() override;

  /// What reading the source throws is thrown here, behind all that was read before.
  std::size_t read(std::span<char> buffer) override;

  /// SHA-256, in hex, of the whole source: reads what is left of it. Once.
  std::string finish();
  /// How many bytes `read` gave.
  std::uint64_t bytes() const { return bytes_; }

 private:
  class Ahead;
  ByteSource* source_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
  std::unique_ptr<Ahead> ahead_;  // once there is much
  bool may_start_ = true;         // it is tried once
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
