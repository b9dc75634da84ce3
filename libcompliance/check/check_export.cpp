// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "libcompliance/base/text.h"
#include "libcompliance/check/check.h"
#include "libcompliance/check/forbidden_columns.h"
#include "libcompliance/export/table_reader.h"

namespace compliance {
namespace {

// Trouble of one kind in one column of one table.
struct Trouble {
  std::uint64_t count = 0;
  std::vector<std::uint32_t> lines = {};  // the first few
};
constexpr std::size_t lines_shown = 5;
constexpr std::size_t most_merges = 100;  // one behind the other; nobody merges so often

enum class Kind : std::uint8_t {
  duplicate_key,
  broken_link,
  broken_merge,
  unknown_tenant,
  invalid_date,
  ambiguous_date,
  sentinel_date,
  unknown_word,
  under_age
};

struct Text {
  std::string_view code;
  Severity severity;
  std::string_view one, many;  // behind the count
  std::string_view hint, why;
};

constexpr Text text_of(Kind kind) {
  switch (kind) {
    case Kind::duplicate_key:
      return {"key.duplicate",
              Severity::error,
              "record has a key that another one has",
              "records have a key that another one has",
              "one key, one record: correct the export",
              "TC-174"};
    case Kind::broken_link:
      return {"link.broken",
              Severity::warning,
              "record links to a record that is not in the export",
              "records link to a record that is not in the export",
              "is the export complete? If so, correct it in the CRM",
              "TC-134"};
    case Kind::broken_merge:
      return {"merge.broken",
              Severity::warning,
              "record was merged into one that is not in the export, or into itself",
              "records were merged into some that are not in the export, or into themselves",
              "is the export complete? If so, correct it in the CRM",
              "TC-134"};
    case Kind::unknown_tenant:
      return {"tenant.unknown",
              Severity::warning,
              "record belongs to nobody whom the binding names",
              "records belong to nobody whom the binding names",
              "add the text under tenants in the binding; until then the record stays as it is",
              "SI-01, SI-07"};
    case Kind::invalid_date:
      return {"date.invalid",
              Severity::warning,
              "date is not in the declared form",
              "dates are not in the declared form",
              "correct it in the CRM, or declare the form under dates",
              "TC-39"};
    case Kind::ambiguous_date:
      return {"date.ambiguous",
              Severity::warning,
              "date could be read as two different days",
              "dates could be read as two different days",
              "correct it in the CRM, or declare the form under dates",
              "TC-40"};
    case Kind::sentinel_date:
      return {"date.sentinel",
              Severity::warning,
              "date is a day that systems write for \"none\"",
              "dates are a day that systems write for \"none\"",
              "empty it in the CRM, or enter the real day",
              "TC-38"};
    case Kind::unknown_word:
      return {"word.unknown",
              Severity::warning,
              "cell holds a text that is mapped to no word",
              "cells hold a text that is mapped to no word",
              "add it under values in the binding",
              "TC-38"};
    case Kind::under_age:
      return {"person.under_age",
              Severity::warning,
              "person is younger than the policy allows",
              "people are younger than the policy allows",
              "find the consent of their parents, or remove them",
              "Art. 8, SI-33"};
  }
  return {};
}

using Keys = std::unordered_set<std::string>;

class ExportChecker {
 public:
  ExportChecker(const CompiledPolicy& policy, const ExportSet& source, Date as_of)
      : policy_(policy.policy()),
        export_(source),
        as_of_(as_of),
        keys_(policy_.records.size()),
        known_(policy_.records.size(), true),
        merged_(policy_.records.size()) {}

  std::vector<Finding> run() {
    for (Finding& missing : export_.missing_tables(policy_)) findings_.push_back(std::move(missing));
    Result<std::vector<Finding>> undeclared = export_.undeclared_files();
    if (undeclared)
      append(std::move(*undeclared));
    else
      add_error("file.unreadable", undeclared.error());
    check_binding();
    const std::size_t tables = export_.tables();
    std::vector<bool> readable(tables);
    for (std::size_t table = 0; table < tables; ++table) {
      readable[table] = read(table, Pass::cells);
      if (!readable[table]) known_[export_.table(table).record] = false;
    }
    // Links can only be followed when all keys are known.
    for (std::size_t table = 0; table < tables; ++table) {
      const TableBinding& binding = export_.table(table);
      const auto parent = policy_.records[binding.record].belongs_to;
      const bool has_links = !binding.links.empty() && known_[*parent];
      const bool has_merged = binding.merged_into && known_[binding.record];
      if (readable[table] && (has_links || has_merged)) read(table, Pass::links);
    }
    report();
    report_tenants();
    return std::move(findings_);
  }

