// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/planner.h"

#include <algorithm>
#include <tuple>

#include "libcompliance/base/text.h"
#include "libcompliance/facts/facts.h"
#include "libcompliance/io/files.h"
#include "libcompliance/plan/guards.h"
#include "libcompliance/plan/hashing_source.h"
#include "libcompliance/plan/judgement.h"
#include "libcompliance/plan/key_set.h"
#include "libcompliance/plan/plan_findings.h"

namespace compliance {
namespace {

constexpr std::string_view duplicate_hint = "one key, one record: correct the export; compliance check lists them all";

class Planner {
 public:
  Planner(const CompiledPolicy& policy, const ExportSet& source, FileSystem& files, Date as_of,
          std::optional<Period> look_ahead, const StateView& state, std::size_t forecast_months, Scratch* scratch)
      : policy_(policy),
        export_(source),
        files_(files),
        asked_(state.asked),
        facts_(policy, as_of, state.concerns),
        decision_(policy, as_of, look_ahead, state.concerns == nullptr ? nullptr : &state.concerns->concerns()),
        findings_(policy.policy(), source),
        scratch_(scratch) {
    outcome_.plan.as_of = as_of;
    outcome_.plan.look_ahead = look_ahead;
    facts_.remember_links();
    if (scratch != nullptr) facts_.bound_memory(*scratch);
    outcome_.plan.state_version = state.version;
    if (forecast_months > 0) outcome_.forecast.emplace(policy, as_of, forecast_months);
    if (state.concerns != nullptr)
      for (const StateKeeper& keeper : state.concerns->concerns().keepers())
        outcome_.state_keepers.push_back(keeper.name);
  }

  Result<PlanOutcome> run(std::string_view policy_bytes) {
    Plan& plan = outcome_.plan;
    plan.policy = policy_.policy().name;
    plan.policy_file = policy_.policy().source;
    plan.policy_sha256 = to_hex(as_bytes(sha256(policy_bytes)));
    for (const Keeper& keeper : policy_.policy().keepers)
      if (keeper.statutory != nullptr) plan.law_sha256 = to_hex(as_bytes(sha256(statutory_duties_source())));
    for (const Export& each : export_.exports())
      plan.exports.push_back({.name = each.binding().name,
                              .folder = each.folder(),
                              .binding_sha256 = to_hex(as_bytes(sha256(each.binding_bytes()))),
                              .taken = format_instant(each.binding().taken)});
    plan.tenant = export_.tenant();
    for (std::size_t table = 0; table < export_.tables(); ++table)
      plan.tables.push_back({.of = export_.export_of(table),
                             .file = export_.table(table).file,
                             .record = policy_.policy().records[export_.table(table).record].name});
    outcome_.tables.resize(plan.tables.size());

    COMPLIANCE_TRY(const std::vector<Finding> undeclared, export_.undeclared_files());
    COMPLIANCE_CHECK(refuse_errors(undeclared));
    COMPLIANCE_CHECK(refuse_errors(export_.missing_tables(policy_.policy())));
    for (std::size_t table = 0; table < export_.tables(); ++table)
      if (export_.table(table).merged_into) facts_.expect_merged(export_.table(table).record);
    COMPLIANCE_CHECK(gather_facts());
    COMPLIANCE_CHECK(demand_known_tenants());
    COMPLIANCE_CHECK(mark_evidence());
    COMPLIANCE_CHECK(mark_survivors());
    // Those that hang lowest first: whether a record is still linked to is known only after what hangs from it.
    for (const std::size_t record : lowest_first()) {
      COMPLIANCE_CHECK(for_each_table_of(record, [&](std::size_t table) { return decide(table); }));
      const auto keys = keys_.find(record);
      if (keys == keys_.end()) continue;
      if (const auto place = keys->second.finish())
        return duplicate_at(
            {.table = static_cast<std::uint16_t>(*place >> 32U), .line = static_cast<std::uint32_t>(*place)});
      keys_.erase(keys);
    }
    COMPLIANCE_CHECK(hash_other_files());
    set_limits();
    outcome_.causes = findings_.causes();
    outcome_.findings = findings_.take();
    for (auto& [table, finding] : unknown_tenants_)
      if (finding) outcome_.findings.push_back(std::move(*finding));
    if (asked_ != nullptr) {
      outcome_.asked = asked_->outcomes();
      for (Finding& finding : asked_->findings()) outcome_.findings.push_back(std::move(finding));
    }
    return std::move(outcome_);
  }

