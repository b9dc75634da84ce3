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
  Place place = {};
};

struct BoundLink {
  std::string column = {};
  std::string separator = {};  // empty: one key a cell
  Place place = {};
};

struct TableBinding {
  std::string file = {};   // relative to the folder, plain
  std::size_t record = 0;  // in the policy
  CsvDialect dialect = {};
  DatePattern dates = DatePattern::iso();
  std::vector<std::string> null_words = {};
  std::string key = {};
  Place key_place = {};
  std::optional<BoundLink> link = {};  // to what the record type belongs to
  std::vector<BoundColumn> columns = {};
  std::vector<std::string> not_personal = {};
  Place place = {};
};

/// The importer for which work lists are written (compliance-work-lists(5)).
enum class WorkListForm { generic, salesforce, hubspot, dynamics };
inline constexpr std::array<std::string_view, 4> work_list_words{"generic", "salesforce", "hubspot", "dynamics"};

struct Binding {
  std::string name = {};
  std::string system = {};
  WorkListForm work_lists = WorkListForm::generic;
  Instant taken = {};
  std::vector<TableBinding> tables = {};
  std::vector<std::string> not_personal_files = {};
  std::string source = {};
};

inline constexpr std::string_view binding_file = "export.yaml";

/// Reads and resolves a binding. Refused besides wrong shapes: names that the policy does not have, a column or a field
/// that stands twice, a link to another record type than the one it belongs to, a text mapped to a word that the field
/// does not have, a field with values without any, a file name that is not plain and relative (TC-177).
Result<Binding> read_binding(std::string_view bytes, std::string_view source, const Policy& policy);

}  // namespace compliance