 private:
  enum class Pass { cells, links };

  void append(std::vector<Finding> more) { std::move(more.begin(), more.end(), std::back_inserter(findings_)); }

  void add_error(std::string_view code, const Error& error) {
    findings_.push_back({.code = code,
                         .severity = Severity::error,
                         .place = error.place,
                         .message = error.message,
                         .hint = error.hint,
                         .why = "TC-170"});
  }

  // False when the table cannot be read to its end.
  bool read(std::size_t table, Pass pass) {
    const TableBinding& binding = export_.table(table);
    const auto file = export_.open_table(table);
    if (!file) return add_error("file.unreadable", file.error()), false;
    Result<TableReader> opened =
        TableReader::open(**file, export_.path_of(table), binding, policy_, static_cast<std::uint16_t>(table));
    if (!opened) return add_error("table.unreadable", opened.error()), false;
    TableReader& reader = *opened;
    if (pass == Pass::cells) {
      // What may not be there is not to be mapped either.
      std::vector<Finding> forbidden = forbidden_columns(policy_, binding, export_.path_of(table), reader.header());
      std::vector<Finding> header = reader.header_findings();
      std::erase_if(header, [&](const Finding& each) {
        const bool is_new = each.code == "column.unmapped" || each.code == "column.special";
        return is_new && std::any_of(forbidden.begin(), forbidden.end(),
                                     [&](const Finding& other) { return other.place == each.place; });
      });
      append(std::move(header));
      append(std::move(forbidden));
    }
    const std::optional<std::uint64_t> age = least_age(policy_, binding.record);
    while (true) {
      const Result<bool> more = reader.next();
      if (!more) return add_error("record.unreadable", more.error()), false;
      if (!*more) return true;
      if (!reader.is_ours()) {
        if (pass == Pass::cells)
          note(Kind::unknown_tenant, reader.record().spot(static_cast<std::uint16_t>(reader.tenant_column() + 1)));
      } else if (pass == Pass::cells) {
        if (!reader.tenant().empty()) ++records_of_[std::string{reader.tenant()}];
        check_cells(reader, binding.record, age);
      } else {
        check_links(reader, binding.record);
      }
    }
  }

  void note(Kind kind, Spot spot) {
    Trouble& trouble = troubles_[{spot.table, spot.column, kind}];
    ++trouble.count;
    if (trouble.lines.size() < lines_shown) trouble.lines.push_back(spot.line);
  }

  // Fields that no column of any table feeds, and tables that do not say to what their records belong.
  void check_binding() {
    std::vector<const TableBinding*> tables;
    for (std::size_t table = 0; table < export_.tables(); ++table) tables.push_back(&export_.table(table));
    for (std::size_t r = 0; r < policy_.records.size(); ++r) {
      const auto first =
          std::find_if(tables.begin(), tables.end(), [&](const TableBinding* each) { return each->record == r; });
      if (first == tables.end()) continue;
      std::vector<std::string> unfed;
      for (std::size_t f = 0; f < policy_.records[r].fields.size(); ++f)
        if (std::none_of(tables.begin(), tables.end(), [&](const TableBinding* table) {
              return table->record == r && std::any_of(table->columns.begin(), table->columns.end(),
                                                       [&](const BoundColumn& column) { return column.field == f; });
            }))
          unfed.push_back(policy_.name_of({r, f}));
      if (!unfed.empty())
        findings_.push_back({.code = "field.no_column",
                             .severity = Severity::warning,
                             .place = (*first)->place,
                             .message = "no column holds " + join_words(unfed),
                             .hint = "map the column that does; if the CRM does not keep it, take it out of the policy",
                             .why = "Art. 5(1)(a), RF-03"});
    }
    for (const TableBinding* table : tables)
      if (policy_.records[table->record].belongs_to && table->links.empty())
        findings_.push_back(
            {.code = "binding.no_links",
             .severity = Severity::warning,
             .place = table->place,
             .message = "nothing says to which " + policy_.records[*policy_.records[table->record].belongs_to].name +
                        " a record of this file belongs; what depends on it has no end",
             .hint = "add links: {" + policy_.records[*policy_.records[table->record].belongs_to].name + ": COLUMN}",
             .why = "TC-134"});
  }