 private:
  Result<void> demand_known_tenants() const {
    for (const auto& [table, finding] : unknown_tenants_)
      COMPLIANCE_CHECK(demand_known_tenant(finding, export_.table(table).record, policy_.policy()));
    return {};
  }

  std::vector<std::size_t> lowest_first() const {
    std::vector<std::size_t> records(policy_.policy().records.size());
    for (std::size_t r = 0; r < records.size(); ++r) records[r] = r;
    std::stable_sort(records.begin(), records.end(), [&](std::size_t a, std::size_t b) {
      return policy_.of(a).chain().size() > policy_.of(b).chain().size();
    });
    return records;
  }

  Result<void> for_each_table_of(std::size_t record, const std::function<Result<void>(std::size_t)>& work) {
    for (std::size_t table = 0; table < export_.tables(); ++table)
      if (export_.table(table).record == record) COMPLIANCE_CHECK(work(table));
    return {};
  }

  // Streams a table through `use`, and demands that it is the same file each time.
  Result<void> stream(std::size_t table, const std::function<Result<void>(const TableReader&)>& use) {
    COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, export_.open_table(table));
    HashingSource source{*file};
    COMPLIANCE_TRY(TableCount count, for_each_record(source, export_, policy_.policy(), table, use));
    PlannedTable& planned = outcome_.plan.tables[table];
    const std::string hash = source.finish();
    if (!planned.sha256.empty() && planned.sha256 != hash)
      return guard_error(export_.path_of(table) + " changed while it was being read",
                         "run it again on a finished export");
    planned.sha256 = hash;
    planned.bytes = source.bytes();
    planned.records = count.records;
    unknown_tenants_[table] = std::move(count.unknown_tenant);
    return {};
  }

  Error duplicate(const TableReader& reader) const {
    return {.message = "another record has the same key",
            .place = findings_.place_of(reader.record().spot(static_cast<std::uint16_t>(reader.key_column() + 1))),
            .hint = std::string{duplicate_hint}};
  }

  Error duplicate_at(Spot spot) const {
    return {.message = "another record has the same key",
            .place = findings_.place_of({spot.table, key_columns_.at(spot.table), spot.line}),
            .hint = std::string{duplicate_hint}};
  }

  Result<void> gather_facts() {
    const std::vector<std::size_t> order = facts_.order();
    for (const std::size_t record : order) {
      COMPLIANCE_CHECK(note_links(record));
      COMPLIANCE_CHECK(for_each_table_of(record, [&](std::size_t table) { return gather(table); }));
      if (const auto spot = facts_.finish(record)) return duplicate_at(*spot);
    }
    for (std::size_t record = 0; record < policy_.policy().records.size(); ++record)
      if (std::find(order.begin(), order.end(), record) == order.end()) COMPLIANCE_CHECK(note_links(record));
    facts_.collect();
    return {};
  }

  Result<void> note_links(std::size_t record) {
    if (!facts_.must_note(record)) return {};
    COMPLIANCE_CHECK(for_each_table_of(record, [&](std::size_t table) {
      return stream(table, [&](const TableReader& reader) -> Result<void> {
        return facts_.note(record, reader.record()), Result<void>{};
      });
    }));
    facts_.finish_notes(record);
    return {};
  }

  Result<void> gather(std::size_t table) {
    const std::size_t record = export_.table(table).record;
    return stream(table, [&](const TableReader& reader) -> Result<void> {
      key_columns_[table] = reader.record().key_column;
      if (!facts_.add(record, reader.record())) return duplicate(reader);
      return {};
    });
  }

  // Which records decide, from below, something that lives: known before any of them is decided.
  Result<void> mark_evidence() {
    for (std::size_t record = 0; record < policy_.policy().records.size(); ++record) {
      if (policy_.of(record).collecting() == 0) continue;
      COMPLIANCE_CHECK(for_each_table_of(record, [&](std::size_t table) {
        return stream(table, [&](const TableReader& reader) -> Result<void> {
          return mark_collected(record, reader.record()), Result<void>{};
        });
      }));
    }
    facts_.spread_collected();
    return {};
  }

