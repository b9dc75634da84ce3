// SPDX-License-Identifier: Apache-2.0
// What the state takes for the register of requests, and for the events that answers rest on. The calls are State's
// (state.h).

#pragma once

#include <string>
#include <vector>

#include "libcompliance/requests/breach.h"
#include "libcompliance/requests/orders.h"
#include "libcompliance/requests/request.h"

namespace compliance {

/// Something that a person said about being approached, dated: its own time counts, not that of recording it (TC-144).
/// `purpose` or `channel` empty: all.
struct ConsentEvent {
  enum class What { given, withdrawn, objected };
  std::string policy_name = {};
  std::string tenant = {};
  SubjectMark about = {};
  std::string purpose = {};
  std::string channel = {};
  What what = What::given;
  std::string happened_at = {};  // RFC 3339 in UTC, or a day when the time is not known
  std::string recorded_at = {};  // set by the state
  std::string evidence = {};     // a reference, never a cell
  enum class Source { cli, import, request };
  Source source = Source::cli;
  friend bool operator==(const ConsentEvent&, const ConsentEvent&) = default;
};
inline constexpr std::array<std::string_view, 3> consent_what_words{"given", "withdrawn", "objected"};
inline constexpr std::array<std::string_view, 3> consent_source_words{"cli", "import", "request"};

/// A request with what it orders from the first day on, and what the person said by making it.
struct RequestToAdd {
  NewRequest request = {};
  RequestOrders orders = {};
  std::vector<ConsentEvent> events = {};
};

}  // namespace compliance
