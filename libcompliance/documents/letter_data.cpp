// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/letter_data.h"

#include "libcompliance/documents/letter_words.h"
#include "libcompliance/law/law.h"

namespace compliance {
namespace {

class Members {
 public:
  explicit Members(const LetterFacts& facts) : facts_(facts) {}

  Json text(const LocalText& words) const { return text(in(facts_.language, words)); }
  static Json text(const std::string& words) { return words.empty() ? Json{false} : Json{words}; }
  // On one line.
  Json day(const std::optional<Date>& date) const {
    if (!date) return false;
    std::string words = in(facts_.language, date_words(*date));
    for (std::size_t at = words.find(' '); at != std::string::npos; at = words.find(' ', at))
      words.replace(at, 1, "\u00A0");
    return words;
  }
  Json list(const std::vector<LocalText>& items) const {
    Json list = Json::list();
    for (const LocalText& item : items) list.add(text(item));
    return list;
  }
  static Json list(const std::vector<std::string>& items) {
    Json list = Json::list();
    for (const std::string& item : items) list.add(item);
    return list;
  }
  Json list(const std::optional<std::vector<LocalText>>& items) const { return items ? list(*items) : Json::list(); }
  static Json sentences(const std::vector<std::string>& items) {
    Json list = Json::list();
    for (const std::string& item : items) list.add(as_sentence(item));
    return list;
  }

  Json authority() const {
    const Authority* found = find_authority(facts_.authority);
    if (found == nullptr) return false;
    return Json::object({{"name", text(found->title)}, {"website", found->website}});
  }

  // Where a country has a term of its own it is told; else that there is a court at all (Art. 79).
  Json court() const {
    const Authority* found = find_authority(facts_.authority);
    if (found == nullptr) return false;
    const ResponseTerm* term = found->petition.empty() ? nullptr : find_response_term(found->petition);
    if (term == nullptr || !term->period)
      return Json::object({{"term", false}, {"article", false}, {"no_term", text(article_words("GDPR Art. 79"))}});
    return Json::object({{"term", text(period_words(*term->period))},
                         {"article", text(article_words(term->article))},
                         {"no_term", false}});
  }

  Json refusals() const {
    Json list = Json::list();
    for (const LetterRefusal& each : facts_.refusals) {
      const RefusalReason* reason = find_refusal_reason(each.reason);
      list.add(Json::object({{"what", text(capitalised(in(facts_.language, each.what)))},
                             {"reason", reason == nullptr ? Json{false} : text(reason->letter)},
                             {"facts", text(as_sentence(each.facts))},
                             {"law", text(each.law)},
                             {"until", day(each.until)},
                             {"until_when", each.until_when ? text(*each.until_when) : Json{false}},
                             {"article", reason == nullptr ? Json{false} : text(article_words(reason->article))}}));
    }
    return list;
  }

  Json recipients() const {
    if (!facts_.recipients) return false;
    Json list = Json::list();
    for (const LetterRecipient& each : *facts_.recipients)
      list.add(Json::object({{"name", text(each.name)},
                             {"what", text(each.what)},
                             {"told_on", day(each.told_on)},
                             {"impossible", text(as_sentence(each.impossible))},
                             {"pending", !each.told_on && each.impossible.empty()}}));
    return Json::object({{"listed", std::move(list)}, {"none", facts_.recipients->empty()}});
  }

  Json receivers() const {
    if (!facts_.recipients) return false;
    Json list = Json::list();
    for (const LetterRecipient& each : *facts_.recipients)
      list.add(Json::object({{"name", text(each.name)}, {"what", text(each.what)}}));
    return Json::object({{"listed", std::move(list)}, {"none", facts_.recipients->empty()}});
  }

  Json backups() const {
    Json list = Json::list();
    if (!facts_.backups) return list;
    for (const LetterBackup& each : *facts_.backups)
      list.add(
          Json::object({{"what", text(capitalised(in(facts_.language, each.what)))}, {"gone_by", day(each.gone_by)}}));
    return list;
  }

