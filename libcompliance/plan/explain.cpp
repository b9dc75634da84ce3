// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/explain.h"

#include <map>

#include "libcompliance/facts/facts.h"
#include "libcompliance/plan/judgement.h"
#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

using Asked = std::optional<Sensitive<std::string>>*;

class Explainer {
 public:
  Explainer(const CompiledPolicy& policy, const ExportSet& source, const Question& question)
      : policy_(policy),
        export_(source),
        question_(question),
        facts_(policy, question.as_of, question.concerns),
        decision_(policy, question.as_of, question.look_ahead,
                  question.concerns == nullptr ? nullptr : &question.concerns->concerns()) {}

  Result<Explanation> record(std::size_t record, const Sensitive<std::string>& key) {
    COMPLIANCE_CHECK(gather());
    COMPLIANCE_CHECK(for_each_record_of(record, [&](const TableReader& reader) {
      if (found_.empty() && reader.has_key(key.reveal())) explain(record, reader.record());
    }));
    if (found_.empty())
      return Error{.message = "there is no " + policy_.policy().records[record].name + " with that key in the export",
                   .hint = "the key is compared exactly: mind leading zeros"};
    COMPLIANCE_CHECK(read_values());
    return std::move(found_.front());
  }

  Result<std::vector<Explanation>> person() {
    COMPLIANCE_CHECK(gather());
    for (std::size_t record = 0; record < policy_.policy().records.size(); ++record)
      COMPLIANCE_CHECK(for_each_record_of(record, [&](const TableReader& reader) {
        if (is_about_subject(record, reader.record())) explain(record, reader.record());
      }));
    COMPLIANCE_CHECK(read_values());
    return std::move(found_);
  }

 private:
  Result<void> gather() {
    COMPLIANCE_CHECK(refuse_errors(export_.missing_tables(policy_.policy())));
    for (std::size_t table = 0; table < export_.tables(); ++table)
      if (export_.table(table).merged_into) facts_.expect_merged(export_.table(table).record);
    std::optional<Place> twice;
    for (const std::size_t type : facts_.order())
      COMPLIANCE_CHECK(for_each_record_of(type, [&](const TableReader& reader) {
        if (!facts_.add(type, reader.record()) && !twice) twice = place_of(reader.record().spot(0));
      }));
    if (twice)
      return Error{.message = "another record has the same key",
                   .place = *twice,
                   .hint = "one key, one record: correct the export; compliance check lists them all"};
    facts_.collect();
    return {};
  }

  bool is_about_subject(std::size_t record, const RecordView& view) {
    bool is_about = false;
    facts_.for_each_path(record, view, [&](Path path) {
      for (const Standing& each : path) is_about = is_about || question_.concerns->concerns()[each.concern].is_subject;
    });
    return is_about;
  }

  // What stands where a keeper found its value: a third pass, only for who asks.
  Result<void> read_values() {
    if (question_.values == Values::hidden) return {};
    std::map<std::pair<std::string, std::uint32_t>, std::vector<std::pair<std::uint32_t, Asked>>> wanted;
    const auto want = [&](const Place& place, Asked asked) {
      if (place.line != 0 && place.column != 0) wanted[{place.source, place.line}].emplace_back(place.column, asked);
    };
    for (Explanation& each : found_) {
      for (ExplainedKeeper& keeper : each.keepers) want(keeper.place, &keeper.value);
      for (ExplainedGroup& group : each.groups) want(group.place, &group.value);
    }
    for (std::size_t record = 0; record < policy_.policy().records.size(); ++record)
      COMPLIANCE_CHECK(for_each_record_of(record, [&](const TableReader& reader) {
        const RecordView& view = reader.record();
        const auto here = wanted.find({export_.path_of(view.table), view.line});
        if (here == wanted.end()) return;
        for (const auto& [column, asked] : here->second) *asked = Sensitive{std::string{view.columns[column - 1U]}};
      }));
    return {};
  }

