// SPDX-License-Identifier: Apache-2.0
// From instants to civil dates (TC-12, ST-31). The zones of the European Union need three lines of rule and no files:
// summer time runs from the last Sunday of March to the last Sunday of October, 01:00 UTC (since 1996). Checked in the
// tests against the system's time zone database.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date.h"

namespace compliance {

using Instant = std::chrono::sys_seconds;

/// The instants at which clocks show a local time: none when it is skipped in spring, two when it comes twice in
/// autumn.
struct LocalTime {
  int count = 0;
  Instant first = {};
  Instant second = {};
};

/// A time zone whose standard offset has not changed since 1996 and which follows the EU's summer time, or UTC.
class Zone {
 public:
  /// By its name in the tz database ("Europe/Amsterdam", "UTC"). The error lists what is supported.
  static Result<Zone> find(std::string_view name);

  std::string_view name() const { return name_; }

  /// The civil date at that instant. Instants before 1997 are dated by today's rule.
  Date date_of(Instant instant) const;
  /// When clocks there show that time. Times before 1997 go by today's rule.
  LocalTime at(std::chrono::local_seconds time) const;

 private:
  std::chrono::hours offset_at(Instant instant) const;
  Zone(std::string_view name, std::chrono::hours offset, bool summer_time)
      : name_(name), offset_(offset), summer_time_(summer_time) {}

  std::string_view name_;
  std::chrono::hours offset_;
  bool summer_time_;
};

/// Parses RFC 3339: "2026-04-01T02:00:00+02:00" or "…Z". Seconds are required, fractions refused; an offset is
/// required, because a local time without one can mean two instants.
Result<Instant> parse_instant(std::string_view text);

/// Formats as "2026-04-01T00:00:00Z".
std::string format_instant(Instant instant);

}  // namespace compliance
