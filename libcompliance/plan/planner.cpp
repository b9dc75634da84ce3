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

namespace compliance {
namespace {

constexpr std::string_view duplicate_hint = "one key, one record: correct the export; compliance check lists them all";

constexpr std::array<std::string_view, unknown_words.size()> undecided_codes{
    "undecided.no_date",       "undecided.invalid_date",     "undecided.ambiguous_date",
    "undecided.sentinel_date", "undecided.implausible_date", "undecided.contradiction",
    "undecided.no_word",       "undecided.unknown_word",     "undecided.broken_link"};

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
    fields_of_columns_.resize(plan.tables.size());

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
    report_causes();
    take(records_findings_);
    for (auto& [table, finding] : unknown_tenants_)
      if (finding) outcome_.findings.push_back(std::move(*finding));
    if (asked_ != nullptr) {
      outcome_.asked = asked_->outcomes();
      for (Finding& finding : asked_->findings()) outcome_.findings.push_back(std::move(finding));
    }
    return std::move(outcome_);
  }

 private:
  using Findings = std::map<std::tuple<std::string_view, std::uint16_t, std::uint16_t, std::string>, Finding>;

  // A record of nobody knows whom may be what a duty counts from: without it, what the duty protects would go (SI-01).
  Result<void> demand_known_tenants() const {
    const std::vector<std::size_t> collected = policy_.policy().collected_from();
    for (const auto& [table, finding] : unknown_tenants_)
      if (finding && std::find(collected.begin(), collected.end(), export_.table(table).record) != collected.end())
        return Error{.message = finding->message + ", and clocks of other records count from such records",
                     .place = finding->place,
                     .hint = finding->hint.substr(0, finding->hint.find(';'))};
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

  static std::vector<std::size_t> fields_of_columns(const TableReader& reader) {
    std::vector<std::size_t> fields(reader.header().size() + 1, TableReader::npos);
    for (std::size_t f = 0; f < reader.column_of_field().size(); ++f)
      if (const std::size_t column = reader.column_of_field()[f]; column != TableReader::npos) fields[column + 1] = f;
    return fields;
  }

  Error duplicate(const TableReader& reader) const {
    return {.message = "another record has the same key",
            .place = place_of(reader.record().spot(static_cast<std::uint16_t>(reader.key_column() + 1))),
            .hint = std::string{duplicate_hint}};
  }

  Error duplicate_at(Spot spot) const {
    return {.message = "another record has the same key",
            .place = place_of({spot.table, key_columns_.at(spot.table), spot.line}),
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
    std::uint64_t ended = 0;  // of cells that stay
    for (std::size_t field = 0; field < view.cells.size(); ++field) {
      const std::size_t group = rules.group_of(field);
      if (view.cells[field].blank || verdicts[group].kind == VerdictKind::due) continue;
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
    if (fields_of_columns_[table].empty()) fields_of_columns_[table] = fields_of_columns(reader);
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
    count(table, record, view);
    if (outcome_.forecast)
      outcome_.forecast->add(record, view, decision_,
                             judgement_.action ? Forecast::Affected::yes : Forecast::Affected::no, needed);
    if (judgement_.action) add_effect(table, record, view);
    if (judgement_.undecided) {
      const Verdict& verdict = *judgement_.undecided_verdict;
      ++causes_[{verdict.spot, verdict.why}][record];
    }
    if (!judgement_.unfounded_fields.empty()) report_unfounded(record, view);
    if (judgement_.key_is_due) report_due_key(record, view);
  }

  void count(std::size_t table, std::size_t record, const RecordView& view) {
    TableOutcome& outcome = outcome_.tables[table];
    if (judgement_.action) {
      const auto action = *judgement_.action;
      ++(action == EffectAction::remove ? outcome.removed
         : action == EffectAction::stub ? outcome.stubs
                                        : outcome.reduced);
      const Date as_of = decision_.as_of();
      if (judgement_.early) {
        ++outcome.early;
        outcome.longest_early = std::max(outcome.longest_early, days_between(as_of, judgement_.due_since) - 1);
      }
      if (judgement_.maximum && *judgement_.maximum < as_of) {
        ++outcome.over;
        outcome.longest_over = std::max(outcome.longest_over, days_between(*judgement_.maximum, as_of));
      }
    } else if (judgement_.undecided) {
      ++outcome.undecided;
    } else if (judgement_.unfounded) {
      ++outcome.unfounded;
    } else {
      ++outcome.kept;
      if (decision_.state_keepers().empty() || judgement_.alive != 0) ++outcome.kept_for[judgement_.alive];
      if (judgement_.open) ++outcome.kept_open;
    }
    for (const std::uint16_t keeper : decision_.state_keepers()) ++outcome.held_for[keeper];
    if (judgement_.held_back) ++outcome.held_back;
    if (judgement_.first_last_day) {
      const Date due = add_days(*judgement_.first_last_day, 1);
      if (!outcome.next_due || due < *outcome.next_due) outcome.next_due = due;
    }
    if (judgement_.action != EffectAction::remove && judgement_.action != EffectAction::stub)
      review(outcome, record, view);
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
      report_once(records_findings_, view.spot(0),
                  {.code = "review.stale",
                   .severity = Severity::warning,
                   .place = place_of(view.spot(cell.column)),
                   .message = type.name + '.' + field.name + " has passed, and the " + type.name + " is still kept",
                   .hint = "check whether there is still a reason; if not, remove it in the CRM",
                   .why = "TC-46, Art. 5(1)(d)"});
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

  // What names the record cannot be taken out of it.
  void report_due_key(std::size_t record, const RecordView& view) {
    report_once(records_findings_, view.spot(view.key_column),
                {.code = "key.due",
                 .severity = Severity::warning,
                 .place = place_of(view.spot(view.key_column)),
                 .message = "the key of this " + policy_.policy().records[record].name +
                            " is itself a cell that is due, and it stays as long as the record does",
                 .hint = "export another column as the key, such as the CRM's own id",
                 .why = "Art. 5(1)(e)"});
  }

  void report_unfounded(std::size_t record, const RecordView& view) {
    const RecordType& type = policy_.policy().records[record];
    std::vector<std::string> names;
    for (const std::size_t field : judgement_.unfounded_fields) names.push_back(type.fields[field].name);
    report_once(records_findings_, view.spot(0),
                {.code = "unfounded",
                 .severity = Severity::warning,
                 .place = place_of(view.spot(0)),
                 .message = "no purpose covers " + join_words(names) + " of this " + type.name,
                 .hint = "remove it in the CRM, or declare in the policy why it is kept",
                 .why = "RF-27, Art. 5(1)(b)"});
  }

  // Of a million findings with the same words about one table, all but the first cost a line number.
  static void report_once(Findings& findings, Spot spot, Finding finding) {
    auto [known, is_new] = findings.try_emplace({finding.code, spot.table, spot.column, finding.message}, Finding{});
    if (is_new)
      known->second = std::move(finding);
    else
      known->second.also_on_lines.push_back(spot.line);
  }

  // In the order of the export.
  void take(Findings& findings) {
    std::vector<std::pair<std::tuple<std::uint16_t, std::uint32_t, std::uint32_t>, Finding*>> in_order;
    for (auto& [what, finding] : findings)
      in_order.push_back({{std::get<1>(what), finding.place.line, finding.place.column}, &finding});
    std::sort(in_order.begin(), in_order.end());
    for (const auto& [where, finding] : in_order) outcome_.findings.push_back(std::move(*finding));
  }

  void report_causes() {
    Findings cause_findings;
    for (const auto& [cause, records] : causes_) {
      const auto& [spot, why] = cause;
      outcome_.causes.push_back({.why = why, .spot = spot, .records = records});
      std::vector<std::string> waiting;
      for (const auto& [record, number] : records)
        waiting.push_back(count_of(number, policy_.policy().records[record].name));
      report_once(cause_findings, spot,
                  {.code = undecided_codes[static_cast<std::size_t>(why)],
                   .severity = Severity::warning,
                   .place = place_of(spot),
                   .message = name_of(spot, why) + ' ' + std::string{word_of(why, unknown_phrases)} +
                              "; undecided because of it: " + join_words(waiting),
                   .hint = "correct it in the CRM and export again; until then nothing is deleted",
                   .why = "TC-38 to TC-43, TC-134"});
    }
    take(cause_findings);
  }

  // What stands at `spot`, in the policy's words.
  std::string name_of(Spot spot, Unknown why) const {
    const RecordType& type = policy_.policy().records[export_.table(spot.table).record];
    if (why == Unknown::broken_link) return "the link of this " + type.name;
    const auto& fields = fields_of_columns_[spot.table];
    if (spot.column == 0 || fields[spot.column] == TableReader::npos) return "what this " + type.name + " needs";
    return type.name + '.' + type.fields[fields[spot.column]].name;
  }

  Place place_of(Spot spot) const { return {export_.path_of(spot.table), spot.line, spot.column}; }

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
  PlanOutcome outcome_;
  Scratch* scratch_;
  std::map<std::size_t, KeySet> keys_;
  std::map<std::size_t, std::uint16_t> key_columns_;  // by table
  std::map<std::pair<Spot, Unknown>, std::map<std::size_t, std::uint64_t>> causes_;
  std::vector<std::vector<std::size_t>> fields_of_columns_;  // by table, by column from 1
  Findings records_findings_;
  std::map<std::size_t, std::optional<Finding>> unknown_tenants_;  // by table
};

}  // namespace

Result<PlanOutcome> make_plan(const CompiledPolicy& policy, std::string_view policy_bytes, const ExportSet& source,
                              FileSystem& files, Date as_of, std::optional<Period> look_ahead, const StateView& state,
                              std::size_t forecast_months, Scratch* scratch) {
  return Planner{policy, source, files, as_of, look_ahead, state, forecast_months, scratch}.run(policy_bytes);
}

}  // namespace compliance
