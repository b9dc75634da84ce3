// SPDX-License-Identifier: Apache-2.0
// The codes of what `check` finds in a policy, each with its severity and with the articles, requirements and cases
// that it serves. This table is where severity and reason stand; compliance-findings(7) explains every code, and
// tests/findings has two policies for each: one that triggers it, and a neighbour that does not.

#pragma once

#include <array>
#include <stdexcept>
#include <string_view>

#include "libcompliance/base/finding.h"

namespace compliance {

struct FindingCode {
  std::string_view code;
  Severity severity;
  std::string_view why;
};

inline constexpr std::array policy_codes{
    // Records and fields.
    FindingCode{"field.uncovered", Severity::warning, "Art. 5(1)(b), RF-01, RF-05, RF-27, SF-41, SI-22"},
    FindingCode{"field.special", Severity::error, "Art. 9, Art. 10, Art. 87"},
    FindingCode{"field.gender", Severity::note, "Art. 5(1)(c), RF-04, X-22"},
    FindingCode{"field.gender_mandatory", Severity::warning, "Art. 5(1)(c), SI-27, RF-04"},
    FindingCode{"field.forbidden", Severity::error, "SE-37, X-22, SI-13"},
    FindingCode{"field.no_provenance", Severity::warning, "Art. 14(2)(f), Art. 15(1)(g), ST-04"},
    FindingCode{"field.no_source", Severity::warning, "Art. 14(2)(f), SE-28, SI-94"},
    FindingCode{"field.open_category", Severity::warning, "Art. 14(1)(d), ST-06"},
    FindingCode{"field.derived_unfounded", Severity::warning, "Art. 5(1)(b), SE-08"},
    FindingCode{"record.examples_only", Severity::warning, "Art. 14(1)(d), SF-09"},
    FindingCode{"record.no_subjects", Severity::warning, "Art. 30(1)(c), ST-01, ST-02"},
    FindingCode{"record.no_end_review", Severity::warning, "Art. 5(1)(d), Art. 5(1)(e), ST-28"},
    FindingCode{"record.no_instruction", Severity::error, "Art. 28(3)(a), SI-08, SE-59"},
    FindingCode{"record.not_anonymised", Severity::note, "Art. 5(1)(e), SI-49, X-23"},
    // Moments, clocks, and what keeps data alive.
    FindingCode{"moment.no_operator", Severity::error, "ST-26, X-20"},
    FindingCode{"moment.unused", Severity::warning, "Art. 5(1)(e)"},
    FindingCode{"moment.always_unknown", Severity::note, "TC-38"},
    FindingCode{"purpose.no_end", Severity::error, "Art. 5(1)(e), Art. 13(2)(a), SE-57, SF-20, SI-51, X-05, TC-178"},
    FindingCode{"purpose.no_trigger", Severity::error,
                "Art. 5(1)(e), Art. 13(2)(a), SF-22, SF-43, SF-44, X-17, X-24, TC-178"},
    FindingCode{"purpose.no_period", Severity::error, "Art. 5(1)(e), Art. 13(2)(a), ST-27, TC-178"},
    FindingCode{"purpose.over_ceiling", Severity::error, "Art. 5(1)(e), RF-11"},
    FindingCode{"purpose.about_ceiling", Severity::warning, "Art. 5(1)(e), L-TIME"},
    FindingCode{"duty.no_clock", Severity::error, "Art. 5(1)(e), ST-29, SF-21"},
    FindingCode{"duty.not_in_force", Severity::error, "Art. 5(1)(e), Art. 6(1)(c), ST-29"},
    FindingCode{"duty.over_ceiling", Severity::note, "Art. 13(2)(a), X-07"},
    FindingCode{"keeper.unreachable", Severity::error, "Art. 5(1)(e)"},
    FindingCode{"ceiling.unused", Severity::warning, "Art. 5(1)(e)"},
    FindingCode{"ceiling.missing", Severity::warning, "Art. 5(1)(e), ST-27, X-20"},
    // Purposes and their bases.
    FindingCode{"purpose.no_data", Severity::error, "Art. 5(1)(b), Art. 5(1)(c), SI-36, SI-37"},
    FindingCode{"purpose.no_basis", Severity::error, "Art. 6(1), SI-42, RF-19, TC-178"},
    FindingCode{"purpose.double_basis", Severity::warning, "Art. 13(1)(c), SF-16, SE-33, X-18"},
    FindingCode{"purpose.no_interest", Severity::error, "Art. 13(1)(d), ST-11"},
    FindingCode{"purpose.no_assessment", Severity::error, "Art. 6(1)(f), ST-11, SE-34, TC-181"},
    FindingCode{"assessment.overdue", Severity::warning, "Art. 5(2), Art. 6(1)(f), SE-34"},
    FindingCode{"purpose.no_law", Severity::error, "Art. 6(3), SF-10"},
    FindingCode{"purpose.no_consent", Severity::error, "Art. 7, SF-17"},
    FindingCode{"purpose.implied_consent", Severity::error, "Art. 4(11), SE-05, X-04"},
    FindingCode{"purpose.consent_opt_out", Severity::error, "Art. 4(11), Art. 7(2), X-04"},
    FindingCode{"purpose.no_evidence", Severity::warning, "Art. 7(1)"},
    FindingCode{"purpose.no_channels", Severity::error, "Art. 21(2), ST-21"},
    FindingCode{"purpose.channel_needs_consent", Severity::warning, "Tw 11.7, ST-22, RF-07, X-21"},
    FindingCode{"purpose.not_the_party", Severity::warning, "Art. 6(1)(b), SF-19, TC-185"},
    FindingCode{"purpose.before_notice", Severity::error, "Art. 13(3), SE-49, TC-186"},
    FindingCode{"purpose.as_processor", Severity::error, "Art. 28(10), SE-40, SI-09, X-02, X-29"},
    // Recipients and transfers.
    FindingCode{"recipients.not_said", Severity::warning, "Art. 13(1)(e), Art. 30(1)(d), ST-14, ST-32"},
    FindingCode{"recipient.no_contract", Severity::error, "Art. 26, Art. 28(3), SI-55, SF-05"},
    FindingCode{"contract.overdue", Severity::warning, "Art. 28(3), Art. 5(2), SI-83, SI-95"},
    FindingCode{"recipient.no_purpose", Severity::warning, "Art. 13(1)(e), Art. 5(1)(b), SF-27"},
    FindingCode{"recipient.no_fields", Severity::warning, "Art. 5(1)(c), Art. 30(1)(d), SF-27"},
    FindingCode{"recipient.purpose_not_of_field", Severity::error, "Art. 5(1)(b), SI-87, X-09, TC-167"},
    FindingCode{"recipient.field_without_purpose", Severity::error, "Art. 5(1)(b), SI-86, X-09"},
    FindingCode{"recipient.category_only", Severity::warning, "Art. 15(1)(c), SF-42"},
    FindingCode{"recipient.no_country", Severity::warning, "Art. 13(1)(f), Art. 30(1)(e), SF-28, SF-42, X-30"},
    FindingCode{"recipient.no_transfer", Severity::error, "Art. 44, Art. 46, SI-100"},
    FindingCode{"transfer.unknown", Severity::error, "Art. 46"},
    FindingCode{"transfer.void", Severity::error, "Art. 44, C-311/18, SI-102, X-11, X-30, TC-168"},
    FindingCode{"transfer.unchecked", Severity::warning, "Art. 45, SE-55, TC-168"},
    FindingCode{"transfer.derogation", Severity::warning, "Art. 49, SI-100"},
    FindingCode{"transfer.contested", Severity::note, "Art. 45, SE-55"},
    FindingCode{"recipient.unauthorised", Severity::error, "Art. 28(2), SI-15"},
    FindingCode{"recipient.sale_forbidden", Severity::error, "SI-53, SF-29, X-25"},
    FindingCode{"recipient.sale_without_consent", Severity::error, "Art. 6(1)(a), ST-24, X-25"},
    FindingCode{"recipient.no_log", Severity::note, "Art. 15(1)(c)"},
    FindingCode{"recipient.no_notify", Severity::warning, "Art. 19, SE-31, SE-61"},
    FindingCode{"evidence.overdue", Severity::warning, "Art. 32, SF-26"},
    // Promises.
    FindingCode{"promise.sharing", Severity::error, "Art. 5(1)(a), SE-35, RF-20, X-01, TC-166"},
    FindingCode{"promise.disclosure", Severity::error, "Art. 5(1)(a), SI-54, X-06"},
    FindingCode{"promise.cookies", Severity::error, "Art. 5(1)(a), SI-57, SI-92, X-10"},
    FindingCode{"promise.processing", Severity::error, "Art. 5(1)(a), RF-10, X-15, X-28"},
    FindingCode{"promise.storage", Severity::error, "Art. 5(1)(a), RF-03, RF-05, X-15"},
    FindingCode{"promise.users", Severity::error, "Art. 32(4), RF-23, RF-24, X-16"},
    FindingCode{"promise.retention", Severity::error, "Art. 13(2)(a), SE-57, X-05"},
    FindingCode{"promise.basis", Severity::error, "Art. 13(1)(c), SI-42, X-12"},
    FindingCode{"promise.not_personal", Severity::error, "Art. 4(1), C-582/14, SE-06, X-03"},
    FindingCode{"promise.informs_late", Severity::error, "Art. 14(3)(a), SE-43, X-26"},
    // Who, where, and how it is run.
    FindingCode{"controller.is_a_person", Severity::error, "Art. 4(7), RF-25, X-16"},
    FindingCode{"controller.two_names", Severity::warning, "Art. 13(1)(a), RF-32"},
    FindingCode{"controller.no_contact", Severity::warning, "Art. 13(1)(a), ST-32"},
    FindingCode{"controller.no_address", Severity::warning, "Art. 13(1)(a), Art. 30(1)(a), ST-32"},
    FindingCode{"controller.no_country", Severity::warning, "Art. 3, Art. 27"},
    FindingCode{"country.unknown", Severity::error, "Art. 13(1)(f), Art. 30(1)(e)"},
    FindingCode{"controller.no_representative", Severity::error, "Art. 13(1)(a), Art. 27, SE-58"},
    FindingCode{"dpo.not_said", Severity::warning, "Art. 13(1)(b), Art. 37, ST-32, SE-58, SF-42"},
    FindingCode{"dpo.conflict", Severity::error, "Art. 38(6), RF-25, X-16, TC-180"},
    FindingCode{"authority.not_said", Severity::warning, "Art. 13(2)(d), ST-32, SE-58, RF-30"},
    FindingCode{"authority.unknown", Severity::error, "Art. 13(2)(d), Art. 77"},
    FindingCode{"statement.placeholder", Severity::error, "Art. 12(1), SI-71, X-12, TC-179"},
    FindingCode{"systems.not_said", Severity::warning, "Art. 5(2), Art. 30, ST-03"},
    FindingCode{"record.no_system", Severity::warning, "Art. 30, ST-03"},
    FindingCode{"system.host_elsewhere", Severity::error, "Art. 13(1)(f), Art. 30(1)(e), SI-73, X-30"},
    FindingCode{"system.no_transfer", Severity::error, "Art. 44, Art. 46, SI-100, X-30"},
    FindingCode{"system.host_not_recipient", Severity::error, "Art. 13(1)(e), Art. 28, SI-75, X-08, TC-167"},
    FindingCode{"cookie.setter_not_recipient", Severity::error, "Art. 13(1)(e), Art. 26, SI-92, X-10"},
    FindingCode{"tenant.no_instruction", Severity::error, "Art. 28(3)(a), SI-08, X-29"},
    FindingCode{"security.not_said", Severity::warning, "Art. 30(1)(g), Art. 32, RF-30"},
    FindingCode{"backups.not_said", Severity::warning, "Art. 17, RF-29"},
    FindingCode{"breach.no_contact", Severity::note, "Art. 33, Art. 34, SI-69, SI-105"},
    FindingCode{"mandatory.no_consequence", Severity::warning, "Art. 13(2)(e), SI-32"},
    FindingCode{"disclosure.no_approver", Severity::warning, "Art. 5(2), SI-99, SE-53, RF-22"},
    FindingCode{"jurisdiction.no_residency", Severity::warning, "SE-02, SE-45"},
    FindingCode{"jurisdiction.sale_opt_out", Severity::warning, "Cal. Civ. Code 1798.120, L-CCPA"},
    FindingCode{"jurisdiction.term_too_long", Severity::error, "Art. 12(3), Cal. Civ. Code 1798.130, L-CCPA, X-26"},
    FindingCode{"operators.no_roles", Severity::warning, "Art. 32(4), RF-23, SF-24"},
    FindingCode{"operators.no_service", Severity::warning, "RF-24, X-16, TC-188"},
    FindingCode{"cadence.missing", Severity::warning, "Art. 5(1)(e), RF-13"},
    FindingCode{"cadence.overshoot", Severity::warning, "RF-15, X-14, TC-35"},
    FindingCode{"cadence.too_far_ahead", Severity::error, "Art. 5(1)(e), RF-15"},
    // Notices.
    FindingCode{"notice.not_said", Severity::warning, "Art. 12(1), RF-26, ST-32"},
    FindingCode{"notice.gap", Severity::error, "Art. 13, SE-49, TC-186"},
    FindingCode{"notice.overdue", Severity::warning, "Art. 5(2), SE-48"},
    // Profiling and anonymisation.
    FindingCode{"profiling.not_said", Severity::warning, "Art. 13(2)(f), SF-42, X-28"},
    FindingCode{"profiling.no_basis", Severity::error, "Art. 6(1), SF-08"},
    FindingCode{"profiling.partial_inputs", Severity::error, "Art. 13(2)(f), Art. 15(1)(h), ST-16"},
    FindingCode{"profiling.input_not_needed", Severity::error, "Art. 5(1)(b), ST-15"},
    FindingCode{"profiling.no_logic", Severity::warning, "Art. 13(2)(f), Art. 15(1)(h), ST-15"},
    FindingCode{"profiling.no_effect", Severity::warning, "Art. 13(2)(f), Art. 15(1)(h), ST-15"},
    FindingCode{"profiling.no_human", Severity::error, "Art. 22(3), SF-08"},
    FindingCode{"recipe.small_groups", Severity::warning, "Art. 4(1), ST-18"},
    FindingCode{"recipe.keeps_identity", Severity::error, "Art. 4(1), SI-31, SI-48, SI-79, SI-80"},
    // Rights, and how people are recognised.
    FindingCode{"rights.not_said", Severity::warning, "Art. 13(2)(b), ST-32, RF-30"},
    FindingCode{"rights.incomplete", Severity::warning, "Art. 13(2)(b), SI-59"},
    FindingCode{"rights.no_term", Severity::warning, "Art. 12(3), SI-106, X-26"},
    FindingCode{"rights.vague_term", Severity::error, "Art. 12(3), SI-12, SI-106, X-13"},
    FindingCode{"rights.term_too_long", Severity::error, "Art. 12(3), X-26"},
    FindingCode{"rights.no_channel", Severity::warning, "Art. 12(2), ST-32"},
    FindingCode{"rights.only_in_writing", Severity::warning, "Art. 12(2), SF-32, X-19"},
    FindingCode{"rights.no_withdrawal", Severity::warning, "Art. 7(3), Art. 13(2)(c)"},
    FindingCode{"identity.copy_first", Severity::warning, "Art. 5(1)(c), Art. 12(6), SI-63, X-27, TC-184"},
    FindingCode{"identity.only_in_person", Severity::warning, "Art. 12(2), SF-35, X-19, X-27"},
    FindingCode{"cooling_off.too_long", Severity::error, "Art. 12(3), SI-46, SI-52"},
    FindingCode{"cooling_off.erasure", Severity::warning, "Art. 17(1), SI-52"},
};

/// A row of the table, named by its code; a name that is not in it does not compile.
class KnownCode {
 public:
  consteval KnownCode(const char* name) : row_(&row(name)) {}
  const FindingCode& operator*() const { return *row_; }

 private:
  static consteval const FindingCode& row(std::string_view name) {
    for (const FindingCode& each : policy_codes)
      if (each.code == name) return each;
    throw std::logic_error("no such code");
  }

  const FindingCode* row_;
};

}  // namespace compliance
