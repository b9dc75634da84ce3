// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/plan/explain.h"

#include "libcompliance/facts/facts.h"
#include "libcompliance/plan/judgement.h"
#include "libcompliance/rules/moment_rules.h"

namespace compliance {
namespace {

class Explainer {
 public:
  Explainer(const CompiledPolicy& policy, const ExportSet& source, Date as_of, std::optional<Period> look_ahead)
      : policy_(policy), export_(source), facts_(policy, as_of), decision_(policy, as_of, look_ahead) {}

  Result<Explanation> run(std::size_t record, const Sensitive<std::string>& key) {
    COMPLIANCE_CHECK(refuse_errors(export_.missing_tables(policy_.policy())));
    for (std::size_t table = 0; table < export_.tables(); ++table)
      if (export_.table(table).merged_into) facts_.expect_merged(export_.table(table).record);
    for (const std::size_t type : facts_.order())
      COMPLIANCE_CHECK(for_each_record_of(type, [&](const TableReader& reader) { facts_.add(type, reader.record()); }));
    facts_.collect();
    std::optional<Explanation> found;
    COMPLIANCE_CHECK(for_each_record_of(record, [&](const TableReader& reader) {
      if (!found && reader.has_key(key.reveal())) found = explain(record, reader.record());
    }));
    if (!found)
      return Error{.message = "there is no " + policy_.policy().records[record].name + " with that key in the export",
                   .hint = "the key is compared exactly: mind leading zeros"};
    return std::move(*found);
  }

 private:
  Result<void> for_each_record_of(std::size_t record, const std::function<void(const TableReader&)>& use) {
    for (std::size_t table = 0; table < export_.tables(); ++table) {
      if (export_.table(table).record != record) continue;
      COMPLIANCE_TRY(const std::unique_ptr<ByteSource> file, export_.open_table(table));
      const auto read =
          for_each_record(*file, export_, policy_.policy(), table,
                          [&](const TableReader& reader) -> Result<void> { return use(reader), Result<void>{}; });
      if (!read) return read.error();
    }
    return {};
  }

  Place place_of(Spot spot) const {
    if (spot.line == 0) return {};
    return {export_.path_of(spot.table), spot.line, spot.column};
  }

  Explanation explain(std::size_t record, const RecordView& view) {
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
    RecordJudgement judgement;
    judge_record(rules, verdicts, view, ClocksNeeded::no, judgement);
    result.action = judgement.action;
    result.is_sole_trader = type.sole_trader_when && evaluate(*type.sole_trader_when, view).state == Truth::State::yes;
    return result;
  }

  const CompiledPolicy& policy_;
  const ExportSet& export_;
  Facts facts_;
  Decision decision_;
};

}  // namespace

Result<Explanation> explain_record(const CompiledPolicy& policy, const ExportSet& source, std::size_t record,
                                   const Sensitive<std::string>& key, Date as_of, std::optional<Period> look_ahead) {
  return Explainer{policy, source, as_of, look_ahead}.run(record, key);
}

}  // namespace compliance
