// SPDX-License-Identifier: Apache-2.0
// The record of processing activities that Art. 30 demands, from a policy: what the organisation does as a controller
// (30(1)), and for each customer what it does as a processor (30(2)). L-30.1, L-30.2, TC-195.
//
// One shape for every format: entries (the controller, an activity, a recipient, a system, a customer) with elements,
// each with values. The order is that of the policy, and the same policy gives the same bytes.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/documents/words.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

struct RegisterValue {
  LocalText words = {};
  std::string code = {};  // the policy's own word: a basis, a category, the name of a recipient, "3 years after left"
  std::string of = {};    // of a category: the record type, …
  LocalText whose = {};   // … and whom it is about
  std::string dpv = {};   // its term in the W3C DPV, where it has one

  friend bool operator==(const RegisterValue& a, const RegisterValue& b) {
    return a.words.nl == b.words.nl && a.words.en == b.words.en && a.code == b.code && a.of == b.of &&
           a.whose.en == b.whose.en && a.dpv == b.dpv;
  }
};

struct RegisterElement {
  std::string_view key = {};      // "basis", "data", …: stable, in JSON and as a column
  std::string_view article = {};  // what demands it; empty: nothing does
  LocalText label = {};
  std::vector<RegisterValue> values = {};
  bool missing = false;  // demanded, and the policy does not say it, or not of all
  LocalText lacks = {};  // what is missing, where the label does not tell it; may be empty
};

struct RegisterEntry {
  enum class Kind { organisation, purpose, duty, recipient, system, customer };
  Kind kind = Kind::organisation;
  std::string name = {};
  LocalText title = {};
  std::vector<RegisterElement> elements = {};
};
inline constexpr std::array<std::string_view, 6> register_kind_words{"organisation", "purpose", "duty",
                                                                     "recipient",    "system",  "customer"};

struct Register {
  std::string policy = {};
  LocalText title = {};
  std::string version = {};  // of the statement
  std::string from = {};     // since when it is in force; both empty when not said
  std::vector<RegisterEntry> entries = {};
};

/// `as_of` decides which transfer mechanisms and adequacy decisions are in force.
Register make_register(const Policy& policy, Date as_of);

/// Whether something that Art. 30 demands is missing.
bool has_gaps(const Register& record);

std::string register_markdown(const Register& record, Language language);
/// One line an activity (purpose, duty, customer), with the recipients, systems and measures in it; columns in English
/// (compliance-register(1)). A cell that a spreadsheet would take for a formula starts with an apostrophe.
std::string register_csv(const Register& record, Language language);
/// `result`: what the command starts its JSON with.
Json register_json(const Register& record, Json result);

/// One thing that differs between two registers.
struct RegisterChange {
  enum class What { added, removed, changed };
  What what = What::changed;
  RegisterEntry::Kind kind = RegisterEntry::Kind::organisation;
  std::string name = {};      // of the entry
  LocalText title = {};       // of the entry
  std::string_view key = {};  // of the element; empty: the whole entry
  LocalText label = {};       // of the element
  LocalText was = {}, now = {};
};
inline constexpr std::array<std::string_view, 3> change_words{"added", "removed", "changed"};

std::vector<RegisterChange> compare(const Register& before, const Register& after);
/// One line each.
std::string changes_text(const std::vector<RegisterChange>& changes, Language language);
Json changes_json(const std::vector<RegisterChange>& changes, Json result);

}  // namespace compliance
