// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/table_reader.h"

#include <algorithm>

#include "libcompliance/base/suggest.h"
#include "libcompliance/base/text.h"

namespace compliance {
namespace {

// As a double-quoted scalar of YAML, on one line; what printable makes of a control character is an escape there, too.
std::string quoted(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return '"' + printable(escaped) + '"';
}

// "Score (2024)" becomes score_2024.
std::string field_name_for(std::string_view column) {
  std::string name;
  for (const char c : ascii_lower(column)) {
    const bool is_letter = c >= 'a' && c <= 'z';
    if (is_letter || (is_digit(c) && !name.empty()))
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  if (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() ? "field" : name;
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

}  // namespace

TableReader::TableReader(CsvReader reader, std::string name, const TableBinding& binding, const Policy& policy,
                         std::uint16_t table)
    : reader_(std::move(reader)), name_(std::move(name)), binding_(&binding), type_(&policy.records[binding.record]) {
  view_.table = table;
  for (const std::string& word : binding.null_words)
    null_sizes_ |= std::uint64_t{1} << std::min<std::size_t>(word.size(), 63);
}

Result<TableReader> TableReader::open(ByteSource& source, std::string name, const TableBinding& binding,
                                      const Policy& policy, std::uint16_t table) {
  TableReader reader{CsvReader{source, name, binding.dialect}, name, binding, policy, table};
  COMPLIANCE_CHECK(reader.read_header());
  return reader;
}

std::size_t TableReader::find_column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  return found == header_.end() ? npos : static_cast<std::size_t>(found - header_.begin());
}

void TableReader::report_missing(std::string_view column, const Place& place) {
  findings_.push_back({.code = "column.missing",
                       .severity = Severity::error,
                       .place = place,
                       .message = name_ + " has no column \"" + printable(column) + "\"",
                       .hint = printable(did_you_mean(column, views_of(header_))),
                       .why = "TC-172"});
}

// YAML to paste (TC-172): the column with the field of its name, which the policy may have to declare first. A field
// that another column of this file feeds, or was proposed for, gets a number behind its name.
std::string TableReader::paste_hint(std::string_view column, std::set<std::string>& taken) const {
  const std::string key = quoted(column), base = field_name_for(column);
  std::string field = base;
  for (int number = 2; !taken.insert(field).second; ++number) field = base + '_' + std::to_string(number);
  const std::string where = " of " + binding_->file + " in " + binding_->place.source;
  std::string hint = "paste under columns" + where + ": " + key + ": " + field;
  if (!type_->find_field(field))
    hint += "; and under the fields of " + type_->name + " in the policy: " + field + ": {category: CATEGORY}";
  return hint + "; or, when it says nothing about people, under not_personal: [" + key + "]";
}

Result<void> TableReader::read_header() {
  COMPLIANCE_TRY(const CsvRecord* const record, reader_.next());
  const Place start{name_, 1, 0};
  if (record == nullptr) return Error{.message = "expected a header line, found an empty file", .place = start};
  header_.assign(record->fields.begin(), record->fields.end());
  header_raw_ = record->raw;
  line_end_ = line_end_of(*record, binding_->dialect);

  key_ = find_column(binding_->key);
  if (key_ == npos)
    return Error{.message = "expected a column \"" + printable(binding_->key) + "\", which holds the keys",
                 .place = start,
                 .hint = header_.size() == 1 ? "the header is one column: is the delimiter under dialect right?"
                                             : printable(did_you_mean(binding_->key, views_of(header_)))};
  if (std::count(header_.begin(), header_.end(), binding_->key) > 1)
    return Error{.message = "the key column \"" + printable(binding_->key) + "\" stands here twice", .place = start};

  column_of_field_.assign(type_->fields.size(), npos);
  bound_of_field_.assign(type_->fields.size(), nullptr);
  std::vector<bool> mapped(header_.size(), false);
  mapped[key_] = true;
  const auto map = [&](std::string_view column, const Place& place) {
    const std::size_t found = find_column(column);
    if (found == npos)
      report_missing(column, place);
    else
      mapped[found] = true;
    return found;
  };
  for (const BoundColumn& column : binding_->columns) {
    column_of_field_[column.field] = map(column.column, column.place);
    bound_of_field_[column.field] = &column;
  }
  for (const BoundLink& link : binding_->links) link_columns_.push_back(map(link.column, link.place));
  if (const auto& merged = binding_->merged_into) merged_ = map(merged->column, merged->place);
  if (const auto& tenant = binding_->tenant; tenant && !tenant->column.empty())
    tenant_of_ = map(tenant->column, tenant->place);
  for (const std::string& column : binding_->not_personal) {
    map(column, binding_->place);
    if (const Category* special = special_category_hint(column))
      findings_.push_back({.code = "column.suspicious",
                           .severity = Severity::warning,
                           .place = binding_->place,
                           .message = "column \"" + printable(column) +
                                      "\" is declared as not personal, but its name suggests " +
                                      std::string{special->meaning},
                           .hint = "such data may rarely be kept at all: remove the column from the export",
                           .why = "RF-03, Art. 9"});
  }

  std::set<std::string> taken;
  for (const BoundColumn& column : binding_->columns) taken.insert(type_->fields[column.field].name);
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const Place place{name_, 1, static_cast<std::uint32_t>(i + 1)};
    const std::string shown = printable(header_[i]);
    if (std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]) !=
        header_.begin() + static_cast<std::ptrdiff_t>(i)) {
      findings_.push_back({.code = "column.duplicate",
                           .severity = Severity::error,
                           .place = place,
                           .message = "a second column is called \"" + shown + "\"",
                           .why = "TC-174"});
    } else if (!mapped[i]) {
      const Category* special = special_category_hint(header_[i]);
      findings_.push_back(
          {.code = special != nullptr ? "column.special" : "column.unmapped",
           .severity = Severity::error,
           .place = place,
           .message = "nobody has said what column \"" + shown + "\" is" +
                      (special != nullptr ? "; its name suggests " + std::string{special->meaning} : ""),
           .hint = special != nullptr
                       ? "such data may rarely be kept at all: remove the column from the export, and ask who needs it"
                       : paste_hint(header_[i], taken),
           .why = "RF-03, TC-172"});
    }
  }
  cells_.resize(type_->fields.size());
  for (std::size_t f = 0; f < cells_.size(); ++f)
    cells_[f].column =
        column_of_field_[f] == npos ? std::uint16_t{0} : static_cast<std::uint16_t>(column_of_field_[f] + 1);
  view_.key_column = static_cast<std::uint16_t>(key_ + 1);
  view_.merged_column = merged_ == npos ? std::uint16_t{0} : static_cast<std::uint16_t>(merged_ + 1);
  return {};
}

