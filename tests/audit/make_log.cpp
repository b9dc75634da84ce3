// SPDX-License-Identifier: Apache-2.0
// make_log FOLDER SIZE BATCH: an audit log of SIZE sample entries on the real disk, added BATCH at a time, for
// verifiers that are not ours. The key is FOLDER.key.

#include <cstdio>
#include <exception>
#include <string>

#include "tests/unit/audit/sample_log.h"

int main(int argc, char** argv) try {
  const auto size = argc == 4 ? compliance::parse_number(argv[2]) : std::nullopt;
  const auto batch = argc == 4 ? compliance::parse_number(argv[3]) : std::nullopt;
  if (!size || !batch || *batch == 0) {
    std::fputs("usage: make_log FOLDER SIZE BATCH\n", stderr);
    return 2;
  }
  compliance::testing::make_log(compliance::operating_system(), argv[1], *size, *batch);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "make_log: %s\n", error.what());
  return 3;
}
