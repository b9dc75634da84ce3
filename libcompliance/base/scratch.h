// SPDX-License-Identifier: Apache-2.0
// Room outside of memory, for what does not fit in it and is of no use after this process. io gives files for it that
// have no name; tests give texts.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace compliance {

class Scratch {
 public:
  /// `memory`: from how many bytes on, roughly, keys and links are to stand here.
  explicit Scratch(std::uint64_t memory) : memory_(memory) {}
  virtual ~Scratch() = default;
  std::uint64_t memory() const { return memory_; }

  /// Gone when it dies. Throws EnvironmentError when the disk fails or is full.
  class File {
   public:
    virtual ~File() = default;
    virtual void append(std::string_view bytes) = 0;
    /// Fills `bytes` with what was appended from `offset` on; there must be as much.
    virtual void read(std::uint64_t offset, std::span<char> bytes) = 0;
  };
  virtual std::unique_ptr<File> create() = 0;

 private:
  std::uint64_t memory_;
};

}  // namespace compliance
