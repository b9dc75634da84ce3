// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/result.h"

#include "libcompliance/plan/plan_json.h"

namespace compliance {
namespace {

Json rules_of(const PlannedTable& table) {
  Json list = Json::list();
  for (const RuleTotal& rule : rule_totals({&table, 1}))
    list.add(Json::object().set("keeper", rule.keeper).set("counts", counts_json(rule.records)));
  return list;
}

Json work_lists_of(std::span<const WorkListFile> files, WorkListFile::Kind kind) {
  Json list = Json::list();
  for (const WorkListFile& each : files) {
    if (each.kind != kind) continue;
    Json columns = Json::list();
    for (const std::string& column : each.columns) columns.add(column);
    Json file = Json::object();
    file.set("file", each.file).set("records", each.records);
    if (kind == WorkListFile::Kind::update) file.set("columns", std::move(columns));
    list.add(std::move(file));
  }
  return list;
}

Json asked_lines(const Plan& plan, std::span<const AskedOutcome> asked) {
  Json list = Json::list();
  for (const AskedOutcome& each : asked) {
    Json lines = Json::list();
    for (const AskedOutcome::Line& line : each.seen)
      lines.add(Json::object()
                    .set("file", plan.tables[line.table].file)
                    .set("key", line.key)
                    .set("fate", word_of(line.fate, asked_fate_words)));
    list.add(Json::object()
                 .set("export", each.export_name)
                 .set("record", each.record)
                 .set("what", each.what == Ask::What::remove ? "delete" : "update")
                 .set("asked_on", each.asked_on)
                 .set("done", each.done)
                 .set("outstanding", each.outstanding)
                 .set("withdrawn", each.withdrawn)
                 .set("unseen", each.unseen)
                 .set("lines", std::move(lines)));
  }
  return list;
}

}  // namespace

std::string result_text(const Plan& plan, std::span<const std::vector<WorkListFile>> work,
                        std::span<const OutputFile> outputs, std::span<const AskedOutcome> asked) {
  Json tables = Json::list(), files = Json::list();
  ActionCounts totals{};
  for (std::size_t t = 0; t < plan.tables.size(); ++t) {
    const PlannedTable& table = plan.tables[t];
    const ActionCounts counts = table.counts();
    for (std::size_t i = 0; i < counts.size(); ++i) totals[i] += counts[i];
    tables.add(Json::object()
                   .set("export", plan.exports[table.of].name)
                   .set("file", table.file)
                   .set("record", table.record)
                   .set("sha256", table.sha256)
                   .set("records", table.records)
                   .set("counts", counts_json(counts))
                   .set("rules", rules_of(table))
                   .set("delete", work_lists_of(work[t], WorkListFile::Kind::remove))
                   .set("update", work_lists_of(work[t], WorkListFile::Kind::update)));
  }
  for (const OutputFile& each : outputs)
    files.add(Json::object().set("file", each.file).set("bytes", each.bytes).set("sha256", each.sha256));
  Json result = Json::object();
  describe_plan(result.set("version", 1), plan)
      .set("counts", counts_json(totals))
      .set("tables", std::move(tables))
      .set("asked", asked_lines(plan, asked))
      .set("outputs", std::move(files));
  return to_json_text(result);
}

}  // namespace compliance
