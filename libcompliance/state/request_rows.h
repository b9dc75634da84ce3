// SPDX-License-Identifier: Apache-2.0
// Internal to state: the rows of the register of requests and of breaches. All calls that write belong in a
// transaction.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/state/database.h"
#include "libcompliance/state/requests.h"

namespace compliance {

/// All of them, in the order in which they were registered.
std::vector<Request> stored_requests(const Database& database);

/// Returns it with its name. `mail`: a request of the same letter; null: the first of its letter.
Request insert_request(Database& database, const NewRequest& request, const Request* mail, std::string_view op,
                       std::string_view now);
void insert_step(Database& database, const Request& request, const RequestStep& step);
void insert_marks(Database& database, const Request& request, const std::vector<SubjectMark>& marks);

/// False when it is there already.
bool insert_event(Database& database, const ConsentEvent& event, std::string_view now);
std::vector<ConsentEvent> stored_events(const Database& database, const std::string& policy_name,
                                        const std::string& tenant);

std::vector<Breach> stored_breaches(const Database& database);
Breach insert_breach(Database& database, const NewBreach& breach, std::string_view op, std::string_view now);
void close_breach(Database& database, const Breach& breach, const BreachEnd& end, std::string_view now);

}  // namespace compliance