// Most cells are no null word by their length alone.
bool TableReader::is_null(std::string_view text) const {
  if ((null_sizes_ >> std::min<std::size_t>(text.size(), 63) & 1U) == 0) return false;
  return text.empty() ||
         std::find(binding_->null_words.begin(), binding_->null_words.end(), text) != binding_->null_words.end();
}

// Salesforce writes an id of zeros where there is none.
bool TableReader::is_null_id(std::string_view text) const {
  if (is_null(text)) return true;
  const std::string_view id = compared_id(binding_->ids, text);
  return binding_->ids == Ids::salesforce && id.size() == 15 && id.find_first_not_of('0') == std::string_view::npos;
}

void TableReader::read_links() {
  links_.clear();
  view_.link_column = 0;
  for (std::size_t i = 0; i < link_columns_.size(); ++i) {
    if (link_columns_[i] == npos) continue;
    const bool was_empty = links_.empty();
    read_links_of(binding_->links[i], link_columns_[i]);
    if (view_.link_column == 0 || (was_empty && !links_.empty()))
      view_.link_column = static_cast<std::uint16_t>(link_columns_[i] + 1);
  }
}

void TableReader::read_links_of(const BoundLink& link, std::size_t column) {
  if (is_null(csv_->fields[column])) return;
  std::string_view rest = csv_->fields[column];
  while (true) {
    const std::size_t end = link.separator.empty() ? std::string_view::npos : rest.find(link.separator);
    const std::string_view key = rest.substr(0, end);
    const bool is_another = !key.starts_with(link.prefix);
    if (!key.empty() && !is_another && !(binding_->ids == Ids::salesforce && is_null_id(key)))
      links_.push_back(compared_id(binding_->ids, key));
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + link.separator.size());
  }
}

void TableReader::read_cell(std::size_t field) {
  Cell& cell = cells_[field];
  const std::string_view text =
      column_of_field_[field] == npos ? std::string_view{} : csv_->fields[column_of_field_[field]];
  cell.blank = is_null(text);
  if (type_->fields[field].type == FieldType::date) {
    cell.date = cell.blank ? DateReading{} : bound_of_field_[field]->dates.read(text);
  } else if (type_->fields[field].type == FieldType::word) {
    cell.word = -1;
    if (cell.blank) return;
    const auto& words = bound_of_field_[field]->words;
    if (const auto found = words.find(text); found != words.end()) cell.word = found->second;
  }
}

Result<bool> TableReader::next() {
  COMPLIANCE_TRY(csv_, reader_.next());
  if (csv_ == nullptr) return false;
  view_.line = static_cast<std::uint32_t>(csv_->line);
  view_.key = {};
  if (const auto& tenant = binding_->tenant) {
    tenant_ = tenant->name_of(tenant_of_ == npos ? std::string_view{} : csv_->fields[tenant_of_]);
    is_ours_ = !tenant_.empty() && (!tenant->chosen || *tenant->chosen == tenant_);
    if (!is_ours_) return true;
  }
  view_.key = compared_id(binding_->ids, csv_->fields[key_]);
  if (is_null(csv_->fields[key_]))
    return Error{.message = "expected a key in column \"" + printable(binding_->key) + "\"",
                 .place = {name_, view_.line, static_cast<std::uint32_t>(key_ + 1)}};
  read_links();
  for (std::size_t field = 0; field < cells_.size(); ++field) read_cell(field);
  if (merged_ != npos) {
    const std::string_view survivor = csv_->fields[merged_];
    view_.merged_into = is_null_id(survivor) ? std::string_view{} : compared_id(binding_->ids, survivor);
  }
  view_.links = links_;
  view_.cells = cells_;
  view_.columns = csv_->fields;
  return true;
}

}  // namespace compliance
