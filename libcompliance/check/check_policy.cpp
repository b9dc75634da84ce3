// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libcompliance/base/text.h"
#include "libcompliance/check/check.h"

namespace compliance {
namespace {

bool rests_on(const Keeper& purpose, Basis basis) {
  return std::find(purpose.bases.begin(), purpose.bases.end(), basis) != purpose.bases.end();
}

class PolicyChecker {
 public:
  explicit PolicyChecker(const Policy& policy) : policy_(policy), rules_(policy) {}

  std::vector<Finding> run() {
    for (std::size_t r = 0; r < policy_.records.size(); ++r) check_record(r);
    check_moments();
    for (const Keeper& keeper : policy_.keepers) {
      if (keeper.kind == Keeper::Kind::purpose) check_purpose(keeper);
      check_against_ceilings(keeper);
    }
    check_operation();
    return std::move(findings_);
  }

 private:
  void add(std::string_view code, Severity severity, const Place& place, std::string message, std::string hint,
           std::string_view why) {
    findings_.push_back({code, severity, place, std::move(message), std::move(hint), why});
  }

  void check_record(std::size_t record) {
    const RecordType& type = policy_.records[record];
    for (std::size_t f = 0; f < type.fields.size(); ++f) {
      const Field& field = type.fields[f];
      const std::string name = type.name + '.' + field.name;
      if (rules_.of(record).groups()[rules_.of(record).group_of(f)].keepers == 0)
        add("field.uncovered", Severity::warning, field.place, "no purpose and no duty covers " + name,
            "name it under the needs of a purpose, or stop keeping it", "RF-01, Art. 5(1)(b)");
      if (field.category->special)
        add("field.special", Severity::error, field.place,
            name + " is of a special kind (" + std::string{field.category->meaning} +
                "), and no ground for it can be declared",
            "stop keeping it", "Art. 9, Art. 10, Art. 87");
      if (field.category->name == "person.gender")
        add("field.gender", Severity::note, field.place, name + ": a form of address is rarely necessary",
            "ask for it only where somebody may leave it out", "RF-04, Art. 5(1)(c)");
    }
  }

  void check_moments() {
    std::vector<bool> used(policy_.moments.size(), false);
    for (const Keeper& keeper : policy_.keepers) {
      if (keeper.keep && keeper.keep->after) used[*keeper.keep->after] = true;
      if (keeper.use_until) used[*keeper.use_until] = true;
    }
    for (const Ceiling& ceiling : policy_.ceilings) used[ceiling.after] = true;
    for (std::size_t m = used.size(); m-- > 0;)  // a moment stands behind those that it is made of
      if (used[m])
        for (const std::size_t each : policy_.moments[m].moments) used[each] = true;
    for (std::size_t m = 0; m < used.size(); ++m) {
      const Moment& moment = policy_.moments[m];
      if (!used[m])
        add("moment.unused", Severity::warning, moment.place, "no clock runs from \"" + moment.name + "\"",
            "remove it, or name it where it was meant", "Art. 5(1)(e)");
      if (moment.kind == Moment::Kind::date && !moment.not_yet_when)
        add("moment.always_unknown", Severity::note, moment.place,
            "without \"not_yet_when\" a blank date makes \"" + moment.name + "\" unknown, and its cells undecided",
            "say how the export shows that it has not happened yet", "TC-38");
    }
  }

  void check_purpose(const Keeper& purpose) {
    const std::string name = "purpose \"" + purpose.name + "\"";
    if (purpose.bases.empty())
      add("purpose.no_basis", Severity::error, purpose.place, name + " has no legal basis",
          "add basis: one of consent, contract, legal_obligation, vital_interests, public_task, legitimate_interest",
          "Art. 6(1), TC-178");
    if (rests_on(purpose, Basis::legitimate_interest) && !purpose.interest)
      add("purpose.no_interest", Severity::error, purpose.place, name + " does not say which interest it pursues",
          "add interest: {nl: …, en: …}", "Art. 13(1)(d)");
    if (rests_on(purpose, Basis::legitimate_interest) && !purpose.assessment)
      add("purpose.no_assessment", Severity::error, purpose.place, name + " has no balancing test",
          "add assessment: with the reference of the assessment", "Art. 6(1)(f), TC-181");
    if (purpose.message == MessageKind::marketing && purpose.channels.empty())
      add("purpose.no_channels", Severity::error, purpose.place, name + " is marketing and names no channels",
          "add channels: [email, …]", "Art. 21(2)");
    if (rests_on(purpose, Basis::contract))
      for (const FieldRef& ref : purpose.covers) {
        const RecordType& type = policy_.records[ref.record];
        if (type.is != RecordKind::person || !type.belongs_to ||
            policy_.records[*type.belongs_to].is != RecordKind::organisation)
          continue;
        add("purpose.not_the_party", Severity::warning, purpose.place,
            name + " rests on a contract, but a " + type.name + " is not the party to it",
            "people who work for a customer are not its contracting party: consider legitimate_interest",
            "Art. 6(1)(b), TC-185");
        break;
      }
  }

