// SPDX-License-Identifier: Apache-2.0
// Any bytes: a plan that writes itself back byte for byte, or an error with a sentence. Since a hash guards the whole,
// the bytes are read a second time with a last line that fits them: so the fuzzer gets behind it.

#include <algorithm>

#include "libcompliance/formats/json.h"
#include "libcompliance/plan/hashing_source.h"
#include "libcompliance/plan/plan.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

namespace {

void read(const std::string& text) {
  TextSource source{text};
  const Result<Plan> plan = read_plan(source, "f");
  if (!plan) {
    expect(!plan.error().message.empty() && plan.error().place.source == "f");
    return;
  }
  TextSink again;
  write_plan(*plan, again);
  expect(again.text() == text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{fuzz::text_of(data, size)};
  read(text);
  Sha256 body;
  body.add(text);
  const auto lines = std::count(text.begin(), text.end(), '\n');
  read(text +
       to_json_line(
           Json::object().set("effects", std::int64_t{lines - 1}).set("sha256", to_hex(as_bytes(body.finish())))) +
       '\n');
  return 0;
}
