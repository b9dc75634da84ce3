// SPDX-License-Identifier: Apache-2.0
// What work lists asked the CRM to do, so that the next export can tell whether it did. A record stands here as the
// fingerprint of its key (people/identity.h).

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/crypto/crypto.h"

namespace compliance {

/// One line of a work list. Views need to live as long as the call.
struct Ask {
  enum class What { remove, update };  // "delete" and "update" in the state and on the lists
  std::string_view export_name;
  std::string_view record;  // type
  What what = What::remove;
  std::string_view fields = {};  // update: the names of the emptied fields, "email,phone"
  Digest fingerprint{};          // of the key, kind key_kind(record)
};

/// Names a line that was asked for; of use with the same State only.
struct AskId {
  std::int64_t list = 0;  // of the lines that share export, record type, what and fields
  Digest fingerprint{};
};

/// A line that was asked for. Views live as long as the call that shows it.
struct Outstanding {
  AskId id;
  std::string_view record;
  Ask::What what = Ask::What::remove;
  std::string_view fields;
  std::string_view asked_on;  // YYYY-MM-DD: the as-of day of the run that asked first
};

/// What a run adds to the state when it is committed. `asks` is called once with a function that takes one line after
/// the other; a line that is outstanding already stays as it is, one that was done is asked for anew.
struct WorkListNews {
  std::function<void(const std::function<void(const Ask&)>& add)> asks = {};
  std::vector<AskId> done = {};
};

}  // namespace compliance