  void mark_collected(std::size_t record, const RecordView& view) {
    const RecordRules& rules = policy_.of(record);
    const std::uint64_t covering = keepers_of_cells(rules, view);
    decision_.start(record);
    facts_.for_each_path(record, view, [&](Path path) { facts_.mark_collected(decision_.add(path) & covering); });
    const auto verdicts = decision_.verdicts();
    bool undecided = false;
    std::uint64_t ended = 0;  // of cells that stay: what clocks read does, as long as anything does
    judge_record(rules, verdicts, view, ClocksNeeded::no, judgement_);
    for (std::size_t field = 0; field < view.cells.size(); ++field) {
      const std::size_t group = rules.group_of(field);
      const bool goes =
          judgement_.action == EffectAction::remove || std::ranges::binary_search(judgement_.fields, field);
      if (view.cells[field].blank || goes) continue;
      undecided = undecided || verdicts[group].kind == VerdictKind::undecided;
      ended |= rules.groups()[group].keepers & rules.can_revive();
    }
    for (std::size_t k = 0; k < decision_.keepers().size(); ++k)
      if (decision_.keepers()[k].life != KeeperState::Life::ended) ended &= ~(std::uint64_t{1} << k);
    // Once what is unknown is known, the paths that have ended count as well. And what has ended must not live again.
    const std::uint64_t more = undecided || !decision_.state_keepers().empty() ? covering : ended;
    if (more != 0) facts_.for_each_path(record, view, [&](Path) { facts_.mark_collected(more); });
  }

  // Which records decide those that were merged into them and stay: known before any of them is decided, too.
  Result<void> mark_survivors() {
    for (std::size_t table = 0; table < export_.tables(); ++table) {
      if (!export_.table(table).merged_into) continue;
      COMPLIANCE_CHECK(stream(table, [&](const TableReader& reader) -> Result<void> {
        const RecordView& view = reader.record();
        if (!view.merged_into.empty() && stays(export_.table(table).record, view))
          facts_.mark_survivor(export_.table(table).record, view);
        return {};
      }));
    }
    return {};
  }

  bool stays(std::size_t record, const RecordView& view) {
    decision_.start(record);
    facts_.for_each_path(record, view, [&](Path path) { decision_.add(path); });
    judge_record(policy_.of(record), decision_.verdicts(), view, ClocksNeeded::no, judgement_);
    if (judgement_.action) return *judgement_.action != EffectAction::remove;
    // What holds nothing but its key has nothing that somebody must speak for.
    return judgement_.alive != 0 || judgement_.open || judgement_.undecided || judgement_.unfounded;
  }

  Result<void> decide(std::size_t table) {
    const std::size_t record = export_.table(table).record;
    return stream(table, [&](const TableReader& reader) -> Result<void> {
      const RecordView& view = reader.record();
      key_columns_[table] = view.key_column;
      const std::uint64_t place = std::uint64_t{view.table} << 32U | view.line;
      if (!facts_.holds(record) && !keys_.try_emplace(record, scratch_).first->second.insert(view.key, place))
        return duplicate(reader);
      decide_record(table, record, reader);
      if (asked_ != nullptr) asked_->see(reader.record(), judgement_.action, judgement_.fields);
      return {};
    });
  }

  // The keepers that cover some cell of the record that holds something, other than in these fields, in their order.
  static std::uint64_t keepers_of_cells(const RecordRules& rules, const RecordView& view,
                                        std::span<const std::size_t> but_for = {}) {
    std::uint64_t keepers = 0;
    for (std::size_t field = 0; field < view.cells.size(); ++field) {
      const bool is_left_out = std::binary_search(but_for.begin(), but_for.end(), field);
      if (!view.cells[field].blank && !is_left_out) keepers |= rules.groups()[rules.group_of(field)].keepers;
    }
    return keepers;
  }

