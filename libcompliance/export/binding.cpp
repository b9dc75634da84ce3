// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/binding.h"

#include <algorithm>
#include <set>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"
#include "libcompliance/export/binding_shape.h"
#include "libcompliance/formats/scalars.h"
#include "libcompliance/formats/yaml.h"
#include "libcompliance/io/files.h"

namespace compliance {
namespace {

Error no_such(const Place& place, std::string what, std::string_view name, const std::vector<std::string_view>& known) {
  return {.message = "the policy has no " + std::move(what) + " \"" + std::string{name} + "\"",
          .place = place,
          .hint = did_you_mean(name, known)};
}

Result<CsvDialect> read_dialect(const YamlNode* node) {
  CsvDialect dialect;
  if (node == nullptr) return dialect;
  const auto character = [](const YamlNode& value, char& out) -> Result<void> {
    if (value.text == "tab") {
      out = '\t';
    } else if (value.text.size() == 1 && value.text[0] > ' ' && static_cast<unsigned char>(value.text[0]) < 0x7F) {
      out = value.text[0];
    } else {
      return Error{.message = "expected one ASCII character, or tab", .place = value.place};
    }
    return {};
  };
  if (const YamlNode* delimiter = node->find("delimiter")) COMPLIANCE_CHECK(character(*delimiter, dialect.delimiter));
  if (const YamlNode* quote = node->find("quote")) COMPLIANCE_CHECK(character(*quote, dialect.quote));
  if (dialect.delimiter == dialect.quote)
    return Error{.message = "the delimiter and the quote are the same character", .place = node->place};
  if (const YamlNode* encoding = node->find("encoding"))
    dialect.encoding = encoding->text == "utf-16"         ? Encoding::utf_16
                       : encoding->text == "windows-1252" ? Encoding::windows_1252
                                                          : Encoding::utf_8;
  return dialect;
}

class TableBindingReader {
 public:
  TableBindingReader(const Policy& policy, const YamlNode::Member& member, Fit fit)
      : policy_(policy), node_(member.value), is_shared_(fit == Fit::shared) {
    table_.file = member.key;
    table_.place = member.place;
  }

  Result<TableBinding> read() {
    const YamlNode& record = node_.at("record");
    const auto index = policy_.find_record(record.text);
    if (!index) {
      std::vector<std::string_view> known;
      for (const RecordType& each : policy_.records) known.push_back(each.name);
      return no_such(record.place, "record", record.text, known);
    }
    table_.record = *index;
    COMPLIANCE_TRY(table_.dialect, read_dialect(node_.find("dialect")));
    if (const YamlNode* words = node_.find("null_words"))
      for (const YamlNode& word : words->items) table_.null_words.push_back(word.text);
    if (const YamlNode* ids = node_.find("ids")) table_.ids = *from_word<Ids>(ids->text, ids_words);
    table_.key = node_.at("key").text;
    table_.key_place = node_.at("key").place;
    // The key may be a field as well; every other column has one meaning.
    COMPLIANCE_CHECK(read_columns());
    if (const YamlNode* dates = node_.find("dates")) COMPLIANCE_CHECK(read_dates(*dates));
    if (const YamlNode* links = node_.find("links")) COMPLIANCE_CHECK(read_links(*links));
    if (const YamlNode* merged = node_.find("merged_into")) {
      COMPLIANCE_CHECK(claim(merged->text, merged->place));
      table_.merged_into = {.column = merged->text, .place = merged->place};
    }
    if (const YamlNode* tenant = node_.find("tenant")) COMPLIANCE_CHECK(read_tenant(*tenant));
    if (const YamlNode* values = node_.find("values")) COMPLIANCE_CHECK(read_values(*values));
    for (const BoundColumn& column : table_.columns)
      if (type().fields[column.field].type == FieldType::word && column.words.empty() && !is_shared_)
        return Error{.message = "\"values\" does not say which text of column \"" + printable(column.column) +
                                "\" is which word of " + type().name + '.' + type().fields[column.field].name,
                     .place = column.place,
                     .hint = "the words are " + join_words(type().fields[column.field].values)};
    if (const YamlNode* others = node_.find("not_personal"))
      for (const YamlNode& column : others->items) {
        COMPLIANCE_CHECK(claim(column.text, column.place));
        table_.not_personal.push_back(column.text);
      }
    return std::move(table_);
  }

 private:
  const RecordType& type() const { return policy_.records[table_.record]; }

  Result<void> claim(const std::string& column, const Place& place) {
    if (claimed_.insert(column).second) return {};
    return Error{.message = "column \"" + printable(column) + "\" stands here twice", .place = place};
  }

