// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/work_lists.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "libcompliance/formats/encoding.h"

namespace compliance {
namespace {

// What an importer takes.
struct Form {
  std::string_view emptied = {};  // in a cell to empty; empty: a blank one, so that no other cell may stand beside it
  std::uint64_t most_records = UINT64_MAX;
  std::uint64_t most_bytes = UINT64_MAX;
  bool as_exported = false;  // delimiter, quote and encoding of the export's file; else commas and UTF-8
  bool has_mark = false;     // starts with a byte order mark
};

constexpr Form form_of(WorkListForm form) {
  switch (form) {
    case WorkListForm::salesforce:
      return {.emptied = "#N/A"};
    case WorkListForm::hubspot:
      return {.most_records = 250'000};
    case WorkListForm::dynamics:
      return {.most_bytes = 8'000'000, .has_mark = true};
    case WorkListForm::generic:
      break;
  }
  return {.as_exported = true};
}

// No less than what the record takes in the file, unless it holds many quotes.
std::uint64_t size_of(std::span<const std::string_view> cells) {
  std::uint64_t size = 1;
  for (const std::string_view cell : cells) size += cell.size() + 3;
  return size;
}

}  // namespace

// One list, which starts another part when one is full.
class WorkLists::List {
 public:
  List(WorkLists& lists, WorkListFile::Kind kind, std::vector<std::string> heading, std::vector<std::string> columns)
      : lists_(lists),
        form_(form_of(lists.binding_->work_lists)),
        kind_(kind),
        heading_(std::move(heading)),
        columns_(std::move(columns)) {}

  Result<void> add(std::span<const std::string_view> cells) {
    const std::uint64_t size = size_of(cells);
    if (file_ && (lists_.files_.back().records == form_.most_records || bytes_ + size > form_.most_bytes)) close();
    if (!file_) COMPLIANCE_CHECK(open());
    bytes_ += size;
    ++lists_.files_.back().records;
    return writer_->write(cells);
  }

  void close() {
    if (file_) file_->close();
    file_.reset();
  }

 private:
  Result<void> open() {
    const std::string name = lists_.next_name(kind_);
    file_ = lists_.out_->create(name);
    lists_.files_.push_back({.kind = kind_, .file = name, .columns = columns_});
    if (form_.has_mark) file_->write(byte_order_mark);
    writer_.emplace(*file_, form_.as_exported ? lists_.table_->dialect : CsvDialect{},
                    lists_.reader_->header_line_end());
    const std::vector<std::string_view> heading(heading_.begin(), heading_.end());
    bytes_ = size_of(heading);
    return writer_->write(heading);
  }

  WorkLists& lists_;
  Form form_;
  WorkListFile::Kind kind_;
  std::vector<std::string> heading_, columns_;
  std::unique_ptr<FileSystem::NewFile> file_;
  std::optional<CsvWriter> writer_;
  std::uint64_t bytes_ = 0;
};

WorkLists::WorkLists(OutputFiles& out, std::string folder, const Binding& binding, const TableBinding& table,
                     const TableReader& reader)
    : out_(&out),
      folder_(std::move(folder)),
      binding_(&binding),
      table_(&table),
      reader_(&reader),
      carried_{reader.key_column()} {
  for (std::size_t column = 0; column < reader.header().size(); ++column)
    if (column != reader.key_column() && !can_be_emptied(binding.work_lists, reader.header()[column]))
      carried_.push_back(column);
}

WorkLists::~WorkLists() = default;

// "delete/contacts.csv", "delete/contacts-2.csv", and so on; but never the name of another table's list.
std::string WorkLists::next_name(WorkListFile::Kind kind) {
  std::size_t& part = parts_[static_cast<std::size_t>(kind)];
  const std::string& file = table_->file;
  const std::size_t dot = std::min(file.rfind('.'), file.size());
  std::string name = file;
  const auto is_taken = [&](const TableBinding& other) { return other.file == name; };
  for (++part; part > 1; ++part) {
    name = file.substr(0, dot) + '-' + std::to_string(part) + file.substr(dot);
    if (std::none_of(binding_->tables.begin(), binding_->tables.end(), is_taken)) break;
  }
  return (kind == WorkListFile::Kind::remove ? "delete/" : "update/") + folder_ + name;
}

Result<void> WorkLists::remove(const CsvRecord& record) {
  if (!removals_) {
    const std::string_view key = id_heading(binding_->work_lists);
    removals_ =
        std::make_unique<List>(*this, WorkListFile::Kind::remove,
                               std::vector{key.empty() ? reader_->header()[reader_->key_column()] : std::string{key}},
                               std::vector<std::string>{});
  }
  return removals_->add(std::span{&record.fields[reader_->key_column()], 1});
}

void WorkLists::empty(const CsvRecord& record, std::vector<std::size_t> columns) {
  const auto is_carried = [&](std::size_t column) {
    return std::find(carried_.begin(), carried_.end(), column) != carried_.end();
  };
  std::erase_if(columns, is_carried);
  if (columns.empty()) return;
  const auto [set, is_new] = set_of_.try_emplace(columns, sets_.size());
  if (is_new) sets_.push_back(std::move(columns));
  Update update{.set = set->second};
  for (const std::size_t column : carried_) update.carried.emplace_back(record.fields[column]);
  updates_.push_back(std::move(update));
}

// One list with these columns and these of the updates.
Result<void> WorkLists::write_updates(const std::vector<std::size_t>& columns,
                                      const std::vector<std::size_t>& updates) {
  const Form form = form_of(binding_->work_lists);
  const std::string_view key = id_heading(binding_->work_lists);
  std::vector<std::string> heading, names;
  for (const std::size_t column : carried_) heading.push_back(reader_->header()[column]);
  if (!key.empty()) heading.front() = key;
  for (const std::size_t column : columns) names.push_back(reader_->header()[column]);
  heading.insert(heading.end(), names.begin(), names.end());
  List list{*this, WorkListFile::Kind::update, std::move(heading), std::move(names)};
  for (const std::size_t u : updates) {
    const std::vector<std::size_t>& emptied = sets_[updates_[u].set];
    std::vector<std::string_view> cells(updates_[u].carried.begin(), updates_[u].carried.end());
    for (const std::size_t column : columns)
      cells.push_back(std::binary_search(emptied.begin(), emptied.end(), column) ? form.emptied : std::string_view{});
    COMPLIANCE_CHECK(list.add(cells));
  }
  list.close();
  return {};
}

Result<std::vector<WorkListFile>> WorkLists::close() {
  if (removals_) removals_->close();
  if (form_of(binding_->work_lists).emptied.empty()) {
    std::vector<std::vector<std::size_t>> updates(sets_.size());
    for (std::size_t u = 0; u < updates_.size(); ++u) updates[updates_[u].set].push_back(u);
    for (std::size_t set = 0; set < sets_.size(); ++set) COMPLIANCE_CHECK(write_updates(sets_[set], updates[set]));
  } else if (!updates_.empty()) {
    std::vector<std::size_t> columns, updates(updates_.size());
    for (const std::vector<std::size_t>& set : sets_) {
      std::vector<std::size_t> joined;
      std::set_union(columns.begin(), columns.end(), set.begin(), set.end(), std::back_inserter(joined));
      columns = std::move(joined);
    }
    for (std::size_t u = 0; u < updates.size(); ++u) updates[u] = u;
    COMPLIANCE_CHECK(write_updates(columns, updates));
  }
  return std::move(files_);
}

}  // namespace compliance