  void decide_record(std::size_t table, std::size_t record, const TableReader& reader) {
    const RecordView& view = reader.record();
    findings_.see_header(table, reader);
    decision_.start(record);
    const RecordRules& rules = policy_.of(record);
    bool is_needed = facts_.is_needed(record, view);
    std::size_t paths = 0;
    facts_.for_each_path(record, view, [&](Path path) {
      ++paths;
      decision_.add(path);
      if (facts_.mark_suppliers() && view.merged_into.empty()) is_needed = true;
    });
    const ClocksNeeded needed = is_needed ? ClocksNeeded::yes : ClocksNeeded::no;
    judge_record(rules, decision_.verdicts(), view, needed, judgement_);
    if (judgement_.action != EffectAction::remove) {
      // What has ended decides as well, once the last that lives has ended; and so does each path.
      const std::uint64_t read = rules.read_by(keepers_of_cells(rules, view, judgement_.fields));
      if (paths == 1)
        facts_.mark_needed(read);
      else
        facts_.for_each_path(record, view, [&](Path) { facts_.mark_needed(read); });
      facts_.mark_linked(record, view);  // a stub keeps no link of its own
    } else if (facts_.is_linked(record, view)) {
      judgement_.action = EffectAction::stub;
      if (judgement_.fields.empty() && (view.links.empty() || view.link_column == view.key_column))
        judgement_.action.reset();  // it is one already
    }
    TableOutcome& outcome = outcome_.tables[table];
    outcome.add(judgement_, decision_.state_keepers(), decision_.as_of());
    if (!judgement_.action || judgement_.action == EffectAction::reduce) review(outcome, record, view);
    if (outcome_.forecast)
      outcome_.forecast->add(record, view, decision_,
                             judgement_.action ? Forecast::Affected::yes : Forecast::Affected::no, needed);
    if (judgement_.action) add_effect(table, record, view);
    if (judgement_.undecided) findings_.undecided(record, *judgement_.undecided_verdict);
    if (!judgement_.unfounded_fields.empty()) findings_.unfounded(record, view, judgement_.unfounded_fields);
    if (judgement_.key_is_due) findings_.due_key(record, view);
  }

  // Alive, but somebody should look whether that is still right (TC-46).
  void review(TableOutcome& outcome, std::size_t record, const RecordView& view) {
    const RecordType& type = policy_.policy().records[record];
    for (std::size_t f = 0; f < type.fields.size(); ++f) {
      const Field& field = type.fields[f];
      const Cell& cell = view.cells[f];
      if (!field.review_after || cell.date.state != DateState::day) continue;
      if (add_period(cell.date.day, *field.review_after) >= decision_.as_of()) continue;
      ++outcome.to_review;
      findings_.stale(record, view, f);
      return;
    }
  }

  void add_effect(std::size_t table, std::size_t record, const RecordView& view) {
    Effect effect{.line = view.line,
                  .key = std::string{view.key},
                  .action = *judgement_.action,
                  .due_since = judgement_.due_since,
                  .early = judgement_.early};
    const Policy& policy = policy_.policy();
    if (effect.action == EffectAction::reduce)
      for (const std::size_t field : judgement_.fields)
        effect.fields.push_back(policy.records[record].fields[field].name);
    for (std::size_t k = 0; k < policy.keepers.size(); ++k)
      if ((judgement_.ended >> k & 1U) != 0) effect.ended.push_back(policy.keepers[k].name);
    outcome_.plan.tables[table].effects.push_back(std::move(effect));
  }

  Result<void> hash_other_files() {
    for (std::size_t e = 0; e < export_.exports().size(); ++e)
      for (const std::string& name : export_.exports()[e].binding().not_personal_files) {
        COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, files_.open(export_.exports()[e].path_of(name)));
        HashingSource source{*file};
        std::vector<char> buffer(65536);
        while (source.read(buffer) != 0) {
        }
        outcome_.plan.files.push_back({e, name, source.finish()});
      }
    return {};
  }

  void set_limits() {
    std::map<std::string, std::uint64_t> records;
    for (const PlannedTable& table : outcome_.plan.tables) records[table.record] += table.records;
    for (const auto& [record, count] : records)
      outcome_.plan.limits[record] = most_affected(policy_.policy().limits, count);
  }

  const CompiledPolicy& policy_;
  const ExportSet& export_;
  FileSystem& files_;
  AskedCheck* asked_;
  Facts facts_;
  Decision decision_;
  RecordJudgement judgement_;
  PlanFindings findings_;
  PlanOutcome outcome_;
  Scratch* scratch_;
  std::map<std::size_t, KeySet> keys_;
  std::map<std::size_t, std::uint16_t> key_columns_;               // by table
  std::map<std::size_t, std::optional<Finding>> unknown_tenants_;  // by table
};

}  // namespace

Result<PlanOutcome> make_plan(const CompiledPolicy& policy, std::string_view policy_bytes, const ExportSet& source,
                              FileSystem& files, Date as_of, std::optional<Period> look_ahead, const StateView& state,
                              std::size_t forecast_months, Scratch* scratch) {
  return Planner{policy, source, files, as_of, look_ahead, state, forecast_months, scratch}.run(policy_bytes);
}

}  // namespace compliance
