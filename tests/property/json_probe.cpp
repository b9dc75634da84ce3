// SPDX-License-Identifier: Apache-2.0
// Reads one JSON document a line; writes for each three lines: canonical, on one line, and the indented form as a JSON
// text. Stops with 1 at a document that it cannot read.

#include <iostream>
#include <string>

#include "libcompliance/formats/json.h"

int main() {
  using namespace compliance;
  for (std::string line; std::getline(std::cin, line);) {
    const Result<Json> json = parse_json(line, "stdin");
    if (!json) {
      std::cerr << to_string(json.error()) << '\n';
      return 1;
    }
    std::cout << to_canonical_json(*json) << '\n'
              << to_json_line(*json) << '\n'
              << to_json_line(to_json_text(*json)) << '\n';
  }
  return 0;
}