  Result<void> read_columns() {
    std::set<std::size_t> fields;
    for (const YamlNode::Member& member : node_.at("columns").members) {
      const auto field = type().find_field(member.value.text);
      if (!field && is_shared_) {
        COMPLIANCE_CHECK(claim(member.key, member.place));
        table_.not_personal.push_back(member.key);
        continue;
      }
      if (!field) {
        std::vector<std::string_view> known;
        for (const Field& each : type().fields) known.push_back(each.name);
        return no_such(member.value.place, "field of " + type().name, member.value.text, known);
      }
      if (!fields.insert(*field).second)
        return Error{.message = "field \"" + member.value.text + "\" has two columns", .place = member.value.place};
      COMPLIANCE_CHECK(claim(member.key, member.place));
      table_.columns.push_back({.column = member.key, .field = *field, .place = member.place});
    }
    return {};
  }

  Result<DatePattern> read_pattern(const YamlNode& node) const {
    const YamlNode& format = node.at("format");
    COMPLIANCE_TRY(const DatePattern pattern, at(format.place, DatePattern::parse(format.text)));
    const YamlNode* zone = node.find("zone");
    if (zone == nullptr) return pattern.with_zones(std::nullopt, *policy_.zone);
    COMPLIANCE_TRY(const Zone written, at(zone->place, Zone::find(zone->text)));
    return at(zone->place, pattern.with_zones(written, *policy_.zone));
  }

  Result<void> read_dates(const YamlNode& dates) {
    if (dates.find("format") != nullptr) {
      COMPLIANCE_TRY(const DatePattern pattern, read_pattern(dates));
      for (BoundColumn& column : table_.columns) column.dates = pattern;
    }
    const YamlNode* columns = dates.find("columns");
    if (columns == nullptr) return {};
    for (const YamlNode::Member& member : columns->members) {
      const auto column = find_column(member.key);
      const bool is_date = column != table_.columns.end() && type().fields[column->field].type == FieldType::date;
      if (!is_date && is_shared_) continue;
      if (!is_date)
        return Error{.message = "expected a column whose field is a date in the policy", .place = member.place};
      COMPLIANCE_TRY(column->dates, read_pattern(member.value));
    }
    return {};
  }

  std::vector<BoundColumn>::iterator find_column(std::string_view name) {
    return std::find_if(table_.columns.begin(), table_.columns.end(),
                        [&](const BoundColumn& each) { return each.column == name; });
  }

  Result<void> read_links(const YamlNode& links) {
    const auto parent = type().belongs_to;
    for (const YamlNode::Member& member : links.members) {
      const bool is_parent = parent && policy_.records[*parent].name == member.key;
      if (!is_parent && !is_shared_) {
        std::string belongs = parent ? " belongs to " + policy_.records[*parent].name : " belongs to nothing";
        return Error{.message = "in the policy, " + type().name + belongs, .place = member.place};
      }
      for (const YamlNode& link : member.value.one_or_many()) COMPLIANCE_CHECK(read_link(link, is_parent));
    }
    return {};
  }

  Result<void> read_link(const YamlNode& node, bool is_parent) {
    BoundLink link{.place = node.place};
    if (node.kind == YamlNode::Kind::scalar) {
      link.column = node.text;
    } else {
      link.column = node.at("column").text;
      if (const YamlNode* separator = node.find("separator")) link.separator = separator->text;
      if (const YamlNode* prefix = node.find("prefix")) link.prefix = prefix->text;
    }
    if (link.column != table_.key) COMPLIANCE_CHECK(claim(link.column, node.place));
    if (is_parent)
      table_.links.push_back(std::move(link));
    else
      table_.not_personal.push_back(std::move(link.column));
    return {};
  }

  Result<void> read_tenant(const YamlNode& node) {
    BoundTenant tenant{.place = node.place};
    if (node.kind == YamlNode::Kind::scalar) {
      COMPLIANCE_CHECK(claim(node.text, node.place));
      tenant.column = node.text;
    } else {
      tenant.all = node.at("all").text;
    }
    table_.tenant = std::move(tenant);
    return {};
  }

  Result<void> read_values(const YamlNode& values) {
    for (const YamlNode::Member& member : values.members) {
      const auto column = find_column(member.key);
      const bool has_words = column != table_.columns.end() && type().fields[column->field].type == FieldType::word;
      if (!has_words && is_shared_) continue;
      if (!has_words)
        return Error{.message = "expected a column whose field has \"values\" in the policy", .place = member.place};
      const std::vector<std::string>& words = type().fields[column->field].values;
      for (const YamlNode::Member& text : member.value.members) {
        const auto word = std::find(words.begin(), words.end(), text.value.text);
        if (word == words.end() && is_shared_) continue;
        if (word == words.end())
          return no_such(text.value.place, "value of " + type().name + '.' + type().fields[column->field].name,
                         text.value.text, {words.begin(), words.end()});
        column->words.emplace(text.key, static_cast<std::int16_t>(word - words.begin()));
      }
    }
    return {};
  }

