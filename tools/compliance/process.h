// SPDX-License-Identifier: Apache-2.0
// The process's own affairs: standard streams whose every write is checked, and what must hold before anything else.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libcompliance/base/bytes.h"

namespace compliance::tools {

/// Opens /dev/null for missing standard streams, so that no file of ours gets their numbers; makes new files private,
/// core dumps impossible (they would hold personal data), and failed writes errors instead of signals.
void prepare_process();

/// Runs this program once more, with `words` as its command line, no input, and the same stderr and environment. Its
/// standard output goes to `out` as it comes. Returns its exit status, or nothing when it did not end by itself. Throws
/// EnvironmentError when it could not be started, and what `out` throws; either way no child is left behind.
std::optional<int> run_again(std::span<const std::string> words, ByteSink& out);

/// A standard stream. Its owner calls `flush` at the end; a destructor could not report a failure.
class StandardStream final : public ByteSink {
 public:
  enum class Buffering { none, blocks };
  StandardStream(int descriptor, std::string_view name, Buffering buffering)
      : descriptor_(descriptor), name_(name), buffering_(buffering) {}

  /// When the reader has closed the pipe, this and all further bytes are dropped, so that the command comes to its
  /// proper end. Throws EnvironmentError for every other failure.
  void write(std::string_view bytes) override;
  void flush();

  bool reader_is_gone() const { return reader_is_gone_; }

 private:
  int descriptor_;
  std::string_view name_;
  Buffering buffering_;
  std::string pending_;
  bool reader_is_gone_ = false;
};

}  // namespace compliance::tools
