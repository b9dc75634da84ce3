// SPDX-License-Identifier: Apache-2.0
// Requests as text and JSON: their dates, what has been done and what comes next. Whom one is about cannot be told: the
// state has fingerprints only.

#pragma once

#include <span>
#include <string>

#include "libcompliance/report/reports.h"
#include "libcompliance/requests/clock.h"
#include "libcompliance/state/standing_orders.h"

namespace compliance {

/// How a request looks on a day. `today` is the day in the request's own zone.
struct RequestView {
  const Request* request;
  Date today = {};
  Contested contested = Contested::keep;
};

/// Whether somebody must do something: its target lies before today.
bool is_overdue(const RequestView& view);
/// Its target is at most so many days away, or has passed; or a time for second thoughts is over and it waits.
bool is_due(const RequestView& view, int within_days);

/// A few lines: name, type, dates, next step.
std::string request_text(const RequestView& view);
/// The same, and every step with its reasons.
std::string request_details(const RequestView& view);
std::string requests_text(std::span<const RequestView> views);

Json request_json(const RequestView& view);
Json requests_json(std::span<const RequestView> views);

}  // namespace compliance
