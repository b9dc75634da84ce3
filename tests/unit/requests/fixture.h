// SPDX-License-Identifier: Apache-2.0
// Requests for tests, and a policy whose purposes rest on everything that a purpose can rest on.

#pragma once

#include <doctest/doctest.h>

#include <ostream>
#include <stdexcept>

#include "libcompliance/requests/clock.h"
#include "libcompliance/requests/orders.h"

namespace compliance::testing {

inline Date day(std::string_view text) { return *parse_date(text); }
inline std::string text(Date date) { return format_date(date); }
inline std::string text(const std::optional<Date>& date) { return date ? format_date(*date) : "none"; }

inline Request request(RequestType type, std::string_view received) {
  Request made;
  made.name = "R-2026-000001";
  made.type = type;
  made.received = day(received);
  made.about = {{"email", Digest{}}};
  made.terms = {.ladder = {IdentityCheck::known_contact, IdentityCheck::knowledge, IdentityCheck::redacted_copy},
                .country = "NL",
                .zone = "Europe/Amsterdam"};
  return made;
}

inline RequestStep step(StepKind kind, std::string_view on, std::vector<std::string> codes = {}) {
  return {.kind = kind, .on = day(on), .codes = std::move(codes)};
}

inline Request with(Request request, RequestStep step) {
  request.steps.push_back(std::move(step));
  return request;
}

inline Request recognised(Request request, std::string_view on) {
  return with(std::move(request), step(StepKind::identity_confirmed, on, {"known_contact"}));
}

/// The message of the refusal; "allowed" when there is none.
inline std::string refusal(const Request& request, const RequestStep& step, std::string_view today = "2026-12-31") {
  const Result<void> allowed = may_follow(request, step, day(today));
  return allowed ? "allowed" : allowed.error().message;
}

inline RequestItem refused_for(std::string reason, std::string item = {}) {
  return {.item = std::move(item), .reason = std::move(reason), .facts = "what was found", .article = "Art. 17(3)"};
}

inline RequestStep refusing(std::string_view on, RequestItem item, StepKind kind = StepKind::refused) {
  RequestStep made = step(kind, on);
  made.items.push_back(std::move(item));
  return made;
}

inline const Policy& policy() {
  static const std::string bytes = R"(compliance: 1
policy: example
title: {nl: Voorbeeld, en: Example}
zone: Europe/Amsterdam
controller: {name: Example B.V., contact: privacy@example.nl, country: NL}
tenants:
  garage: {controller: Garage B.V., contact: privacy@example.com, instruction: DPA-1}
records:
  contact:
    is: person
    when_due: erase
    fields:
      mail: {category: person.contact.email, identifies: certainly}
      faith: {category: special.religion, special_ground: explicit_consent}
      left_on: {category: relationship.end, type: date}
moments:
  left: {of: contact, date: left_on}
purposes:
  news: {basis: legitimate_interest, interest: {nl: verkopen, en: sell}, kind: marketing, channels: [email], needs: [contact.mail], use_until: left}
  calls: {basis: legitimate_interest, interest: {nl: verkopen, en: sell}, kind: marketing, channels: [phone, email], needs: [contact.mail], use_until: left}
  survey: {basis: consent, needs: [contact.mail, contact.faith], use_until: left}
  service: {basis: contract, needs: [contact.mail], use_until: left}
  ranking: {basis: legitimate_interest, interest: {nl: ordenen, en: order}, needs: [contact.mail], use_until: left}
  reports: {basis: legal_obligation, needs: [contact.mail], use_until: left}
instructions:
  hosting: {of: garage, reference: DPA-1, needs: [contact.mail]}
recipients:
  buyer: {kind: sale, purposes: [ranking], fields: [contact.mail]}
rights:
  opt_out_words: [{text: Bel niet, stops: [phone]}, {text: Afmelden, stops: [email]}]
)";
  static const Policy read = [] {
    auto result = read_policy(bytes, "policy.yaml");
    if (!result) throw std::logic_error(to_string(result.error()));
    return *std::move(result);
  }();
  return read;
}

}  // namespace compliance::testing
