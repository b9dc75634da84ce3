// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/apply.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "libcompliance/export/table_reader.h"
#include "libcompliance/formats/json.h"
#include "libcompliance/plan/hashing_source.h"

namespace compliance {
namespace {

constexpr std::string_view new_plan = "make a new plan: compliance retain … --plan FILE";

Error changed(const std::string& what) {
  return guard_error(what + " has changed since the plan was made", std::string{new_plan});
}

void write_file(FileSystem& files, const std::string& path, std::string_view bytes) {
  const auto file = files.create(path);
  file->write(bytes);
  file->close();
}

void drain(ByteSource& source) {
  std::vector<char> buffer(65536);
  while (source.read(buffer) != 0) {
  }
}

// A work list, which appears with its first line.
class WorkList {
 public:
  WorkList(FileSystem& files, AtomicFolder& out, std::string name, CsvDialect dialect, LineEnd line_end,
           std::vector<std::string> header)
      : files_(files),
        out_(out),
        name_(std::move(name)),
        dialect_(dialect),
        line_end_(line_end),
        header_(std::move(header)) {}

  Result<void> add(std::span<const std::string_view> fields) {
    if (!file_) {
      file_ = files_.create(out_.inside(name_));
      writer_.emplace(*file_, dialect_, line_end_);
      const std::vector<std::string_view> header(header_.begin(), header_.end());
      COMPLIANCE_CHECK(writer_->write(header));
    }
    return writer_->write(fields);
  }

  void close() {
    if (file_) file_->close();
  }

 private:
  FileSystem& files_;
  AtomicFolder& out_;
  std::string name_;
  CsvDialect dialect_;
  LineEnd line_end_;
  std::vector<std::string> header_;
  std::unique_ptr<FileSystem::NewFile> file_;
  std::optional<CsvWriter> writer_;
};

class TableWriter {
 public:
  TableWriter(const Plan& plan, std::size_t table, const Policy& policy, const ExportSet& source, FileSystem& files,
              AtomicFolder& out)
      : planned_(plan.tables[table]),
        binding_(source.table(table)),
        policy_(policy),
        source_(source),
        files_(files),
        out_(out),
        table_(table),
        name_(plan.place_of(plan.tables[table])) {}

  Result<void> run() {
    COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, source_.open_table(table_));
    HashingSource hashed{*file};
    const std::string path = source_.path_of(table_);
    Result<void> copied = copy(hashed, path);
    // A file that changed may fail in many ways; what matters to the reader is that it changed.
    drain(hashed);
    if (hashed.finish() != planned_.sha256) return changed(path);
    return copied;
  }

 private:
  Result<void> copy(ByteSource& source, const std::string& path) {
    COMPLIANCE_TRY(TableReader reader,
                   TableReader::open(source, path, binding_, policy_, static_cast<std::uint16_t>(table_)));
    const auto output = files_.create(out_.inside("export/" + name_));
    output->write(reader.header_raw());
    const std::string& key = reader.header()[reader.key_column()];
    const LineEnd line_end = reader.header_line_end();
    WorkList removals{files_, out_, "delete/" + name_, binding_.dialect, line_end, {key}};
    WorkList updates{files_, out_, "update/" + name_, binding_.dialect, line_end, {key, "column to empty"}};
    std::size_t next = 0;
    while (true) {
      COMPLIANCE_TRY(const bool more, reader.next());
      if (!more) break;
      if (next == planned_.effects.size() || planned_.effects[next].line != reader.csv().line) {
        output->write(reader.csv().raw);
        continue;
      }
      const Effect& effect = planned_.effects[next++];
      if (effect.key != reader.record().key) return changed(path);
      if (effect.action == EffectAction::remove) {
        COMPLIANCE_CHECK(removals.add(std::vector<std::string_view>{effect.key}));
        continue;
      }
      COMPLIANCE_TRY(const std::vector<std::size_t> columns, columns_of(effect, reader));
      text_.clear();
      empty_fields(reader.csv(), binding_.dialect, columns, text_);
      output->write(text_);
      for (const std::size_t column : columns)
        COMPLIANCE_CHECK(updates.add(std::vector<std::string_view>{effect.key, reader.header()[column]}));
    }
    if (next != planned_.effects.size()) return changed(path);
    output->close();
    removals.close();
    updates.close();
    return {};
  }

  // Which columns the effect empties, ascending.
  Result<std::vector<std::size_t>> columns_of(const Effect& effect, const TableReader& reader) const {
    std::vector<bool> goes(reader.header().size(), effect.action == EffectAction::stub);
    for (const std::string& name : effect.fields) {
      const auto field = policy_.records[binding_.record].find_field(name);
      const std::size_t column = field ? reader.column_of_field()[*field] : TableReader::npos;
      if (column == TableReader::npos) return Error{.message = "the plan names a field that the export does not have"};
      goes[column] = true;
    }
    goes[reader.key_column()] = false;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < goes.size(); ++i)
      if (goes[i] && !reader.csv().fields[i].empty()) columns.push_back(i);
    return columns;
  }

