// SPDX-License-Identifier: Apache-2.0
// Any bytes: a policy of which every reference leads somewhere, so that it compiles and can be checked, or an error
// with a sentence and a place in the document.

#include "libcompliance/check/check.h"
#include "libcompliance/policy/policy.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

namespace {

void check_condition(const Policy& policy, const Condition& condition) {
  expect(condition.field.record < policy.records.size());
  expect(condition.field.field < policy.records[condition.field.record].fields.size());
  const std::size_t values = policy.field(condition.field).values.size();
  expect(!condition.words.empty());
  for (const std::int16_t word : condition.words) expect(word >= 0 && static_cast<std::size_t>(word) < values);
}

void check_moment(const Policy& policy, std::size_t index) {
  const Moment& moment = policy.moments[index];
  const std::vector<Field>& fields = policy.records[moment.of].fields;
  if (moment.kind != Moment::Kind::date) {
    expect(!moment.moments.empty());
    for (const std::size_t each : moment.moments)
      expect(each < index && (policy.steps_up(moment.of, policy.moments[each].of) ||
                              policy.steps_up(policy.moments[each].of, moment.of)));
    return;
  }
  expect(fields[moment.date].type == FieldType::date);
  if (moment.not_before) expect(fields[*moment.not_before].type == FieldType::date);
  if (moment.resumed_on) expect(fields[*moment.resumed_on].type == FieldType::date);
  if (moment.not_yet_when) {
    expect(moment.not_yet_when->field.record == moment.of);
    check_condition(policy, *moment.not_yet_when);
  }
}

void check_keeper(const Policy& policy, const Keeper& keeper) {
  if (keeper.keep) expect(keeper.keep->period || keeper.keep->after);
  expect(keeper.kind == Keeper::Kind::duty ? !keeper.law.empty() : keeper.law.empty());
  for (const FieldRef& ref : keeper.covers) {
    expect(ref.record < policy.records.size() && ref.field < policy.records[ref.record].fields.size());
    const bool is_above = keeper.via && policy.steps_up(*keeper.via, ref.record);
    if (keeper.keep && keeper.keep->after)
      expect(is_above ? policy.moments[*keeper.keep->after].of == *keeper.via
                      : policy.steps_up(ref.record, policy.moments[*keeper.keep->after].of).has_value());
    if (keeper.use_until) expect(policy.steps_up(ref.record, policy.moments[*keeper.use_until].of).has_value());
    if (keeper.applies_when)
      expect(policy.steps_up(is_above ? *keeper.via : ref.record, keeper.applies_when->field.record).has_value());
  }
  if (keeper.applies_when) check_condition(policy, *keeper.applies_when);
}

void check_read(const Policy& policy) {
  expect(policy.zone && policy.keepers.size() <= most_keepers);
  for (std::size_t m = 0; m < policy.moments.size(); ++m) check_moment(policy, m);
  for (const Keeper& keeper : policy.keepers) check_keeper(policy, keeper);
  for (const Ceiling& ceiling : policy.ceilings)
    for (const std::size_t record : ceiling.covers)
      expect(policy.steps_up(record, policy.moments[ceiling.after].of).has_value());
  for (const Finding& finding : check_policy(policy, Date{std::chrono::year{2026} / 4 / 1}))
    expect(!finding.message.empty() && !finding.code.empty());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<Policy> policy = read_policy(fuzz::text_of(data, size), "f");
  if (policy)
    check_read(*policy);
  else
    expect(!policy.error().message.empty() && policy.error().place.source == "f" && policy.error().place.line > 0);
  return 0;
}
