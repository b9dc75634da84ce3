// SPDX-License-Identifier: Apache-2.0
// Sorts keys that do not fit into memory: as many as fit are sorted and written out, as a run; all runs are merged when
// they are read.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/scratch.h"

namespace compliance {

class SortedRuns {
 public:
  /// `scratch` must outlive it. Holds up to an eighth of its memory at once, if that is not far too little.
  explicit SortedRuns(Scratch& scratch);

  void add(std::string_view key, std::uint64_t value);
  /// After the last `add`.
  void finish() { write_run(); }
  bool empty() const { return entries_.empty() && size_ == 0; }

  /// Reads all of it, by key (bytes) and then by value. Several may read one after the other.
  class Reader {
   public:
    explicit Reader(const SortedRuns& runs);
    /// Moves to the first, and then to the next; false behind the last.
    bool next();
    /// Valid until `next`.
    std::string_view key() const { return runs_.front().key(); }
    std::uint64_t value() const { return runs_.front().value; }

   private:
    // A part of the file that is in order, read through a window.
    struct Run {
      std::uint64_t at = 0, end = 0;  // what is not yet in the window
      std::string window = {};
      std::size_t begin = 0;  // of what is not yet taken, in the window
      std::size_t key_size = 0;
      std::uint64_t value = 0;

      std::string_view key() const { return std::string_view{window}.substr(begin - key_size, key_size); }
    };
    bool advance(Run& run);
    bool have(Run& run, std::size_t count);
    static bool is_later(const Run& a, const Run& b);

    Scratch::File* file_;
    std::vector<Run> runs_;  // a heap: the first stands in front
    bool started_ = false;
  };

 private:
  struct Entry {
    std::size_t begin = 0;  // in `keys_`
    std::uint32_t size = 0;
    std::uint64_t value = 0;
  };
  void write_run();

  Scratch* scratch_;
  std::unique_ptr<Scratch::File> file_;  // once there is something
  std::vector<std::uint64_t> ends_;      // of the runs
  std::uint64_t size_ = 0;               // of the file
  std::string keys_;
  std::vector<Entry> entries_;
};

/// A number as a key: numbers and their keys have one order.
std::string key_of_number(std::uint64_t number);
std::uint64_t number_of_key(std::string_view key);

}  // namespace compliance
