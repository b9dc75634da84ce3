// SPDX-License-Identifier: Apache-2.0
// Where bytes come from and go to. Formats read and write through these, so that they know nothing of files;
// io implements them for the operating system, tests with strings.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace compliance {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills the front of `buffer` and returns how many bytes; 0 only at the end. May return fewer than fit.
  /// Throws EnvironmentError when reading fails: a failing disk never looks like the end of a file.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

class ByteSink {
 public:
  virtual ~ByteSink() = default;

  /// Takes all of `bytes`, or throws EnvironmentError.
  virtual void write(std::string_view bytes) = 0;
};

/// Reads from text that outlives it.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string_view text) : rest_(text) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = rest_.copy(buffer.data(), buffer.size());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

/// Collects what is written.
class TextSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text_ += bytes; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace compliance