  Json record_kept() const {
    if (!facts_.record_kept) return false;
    return Json::object({{"since", day(facts_.record_kept->since)}, {"how_long", text(facts_.record_kept->how_long)}});
  }

  Json forwarded() const {
    if (!facts_.forwarded) return false;
    return Json::object({{"to", facts_.forwarded->to},
                         {"contact", facts_.forwarded->contact},
                         {"on", day(facts_.forwarded->on)},
                         {"own_part", facts_.forwarded->own_part_follows}});
  }

  Json rights() const {
    Json list = Json::list();
    for (const Right right : facts_.rights) list.add(text(right_words_of(right)));
    return list;
  }

  Json notice() const {
    if (!facts_.notice) return false;
    return Json::object({{"title", text(notice_title(*facts_.notice))},
                         {"event", text(notice_event(*facts_.notice))},
                         {"task", text(notice_task(*facts_.notice))}});
  }

  Json purposes() const {
    Json list = Json::list();
    for (const LetterPurpose& each : facts_.purposes)
      list.add(Json::object({{"title", text(capitalised(in(facts_.language, each.title)))},
                             {"basis", text(each.basis)},
                             {"interest", text(each.interest)},
                             {"keep", text(each.keep)}}));
    return list;
  }

 private:
  const LetterFacts& facts_;
};

}  // namespace

Json letter_member(LetterFact fact, const LetterFacts& facts) {
  const Members members{facts};
  switch (fact) {
    case LetterFact::controller:
      return Members::text(facts.controller);
    case LetterFact::contact:
      return Members::text(facts.contact);
    case LetterFact::officer:
      return Members::text(facts.officer);
    case LetterFact::asked:
      return members.text(facts.asked);
    case LetterFact::received:
      return members.day(facts.received);
    case LetterFact::authority:
      return members.authority();
    case LetterFact::court:
      return members.court();
    case LetterFact::answer_by:
      return members.day(facts.answer_by);
    case LetterFact::window:
      return members.day(facts.window);
    case LetterFact::identity_check:
      return members.text(facts.identity_check);
    case LetterFact::identity_reason:
      return Members::text(as_sentence(facts.identity_reason));
    case LetterFact::extended_to:
      return members.day(facts.extended_to);
    case LetterFact::extension_reasons:
      return Members::sentences(facts.extension_reasons);
    case LetterFact::done:
      return members.list(facts.done);
    case LetterFact::done_on:
      return members.day(facts.done_on);
    case LetterFact::refusals:
      return members.refusals();
    case LetterFact::recipients:
      return members.recipients();
    case LetterFact::receivers:
      return members.receivers();
    case LetterFact::backups:
      return members.backups();
    case LetterFact::record_kept:
      return members.record_kept();
    case LetterFact::forwarded:
      return members.forwarded();
    case LetterFact::lift_reason:
      return Members::text(as_sentence(facts.lift_reason));
    case LetterFact::searched:
      return Members::list(facts.searched);
    case LetterFact::needed:
      return members.list(facts.needed);
    case LetterFact::enclosed:
      return Members::list(facts.enclosed);
    case LetterFact::passphrase:
      return Members::text(as_sentence(facts.passphrase));
    case LetterFact::rights:
      return members.rights();
    case LetterFact::notice:
      return members.notice();
    case LetterFact::person:
      return Members::list(facts.person);
    case LetterFact::categories:
      return members.list(facts.categories);
    case LetterFact::sources:
      return members.list(facts.sources);
    case LetterFact::purposes:
      return members.purposes();
    case LetterFact::transfers:
      return members.list(facts.transfers);
    case LetterFact::profiling:
      return members.list(facts.profiling);
  }
  return false;
}

void add_general_members(Json& data, const LetterFacts& facts) {
  const bool dutch = facts.language == Language::nl;
  const std::string nobody = dutch ? "Geachte heer of mevrouw" : "Dear Sir or Madam";
  const std::string dear = dutch ? "Geachte " : "Dear ";
  data.set("salutation", facts.addressee.empty() ? nobody : dear + facts.addressee.front())
      .set("request", Members::text(facts.request));
}

}  // namespace compliance
