// SPDX-License-Identifier: Apache-2.0
// Any bytes: a value that survives being written and read again in each of the three forms, or an error with its place.

#include "libcompliance/formats/json.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Json> json = parse_json(fuzz::text_of(data, size), "f");
  if (!json) {
    expect(!json.error().message.empty() && json.error().place.line >= 1 && json.error().place.column >= 1);
    return 0;
  }
  const std::string line = to_json_line(*json);
  expect(line.find('\n') == std::string::npos);
  const Result<Json> from_line = parse_json(line, "f"), from_text = parse_json(to_json_text(*json), "f");
  expect(from_line && *from_line == *json);
  expect(from_text && *from_text == *json);
  const std::string canonical = to_canonical_json(*json);
  const Result<Json> from_canonical = parse_json(canonical, "f");
  expect(from_canonical && to_canonical_json(*from_canonical) == canonical && canonical.size() == line.size());
  return 0;
}