  void check_against_ceilings(const Keeper& keeper) {
    const std::optional<Clock> complete = keeper.storage();
    if (!complete) return;
    const Clock clock = *complete;
    for (const Ceiling& ceiling : policy_.ceilings) {
      const bool meets = std::any_of(keeper.covers.begin(), keeper.covers.end(), [&](const FieldRef& ref) {
        return std::find(ceiling.covers.begin(), ceiling.covers.end(), ref.record) != ceiling.covers.end();
      });
      if (!meets || clock.after != ceiling.after) continue;
      // Counted from the end of the year, it can last a year longer, less a day.
      Period longest = clock.period;
      if (clock.counted == Counted::from_year_end) longest.months += 12;
      const Order order = compare(longest, ceiling.at_most);
      const std::string at_most = format_period(ceiling.at_most);
      if (keeper.kind == Keeper::Kind::duty) {
        if (order != Order::no_longer)
          add("duty.over_ceiling", Severity::note, keeper.place,
              "duty \"" + keeper.name + "\" keeps data longer than the ceiling of " + at_most,
              "the law goes first; the privacy statement must mention it", "Art. 13(2)(a)");
      } else if (order == Order::longer) {
        add("purpose.over_ceiling", Severity::error, keeper.place,
            "purpose \"" + keeper.name + "\" keeps data for " + format_period(clock.period) + ", and the ceiling is " +
                at_most,
            "shorten the one or raise the other: they are two promises", "Art. 5(1)(e), RF-11");
      } else if (order == Order::depends) {
        add("purpose.about_ceiling", Severity::warning, keeper.place,
            "purpose \"" + keeper.name + "\" can keep data longer than the ceiling of " + at_most + ", in some months",
            "write both in the same unit", "Art. 5(1)(e), L-TIME");
      }
    }
  }

  void check_operation() {
    const Place whole{policy_.source, 0, 0};
    if (policy_.roles.empty())
      add("operators.no_roles", Severity::warning, whole, "nobody is said to be allowed to run this policy",
          "add operators: {roles: […]}", "RF-23, Art. 32(4)");
    if (!policy_.cadence) {
      add("cadence.missing", Severity::warning, whole, "the policy does not say how often it is carried out",
          "add cadence: {every: 1 month, look_ahead: 1 month}", "RF-13, Art. 5(1)(e)");
      return;
    }
    if (policy_.service.empty())
      add("operators.no_service", Severity::warning, policy_.cadence->place,
          "a run is due regularly, but no scheduled job is allowed to do it", "add operators: {service: […]}",
          "RF-24, X-16, TC-188");
    if (policy_.ceilings.empty()) return;
    const auto& look_ahead = policy_.cadence->look_ahead;
    if (!look_ahead || compare(policy_.cadence->every, *look_ahead) != Order::no_longer)
      add("cadence.overshoot", Severity::warning, policy_.cadence->place,
          "what passes its ceiling between two runs stays until the next run: up to " +
              format_period(policy_.cadence->every) + " over the maximum",
          "add look_ahead: " + format_period(policy_.cadence->every), "RF-15, X-14, TC-35");
    else if (compare(*look_ahead, policy_.cadence->every) == Order::longer)
      add("cadence.too_far_ahead", Severity::error, policy_.cadence->place,
          "look_ahead is longer than the time between two runs: data would go earlier than they must",
          "write look_ahead: " + format_period(policy_.cadence->every), "RF-15, Art. 5(1)(e)");
  }

  const Policy& policy_;
  CompiledPolicy rules_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_policy(const Policy& policy) { return PolicyChecker{policy}.run(); }

Result<void> demand_sound(const Policy& policy) { return refuse_errors(check_policy(policy)); }

}  // namespace compliance
