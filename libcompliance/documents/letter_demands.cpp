// SPDX-License-Identifier: Apache-2.0
// What the law demands of each letter.

#include "libcompliance/documents/letter.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

using enum LetterFact;
using enum Need;

// What every letter has: who writes, and where to ask.
constexpr std::array of_all{LetterDemand{controller, always, "Art. 12(1), 14(1)(a), 19"},
                            LetterDemand{contact, always, "Art. 12(2), 14(1)(a), 19"},
                            LetterDemand{officer, where_known, "Art. 13(1)(b), 14(1)(b)"}};
// What answers to a request have besides.
constexpr std::array of_answers{LetterDemand{asked, always, "Art. 12(1)"},
                                LetterDemand{received, always, "Art. 12(3)"}};

std::vector<LetterDemand> own_of(LetterKind kind) {
  switch (kind) {
    case LetterKind::acknowledgement:
      return {{answer_by, always, "Art. 12(3)"}, {window, where_known, "Art. 12(1)"}};
    case LetterKind::identity_question:
      return {{identity_check, always, "Art. 12(6)"},
              {identity_reason, always, "Art. 12(6)"},
              {answer_by, where_known, "Art. 12(3)"}};
    case LetterKind::extension:
      return {{extended_to, always, "Art. 12(3)"},
              {extension_reasons, always, "Art. 12(3)"},
              {authority, always, "Art. 12(4)"}};
    case LetterKind::package:
      return {{enclosed, always, "Art. 15(3)"},           {rights, always, "Art. 15(1)(e)"},
              {authority, always, "Art. 15(1)(f)"},       {court, with_refusals, "Art. 12(4)"},
              {passphrase, where_known, "Art. 32(1)(a)"}, {searched, where_known, "Art. 15(1)"},
              {refusals, where_known, "Art. 12(4)"},      {record_kept, where_known, "Art. 15(1)"}};
    case LetterKind::negative:
      return {{searched, always, "Art. 15(1)"},
              {authority, always, "Art. 12(4)"},
              {court, always, "Art. 12(4)"},
              {record_kept, where_known, "Art. 15(1)"}};
    case LetterKind::erased:
      return {{done, always, "Art. 12(3), 17(1)"},     {done_on, always, "Art. 12(3), 17(1)"},
              {recipients, always, "Art. 19"},         {backups, always, "Art. 17(1)"},
              {record_kept, where_known, "Art. 5(2)"}, {authority, always, "Art. 13(2)(d)"}};
    case LetterKind::partly_refused:
      return {{refusals, always, "Art. 12(4)"},     {authority, always, "Art. 12(4)"},
              {court, always, "Art. 12(4)"},        {done, where_known, "Art. 12(3)"},
              {done_on, where_known, "Art. 12(3)"}, {recipients, where_known, "Art. 19"},
              {backups, where_known, "Art. 17(1)"}, {record_kept, where_known, "Art. 5(2)"}};
    case LetterKind::refused:
      return {{refusals, always, "Art. 12(4)"}, {authority, always, "Art. 12(4)"}, {court, always, "Art. 12(4)"}};
    case LetterKind::cancelled:
      return {{done_on, always, "Art. 12(3)"}};
    case LetterKind::forwarded:
      return {{forwarded, always, "Art. 28(3)(e)"}};
    case LetterKind::restriction:
      return {
          {done, always, "Art. 12(3), 18(1)"}, {done_on, always, "Art. 12(3), 18(1)"}, {recipients, always, "Art. 19"}};
    case LetterKind::restriction_lifted:
      return {{done, always, "Art. 18(3)"},
              {done_on, always, "Art. 18(3)"},
              {lift_reason, always, "Art. 12(1)"},
              {authority, always, "Art. 13(2)(d)"}};
    case LetterKind::rectified:
      return {{done, always, "Art. 12(3), 16"}, {done_on, always, "Art. 12(3), 16"}, {recipients, always, "Art. 19"}};
    case LetterKind::objection_upheld:
      return {{done, always, "Art. 12(3), 21(1)"},
              {done_on, always, "Art. 12(3), 21(1)"},
              {record_kept, where_known, "Art. 5(2)"}};
    case LetterKind::objection_refused:
      return {
          {refusals, always, "Art. 12(4), 21(1)"}, {authority, always, "Art. 12(4)"}, {court, always, "Art. 12(4)"}};
    case LetterKind::withdrawn:
      return {{done, always, "Art. 12(3), 7(3)"},
              {done_on, always, "Art. 12(3), 7(3)"},
              {record_kept, where_known, "Art. 5(2)"}};
    case LetterKind::not_identifiable:
      return {{searched, always, "Art. 11(2)"},
              {needed, always, "Art. 11(2)"},
              {authority, always, "Art. 12(4)"},
              {court, always, "Art. 12(4)"}};
    case LetterKind::recipient_notice:
      return {{notice, always, "Art. 19"},
              {person, always, "Art. 19"},
              {done, always, "Art. 19"},
              {done_on, always, "Art. 19"}};
    case LetterKind::article_14_notice:
      return {{purposes, always, "Art. 14(1)(c)"},  {LetterFact::categories, always, "Art. 14(1)(d)"},
              {receivers, always, "Art. 14(1)(e)"}, {transfers, always, "Art. 14(1)(f)"},
              {rights, always, "Art. 14(2)(c)"},    {authority, always, "Art. 14(2)(e)"},
              {sources, always, "Art. 14(2)(f)"},   {profiling, always, "Art. 14(2)(g)"}};
  }
  return {};
}

}  // namespace

