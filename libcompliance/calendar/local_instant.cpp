// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/calendar/local_instant.h"

#include <stdexcept>

namespace compliance {

// The zones that are known differ from UTC by whole hours, from one behind it to three ahead.
std::string format_local(Instant instant, const Zone& zone) {
  for (int hours = -1; hours <= 3; ++hours) {
    const Instant shown = instant + std::chrono::hours{hours};
    const LocalTime time = zone.at(std::chrono::local_seconds{shown.time_since_epoch()});
    if ((time.count < 1 || time.first != instant) && (time.count < 2 || time.second != instant)) continue;
    std::string text = format_instant(shown);
    text.pop_back();
    return text + (hours < 0 ? "-0" : "+0") + std::to_string(hours < 0 ? -hours : hours) + ":00";
  }
  throw std::logic_error("zone: no offset of whole hours");
}

}  // namespace compliance