  const Policy& policy_;
  const YamlNode& node_;
  bool is_shared_;
  TableBinding table_;
  std::set<std::string> claimed_;
};

bool names_column(const TableBinding& table, std::string_view name) {
  const auto is_it = [&](const auto& each) { return each.column == name; };
  return std::any_of(table.columns.begin(), table.columns.end(), is_it) ||
         std::any_of(table.links.begin(), table.links.end(), is_it) ||
         (table.merged_into && is_it(*table.merged_into)) || (table.tenant && is_it(*table.tenant)) ||
         std::find(table.not_personal.begin(), table.not_personal.end(), name) != table.not_personal.end();
}

// Every table says whose its records are, or none does.
Result<void> read_tenants(const YamlNode& root, Binding& binding, Fit fit) {
  const YamlNode* tenants = root.find("tenants");
  const auto has_column = [](const TableBinding& table) { return table.tenant && !table.tenant->column.empty(); };
  const auto first = std::find_if(binding.tables.begin(), binding.tables.end(), has_column);
  if (tenants != nullptr && first == binding.tables.end() && fit == Fit::whole)
    return Error{
        .message = "no file has a column with a tenant", .place = tenants->place, .hint = "add tenant: COLUMN"};
  if (tenants == nullptr && first != binding.tables.end())
    return Error{.message = "nothing says which text of this column is which tenant",
                 .place = first->tenant->place,
                 .hint = "add tenants: {TEXT: NAME}; the rows of the controller itself are " + std::string{own_tenant}};
  for (TableBinding& table : binding.tables) {
    if (!table.tenant && binding.has_tenants())
      return Error{.message = "nothing says whose records this file holds, and other files say it",
                   .place = table.place,
                   .hint = "add tenant: COLUMN, or tenant: {all: NAME}"};
    if (!has_column(table)) continue;
    for (const YamlNode::Member& member : tenants->members) table.tenant->names.emplace(member.key, member.value.text);
  }
  return {};
}

}  // namespace

std::string_view BoundTenant::name_of(std::string_view text) const {
  if (column.empty()) return all;
  const auto found = names.find(text);
  return found == names.end() ? std::string_view{} : std::string_view{found->second};
}

bool Binding::has_tenants() const {
  return std::any_of(tables.begin(), tables.end(), [](const TableBinding& table) { return table.tenant.has_value(); });
}

namespace {

// A work list would give the importer, as ids, what stands in another column of the CRM.
Result<void> demand_importable_keys(const Binding& binding) {
  const std::string heading{id_heading(binding.work_lists)};
  for (const TableBinding& table : binding.tables) {
    if (heading.empty() || table.key == heading || !names_column(table, heading)) continue;
    return Error{.message = "the importer takes the column \"" + heading +
                            "\" for the ids of records, and the key here is \"" + printable(table.key) + '"',
                 .place = table.key_place,
                 .hint = "key: " + heading};
  }
  return {};
}

}  // namespace

Result<Binding> read_binding(std::string_view bytes, std::string_view source, const Policy& policy, Fit fit) {
  COMPLIANCE_TRY(const YamlNode root, parse_yaml(bytes, source));
  COMPLIANCE_CHECK(conform(root, binding_shape()));
  Binding binding{.name = root.at("export").text, .system = root.at("system").text, .source = std::string{source}};
  COMPLIANCE_TRY(binding.taken, read_instant(root.at("taken")));
  if (const YamlNode* form = root.find("work_lists"))
    binding.work_lists = *from_word<WorkListForm>(form->text, work_list_words);
  for (const YamlNode::Member& member : root.at("files").members) {
    if (fit == Fit::shared && !policy.find_record(member.value.at("record").text)) {
      binding.not_personal_files.push_back(member.key);
      continue;
    }
    COMPLIANCE_TRY(TableBinding table, (TableBindingReader{policy, member, fit}.read()));
    binding.tables.push_back(std::move(table));
  }
  COMPLIANCE_CHECK(demand_importable_keys(binding));
  COMPLIANCE_CHECK(read_tenants(root, binding, fit));
  if (const YamlNode* others = root.find("not_personal_files"))
    for (const YamlNode& file : others->items) binding.not_personal_files.push_back(file.text);
  std::set<std::string_view> names{binding_file};
  const auto claim = [&](const std::string& name, const Place& place) -> Result<void> {
    if (!is_plain_relative(name))
      return Error{.message = "expected the name of a file in the export's folder",
                   .place = place,
                   .hint = "no absolute path, no \"..\""};
    if (!names.insert(name).second) return Error{.message = "this file stands here twice", .place = place};
    return {};
  };
  for (const TableBinding& table : binding.tables) COMPLIANCE_CHECK(claim(table.file, table.place));
  if (const YamlNode* others = root.find("not_personal_files"))
    for (const YamlNode& file : others->items) COMPLIANCE_CHECK(claim(file.text, file.place));
  return binding;
}

}  // namespace compliance