  void check_cells(const TableReader& reader, std::size_t record, std::optional<std::uint64_t> age) {
    const RecordView& view = reader.record();
    if (!keys_[record].insert(key_of(reader, view.key)).second)
      note(Kind::duplicate_key, view.spot(static_cast<std::uint16_t>(reader.key_column() + 1)));
    if (!view.merged_into.empty()) merged_[record].emplace(key_of(reader, view.key), key_of(reader, view.merged_into));
    const std::vector<Field>& fields = policy_.records[record].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const Cell& cell = view.cells[f];
      const Spot spot = view.spot(cell.column);
      if (fields[f].type == FieldType::word && !cell.blank && cell.word < 0) note(Kind::unknown_word, spot);
      if (age && fields[f].category->name == "person.birth_date" && cell.date.state == DateState::day &&
          add_period(cell.date.day, {static_cast<int>(*age) * 12, 0}) > as_of_)
        note(Kind::under_age, spot);
      if (cell.date.state == DateState::invalid) note(Kind::invalid_date, spot);
      if (cell.date.state == DateState::ambiguous) note(Kind::ambiguous_date, spot);
      if (cell.date.state == DateState::sentinel) note(Kind::sentinel_date, spot);
    }
  }

  // Keys of two tenants never meet (SI-01).
  static std::string key_of(const TableReader& reader, std::string_view key) {
    return std::string{reader.tenant()} + '\0' + std::string{key};
  }

  void check_links(const TableReader& reader, std::size_t record) {
    const RecordView& view = reader.record();
    if (const auto parent = policy_.records[record].belongs_to; parent && known_[*parent]) {
      const bool broken = std::any_of(view.links.begin(), view.links.end(), [&](std::string_view link) {
        return !keys_[*parent].contains(key_of(reader, link));
      });
      if (broken) note(Kind::broken_link, view.spot(view.link_column));
    }
    if (!view.merged_into.empty() && !has_survivor(record, key_of(reader, view.key)))
      note(Kind::broken_merge, view.spot(view.merged_column));
  }

  // Whether the steps from a merged record end at one that is there.
  bool has_survivor(std::size_t record, std::string key) const {
    const auto& merged = merged_[record];
    for (std::size_t steps = 0; steps < most_merges; ++steps) {
      const auto next = merged.find(key);
      if (next == merged.end()) return keys_[record].contains(key);
      key = next->second;
    }
    return false;
  }

  void report_tenants() {
    std::vector<std::string> counts;
    for (const auto& [tenant, count] : records_of_) counts.push_back(count_of(count, "record") + " of " + tenant);
    if (!counts.empty())
      findings_.push_back({.code = "tenant.records",
                           .severity = Severity::note,
                           .place = {export_.exports().front().binding().source, 0, 0},
                           .message = "the records are of several tenants: " + join_words(counts),
                           .hint = "a run sees those of one: --tenant NAME",
                           .why = "SI-01"});
  }

  void report() {
    for (const auto& [where, trouble] : troubles_) {
      const auto& [table, column, kind] = where;
      const Text text = text_of(kind);
      std::vector<std::string> lines;
      for (const std::uint32_t line : trouble.lines) lines.push_back(std::to_string(line));
      std::string message =
          std::to_string(trouble.count) + ' ' + std::string{trouble.count == 1 ? text.one : text.many};
      if (trouble.count > 1)
        message += trouble.count > lines.size() ? " (the first on lines " + join_words(lines) + ")"
                                                : " (lines " + join_words(lines) + ")";
      findings_.push_back({.code = text.code,
                           .severity = text.severity,
                           .place = {export_.path_of(table), trouble.lines.front(), column},
                           .message = std::move(message),
                           .hint = std::string{text.hint},
                           .why = text.why});
    }
  }

  const Policy& policy_;
  const ExportSet& export_;
  Date as_of_;
  // By record type.
  std::vector<Keys> keys_;
  std::vector<bool> known_;  // all keys are there
  std::vector<std::unordered_map<std::string, std::string>> merged_;
  std::map<std::tuple<std::uint16_t, std::uint16_t, Kind>, Trouble> troubles_;
  std::map<std::string, std::uint64_t> records_of_;  // by tenant
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_export(const CompiledPolicy& policy, const ExportSet& source, Date as_of) {
  return ExportChecker{policy, source, as_of}.run();
}

}  // namespace compliance
