// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/operator_id.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "libcompliance/base/text.h"

namespace compliance::tools {
namespace {

// Of 32 bits the largest means "none" to the kernel.
std::optional<std::uint32_t> read_user(std::string_view text) {
  const auto number = parse_number(text);
  return number && *number < UINT32_MAX ? std::optional{static_cast<std::uint32_t>(*number)} : std::nullopt;
}

// Not through FileSystem: this is no file, and a system without it is as good as one that says "none".
std::optional<std::uint32_t> login_user() {
  const int file = ::open("/proc/self/loginuid", O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::array<char, 32> text{};
  const ssize_t length = ::read(file, text.data(), text.size());
  ::close(file);
  return length > 0 ? read_user({text.data(), static_cast<std::size_t>(length)}) : std::nullopt;
}

}  // namespace

std::uint32_t operator_id() {
  if (const auto user = login_user()) return *user;
  if (const char* sudo = std::getenv("SUDO_UID"))  // NOLINT(concurrency-mt-unsafe): before any thread starts
    if (const auto user = read_user(sudo)) return *user;
  return ::getuid();
}

}  // namespace compliance::tools