  const PlannedTable& planned_;
  const TableBinding& binding_;
  const Policy& policy_;
  const ExportSet& source_;
  FileSystem& files_;
  AtomicFolder& out_;
  std::size_t table_;
  std::string name_;  // in the output
  std::string text_;
};

Result<void> copy_file(const Plan& plan, const PlannedFile& planned, const ExportSet& source, FileSystem& files,
                       AtomicFolder& out) {
  const std::string path = source.exports()[planned.of].path_of(planned.file);
  COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, files.open(path));
  HashingSource hashed{*file};
  const auto output = files.create(out.inside("export/" + plan.place_of(planned.of, planned.file)));
  std::vector<char> buffer(65536);
  while (const std::size_t count = hashed.read(buffer)) output->write({buffer.data(), count});
  output->close();
  if (hashed.finish() != planned.sha256) return changed(path);
  return {};
}

bool names_the_same(const Plan& plan, const ExportSet& source) {
  if (plan.exports.size() != source.exports().size() || plan.tables.size() != source.tables()) return false;
  for (std::size_t table = 0; table < plan.tables.size(); ++table)
    if (plan.tables[table].of != source.export_of(table) || plan.tables[table].file != source.table(table).file)
      return false;
  std::vector<std::pair<std::size_t, std::string>> planned, bound;
  for (const PlannedFile& file : plan.files) planned.emplace_back(file.of, file.file);
  for (std::size_t e = 0; e < source.exports().size(); ++e)
    for (const std::string& file : source.exports()[e].binding().not_personal_files) bound.emplace_back(e, file);
  return planned == bound;
}

}  // namespace

Result<void> match(const Plan& plan, std::string_view policy_bytes, const ExportSet& source) {
  if (to_hex(as_bytes(sha256(policy_bytes))) != plan.policy_sha256) return changed(plan.policy_file);
  for (std::size_t e = 0; e < std::min(plan.exports.size(), source.exports().size()); ++e) {
    const Export& each = source.exports()[e];
    if (to_hex(as_bytes(sha256(each.binding_bytes()))) != plan.exports[e].binding_sha256)
      return changed(each.binding().source);
  }
  // The bindings are the same, so their tables are; a plan that names others was not made by this program.
  if (!names_the_same(plan, source))
    return Error{.message = "the plan does not name the tables of " + source.exports().front().binding().source,
                 .hint = std::string{new_plan}};
  COMPLIANCE_TRY(const std::vector<Finding> undeclared, source.undeclared_files());
  if (!undeclared.empty()) return changed(parent_path(undeclared.front().place.source));
  for (std::size_t table = 0; table < plan.tables.size(); ++table) {
    COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, source.open_table(table));
    HashingSource hashed{*file};
    drain(hashed);
    if (hashed.finish() != plan.tables[table].sha256) return changed(source.path_of(table));
  }
  return {};
}

Result<void> write_output(const Plan& plan, const Policy& policy, const ExportSet& source, FileSystem& files,
                          AtomicFolder& out) {
  for (std::size_t table = 0; table < plan.tables.size(); ++table)
    COMPLIANCE_CHECK((TableWriter{plan, table, policy, source, files, out}.run()));
  for (const PlannedFile& file : plan.files) COMPLIANCE_CHECK(copy_file(plan, file, source, files, out));
  for (std::size_t e = 0; e < source.exports().size(); ++e)
    write_file(files, out.inside("export/" + plan.place_of(e, binding_file)), source.exports()[e].binding_bytes());
  write_file(files, out.inside("result.json"), result_text(plan));
  return {};
}

std::string result_text(const Plan& plan) {
  Json tables = Json::list();
  for (const PlannedTable& table : plan.tables)
    tables.add(Json::object()
                   .set("export", plan.exports[table.of].name)
                   .set("file", table.file)
                   .set("record", table.record)
                   .set("records", table.records)
                   .set("removed", table.count(EffectAction::remove))
                   .set("stubs", table.count(EffectAction::stub))
                   .set("reduced", table.count(EffectAction::reduce)));
  return to_json_text(Json::object()
                          .set("version", 1)
                          .set("policy", plan.policy)
                          .set("policy_sha256", plan.policy_sha256)
                          .set("as_of", format_date(plan.as_of))
                          .set("plan_sha256", digest_of(plan))
                          .set("tables", std::move(tables)));
}

}  // namespace compliance