  Result<void> for_each_record_of(std::size_t record, const std::function<void(const TableReader&)>& use) {
    for (std::size_t table = 0; table < export_.tables(); ++table) {
      if (export_.table(table).record != record) continue;
      COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, export_.open_table(table));
      const auto read =
          for_each_record(*file, export_, policy_.policy(), table,
                          [&](const TableReader& reader) -> Result<void> { return use(reader), Result<void>{}; });
      if (!read) return read.error();
      COMPLIANCE_CHECK(demand_known_tenant(read->unknown_tenant, record, policy_.policy()));
    }
    return {};
  }

  Place place_of(Spot spot) const {
    if (spot.line == 0) return {};
    return {export_.path_of(spot.table), spot.line, spot.column};
  }

  // The moments and keepers that read the field.
  std::vector<std::string> readers_of(FieldRef field) const {
    std::vector<std::string> names;
    const auto reads = [&](const std::optional<Condition>& condition) {
      return condition && condition->field.record == field.record && condition->field.field == field.field;
    };
    for (const Moment& moment : policy_.policy().moments)
      if (moment.kind == Moment::Kind::date && moment.of == field.record &&
          (moment.date == field.field || moment.not_before == field.field || moment.resumed_on == field.field ||
           reads(moment.not_yet_when)))
        names.push_back(moment.name);
    for (const Keeper& keeper : policy_.policy().keepers)
      if (reads(keeper.applies_when)) names.push_back(keeper.name);
    if (reads(policy_.policy().records[field.record].sole_trader_when)) names.emplace_back("sole_trader_when");
    if (policy_.policy().records[field.record].created == field.field) names.emplace_back("created");
    return names;
  }

  void explain(std::size_t record, const RecordView& view) {
    const RecordRules& rules = policy_.of(record);
    const RecordType& type = policy_.policy().records[record];
    Explanation result{.record = record, .place = place_of(view.spot(0)), .as_of = decision_.as_of()};
    decision_.start(record);
    facts_.for_each_path(record, view, [&](Path path) {
      ++result.paths;
      decision_.add(path);
    });
    const auto verdicts = decision_.verdicts();
    for (std::size_t g = 0; g < verdicts.size(); ++g) {
      ExplainedGroup group{.verdict = verdicts[g]};
      for (const std::size_t field : rules.groups()[g].fields)
        (view.cells[field].blank ? result.blank_fields : group.fields).push_back(field);
      if (verdicts[g].kind == VerdictKind::undecided) group.place = place_of(verdicts[g].spot);
      if (!group.fields.empty()) result.groups.push_back(std::move(group));
    }
    for (std::size_t k = 0; k < policy_.policy().keepers.size(); ++k)
      if ((rules.keepers() >> k & 1U) != 0)
        result.keepers.push_back({k, decision_.keepers()[k], place_of(decision_.keepers()[k].spot)});
    for (std::size_t field = 0; field < view.cells.size(); ++field)
      if (!view.cells[field].blank && verdicts[rules.group_of(field)].kind == VerdictKind::due &&
          rules.is_read_by_clocks(field))
        result.evidence.push_back({field, readers_of({record, field})});
    RecordJudgement judgement;
    judge_record(rules, verdicts, view, ClocksNeeded::no, judgement);
    result.action = judgement.action;
    result.is_sole_trader = type.sole_trader_when && evaluate(*type.sole_trader_when, view).state == Truth::State::yes;
    for (const std::uint16_t keeper : decision_.state_keepers())
      result.state_keepers.push_back(question_.concerns->concerns().keepers()[keeper].name);
    found_.push_back(std::move(result));
  }

  const CompiledPolicy& policy_;
  const ExportSet& export_;
  const Question& question_;
  Facts facts_;
  Decision decision_;
  std::vector<Explanation> found_;
};

}  // namespace

Result<Explanation> explain_record(const CompiledPolicy& policy, const ExportSet& source, std::size_t record,
                                   const Sensitive<std::string>& key, const Question& question) {
  return Explainer{policy, source, question}.record(record, key);
}

Result<std::vector<Explanation>> explain_person(const CompiledPolicy& policy, const ExportSet& source,
                                                const Question& question) {
  return Explainer{policy, source, question}.person();
}

}  // namespace compliance
