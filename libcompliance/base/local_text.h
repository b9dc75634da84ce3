// SPDX-License-Identifier: Apache-2.0
// A text in the two languages that everything for people is written in.

#pragma once

#include <string>

namespace compliance {

struct LocalText {
  std::string nl = {};
  std::string en = {};
};

}  // namespace compliance
