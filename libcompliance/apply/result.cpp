// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/apply/result.h"

#include <algorithm>
#include <array>
#include <map>

#include "libcompliance/formats/json.h"

namespace compliance {
namespace {

using Counts = std::array<std::uint64_t, effect_words.size()>;

Json counts_json(const Counts& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) json.set(effect_words[i], counts[i]);
  return json;
}

// A record counts for each keeper that has ended for it.
Json rules_of(const PlannedTable& table) {
  std::map<std::string, Counts> rules;
  for (const Effect& effect : table.effects)
    for (const std::string& keeper : effect.ended) ++rules[keeper][static_cast<std::size_t>(effect.action)];
  Json list = Json::list();
  for (const auto& [keeper, counts] : rules)
    list.add(Json::object().set("keeper", keeper).set("counts", counts_json(counts)));
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

}  // namespace

std::string result_text(const Plan& plan, std::span<const std::vector<WorkListFile>> work,
                        std::span<const OutputFile> outputs) {
  Json exports = Json::list(), tables = Json::list(), files = Json::list();
  for (const PlannedExport& each : plan.exports)
    exports.add(Json::object().set("export", each.name).set("taken", each.taken));
  Counts totals{};
  for (std::size_t t = 0; t < plan.tables.size(); ++t) {
    const PlannedTable& table = plan.tables[t];
    Counts counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i] = table.count(static_cast<EffectAction>(i));
      totals[i] += counts[i];
    }
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
  return to_json_text(Json::object()
                          .set("version", 1)
                          .set("policy", plan.policy)
                          .set("policy_sha256", plan.policy_sha256)
                          .set("exports", std::move(exports))
                          .set("tenant", plan.tenant ? Json{*plan.tenant} : Json{})
                          .set("as_of", format_date(plan.as_of))
                          .set("look_ahead", plan.look_ahead ? Json{format_period(*plan.look_ahead)} : Json{})
                          .set("plan_sha256", digest_of(plan))
                          .set("counts", counts_json(totals))
                          .set("tables", std::move(tables))
                          .set("outputs", std::move(files)));
}

}  // namespace compliance
