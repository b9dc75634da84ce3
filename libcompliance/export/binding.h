// SPDX-License-Identifier: Apache-2.0
// The binding of an export to a policy (compliance-export(5)): which file and column is which record and field. The
// CRM's own names stop here.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/calendar/date_pattern.h"
#include "libcompliance/calendar/zone.h"
#include "libcompliance/formats/csv.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

struct BoundColumn {
  std::string column = {};
  std::size_t field = 0;
  std::map<std::string, std::int16_t, std::less<>> words = {};  // for a field with values: text in the export → word
  DatePattern dates = DatePattern::iso();                       // for a field of type date
  Place place = {};
};

struct BoundLink {
  std::string column = {};
  std::string separator = {};  // empty: one key a cell
  std::string prefix = {};     // keys that begin otherwise are of records of another type, and link to nothing here
  Place place = {};
};

/// How keys and links are compared.
enum class Ids {
  as_written,
  salesforce,  // the 15 and the 18 characters of an id are the same (TC-174); an id of zeros is none
};
inline constexpr std::array<std::string_view, 2> ids_words{"as_written", "salesforce"};

/// What two spellings of one id have in common: of 18 letters and digits of Salesforce the first 15, else all of it.
std::string_view compared_id(Ids ids, std::string_view id);

/// The other spelling of an id that is written in its short form: of 15 letters and digits of Salesforce all 18, the
/// last three of which say which letters are capitals. Nothing for any other id.
std::optional<std::string> longer_id(Ids ids, std::string_view id);

/// The name of the rows that are the controller's own.
inline constexpr std::string_view own_tenant = "own";

/// Whose rows a table holds (SI-01).
struct BoundTenant {
  std::string column = {};                                     // empty: all rows are of `all`
  std::string all = {};                                        // a name
  std::map<std::string, std::string, std::less<>> names = {};  // by text of the column
  std::optional<std::string> chosen = {};                      // see Export::choose_tenant
  Place place = {};

  /// Whose row it is that has this text in the column. Empty: nobody has said.
  std::string_view name_of(std::string_view text) const;
};

struct TableBinding {
  std::string file = {};   // relative to the folder, plain
  std::size_t record = 0;  // in the policy
  CsvDialect dialect = {};
  std::vector<std::string> null_words = {};
  Ids ids = Ids::as_written;
  std::string key = {};
  Place key_place = {};
  std::vector<BoundLink> links = {};          // to what the record type belongs to
  std::optional<BoundLink> merged_into = {};  // to the record of this type that took this one's place
  std::optional<BoundTenant> tenant = {};
  std::vector<BoundColumn> columns = {};
  std::vector<std::string> not_personal = {};
  Place place = {};
};

/// The importer for which work lists are written (compliance-work-lists(5)).
enum class WorkListForm { generic, salesforce, hubspot, dynamics };
inline constexpr std::array<std::string_view, 4> work_list_words{"generic", "salesforce", "hubspot", "dynamics"};

/// The heading under which an importer looks for the ids; empty: any.
std::string_view id_heading(WorkListForm form);
/// How the columns begin that an importer needs with their values, so that they cannot be emptied; empty: none.
std::string_view carried_prefix(WorkListForm form);
/// Whether a work list can ask for that column to be emptied.
bool can_be_emptied(WorkListForm form, std::string_view column);

struct Binding {
  std::string name = {};
  std::string system = {};
  WorkListForm work_lists = WorkListForm::generic;
  Instant taken = {};
  std::vector<TableBinding> tables = {};
  std::vector<std::string> not_personal_files = {};
  std::string source = {};

  /// Whether its rows are of several controllers; then every table says whose.
  bool has_tenants() const;
};

inline constexpr std::string_view binding_file = "export.yaml";

/// Whether a binding was written for the policy that reads it.
enum class Fit {
  whole,   // every name in it must be in the policy
  shared,  // it was written for a later version: see below
};

/// Reads and resolves a binding. Refused besides wrong shapes: names that the policy does not have, a column or a field
/// that stands twice, a link to another record type than the one it belongs to, a text mapped to a word that the field
/// does not have, a field with values without any, a file name that is not plain and relative (TC-177), a zone for
/// dates that have none, some tables with a tenant and others without, a column with the heading of an importer's ids
/// (id_heading) beside a key that is another column.
///
/// With Fit::shared, which serves the comparison of two policies alone, what the policy does not know is as if it were
/// declared not personal: a file of another record type, a column of another field, a link to what the type does not
/// belong to. A text for a word that a field does not have, or for a field without words, is left out, and so is a form
/// of dates for a field that is none; a field with words may have none. What such a column holds is then not known.
Result<Binding> read_binding(std::string_view bytes, std::string_view source, const Policy& policy,
                             Fit fit = Fit::whole);

}  // namespace compliance
