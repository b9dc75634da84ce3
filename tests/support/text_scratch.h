// SPDX-License-Identifier: Apache-2.0
// Room for what does not fit into memory, in memory.

#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "libcompliance/base/scratch.h"

namespace compliance::testing {

class TextScratch final : public Scratch {
 public:
  using Scratch::Scratch;

  std::unique_ptr<File> create() override {
    ++files_;
    return std::make_unique<Text>();
  }
  std::size_t files() const { return files_; }

 private:
  class Text final : public File {
   public:
    void append(std::string_view bytes) override { text_ += bytes; }
    void read(std::uint64_t offset, std::span<char> bytes) override {
      if (offset + bytes.size() > text_.size()) throw std::logic_error("TextScratch: nothing was appended there");
      std::copy_n(text_.data() + offset, bytes.size(), bytes.data());
    }

   private:
    std::string text_;
  };
  std::size_t files_ = 0;
};

}  // namespace compliance::testing