std::vector<LetterDemand> demands_of(LetterKind kind) {
  std::vector<LetterDemand> demands{of_all.begin(), of_all.end()};
  if (kind != LetterKind::recipient_notice && kind != LetterKind::article_14_notice)
    demands.insert(demands.end(), of_answers.begin(), of_answers.end());
  const std::vector<LetterDemand> own = own_of(kind);
  demands.insert(demands.end(), own.begin(), own.end());
  return demands;
}

bool is_given(LetterFact fact, const LetterFacts& facts) {
  switch (fact) {
    case controller:
      return !facts.controller.empty();
    case contact:
      return !facts.contact.empty();
    case officer:
      return !facts.officer.empty();
    case asked:
      return !facts.asked.en.empty();
    case received:
      return facts.received.has_value();
    case authority:
    case court:
      return find_authority(facts.authority) != nullptr;
    case answer_by:
      return facts.answer_by.has_value();
    case window:
      return facts.window.has_value();
    case identity_check:
      return !facts.identity_check.en.empty();
    case identity_reason:
      return !facts.identity_reason.empty();
    case extended_to:
      return facts.extended_to.has_value();
    case extension_reasons:
      return !facts.extension_reasons.empty();
    case done:
      return !facts.done.empty();
    case done_on:
      return facts.done_on.has_value();
    case refusals:
      return !facts.refusals.empty();
    case recipients:
    case receivers:
      return facts.recipients.has_value();
    case backups:
      return facts.backups.has_value();
    case record_kept:
      return facts.record_kept.has_value();
    case forwarded:
      return facts.forwarded && !facts.forwarded->to.empty() && !facts.forwarded->contact.empty();
    case lift_reason:
      return !facts.lift_reason.empty();
    case searched:
      return !facts.searched.empty();
    case needed:
      return !facts.needed.empty();
    case enclosed:
      return !facts.enclosed.empty();
    case passphrase:
      return !facts.passphrase.empty();
    case rights:
      return !facts.rights.empty();
    case notice:
      return facts.notice.has_value();
    case person:
      return !facts.person.empty();
    case LetterFact::categories:
      return !facts.categories.empty();
    case sources:
      return !facts.sources.empty();
    case purposes:
      return !facts.purposes.empty();
    case transfers:
      return facts.transfers.has_value();
    case profiling:
      return facts.profiling.has_value();
  }
  return false;
}

}  // namespace compliance
