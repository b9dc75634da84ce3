// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/memory.h"

#include "libcompliance/base/text.h"
#include "libcompliance/io/files.h"

namespace compliance::tools {
namespace {

constexpr std::string_view units = "KMGT";

// "512M": a number and a unit of 1024 to the power of its place.
std::optional<std::uint64_t> bytes_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::size_t unit = units.find(text.back());
  const auto number = parse_number(text.substr(0, text.size() - 1));
  if (unit == std::string_view::npos || !number || *number == 0 || *number > 1'000'000) return std::nullopt;
  return *number << (10 * (unit + 1));
}

}  // namespace

Result<std::unique_ptr<FolderScratch>> scratch_for(const Context& context, const std::optional<std::string>& memory,
                                                   const std::optional<std::string>& output) {
  std::uint64_t bytes = usual_memory();
  if (memory) {
    const auto asked = bytes_of(*memory);
    if (!asked)
      return Error{.message = "expected a size such as 512M or 2G",
                   .place = {"--memory", 0, 0},
                   .hint = "a number from 1, and K, M, G or T behind it"};
    bytes = *asked;
  }
  if (output) return std::make_unique<FolderScratch>(parent_path(*output), bytes);
  const Result<std::string> state = context.state_folder();
  const bool has_state = state && context.files.kind(*state) == Kind::folder;
  return std::make_unique<FolderScratch>(has_state ? *state : std::string{"."}, bytes);
}

}  // namespace compliance::tools
