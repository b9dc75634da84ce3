// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/documents/request_letter.h"

#include <algorithm>

#include "libcompliance/documents/notice_words.h"
#include "libcompliance/documents/request_words.h"
#include "libcompliance/law/law.h"
#include "libcompliance/requests/clock.h"

namespace compliance {
namespace {

const Keeper* find_keeper(const Policy& policy, std::string_view name) {
  const auto found = std::ranges::find(policy.keepers, name, &Keeper::name);
  return found == policy.keepers.end() ? nullptr : &*found;
}

class RequestFacts {
 public:
  RequestFacts(LetterKind kind, const Request& request, const Policy& policy, const LetterInput& input)
      : kind_(kind), request_(request), policy_(policy), statement_(policy.statement), input_(input) {}

  Result<LetterFacts> run() {
    facts_.language = input_.language.value_or(request_.language == "en" ? Language::en : Language::nl);
    facts_.written_on = input_.written_on;
    facts_.addressee = input_.addressee;
    facts_.enclosed = input_.enclosed;
    facts_.passphrase = input_.passphrase;
    facts_.annexes = input_.annexes;
    facts_.person = input_.person;
    add_sender();
    add_request();
    add_identity();
    add_extension();
    add_refusals();
    add_done();
    add_aftermath();
    add_search();
    if (kind_ == LetterKind::recipient_notice) COMPLIANCE_CHECK(add_notice());
    return std::move(facts_);
  }

 private:
  std::string text(const LocalText& words) const { return in(facts_.language, words); }

  void add_sender() {
    const Controller& who = statement_.controller;
    facts_.controller = who.name;
    facts_.address = who.address.value_or("");
    facts_.website = who.website.value_or("");
    facts_.contact = who.contact.value_or("");
    if (statement_.dpo && !statement_.dpo->none) facts_.officer = statement_.dpo->contact;
    facts_.authority = statement_.authority.value_or("");
  }

  void add_request() {
    facts_.request = request_.name;
    facts_.reference = request_.reference;
    facts_.asked = asked_words(request_, policy_);
    facts_.received = request_.received;
    const Date target = deadlines_of(request_).target;
    const bool extended = request_.last(StepKind::extended) != nullptr;
    facts_.answer_by = target;
    if (extended) facts_.extended_to = target;
    const std::optional<Date> window = window_end(request_);
    if (window && input_.written_on <= *window) facts_.window = window;
    facts_.rights = rights_that_apply(policy_);
  }

  void add_identity() {
    const RequestStep* asked = request_.last(StepKind::identity_asked);
    if (asked == nullptr) return;
    for (const std::string& code : asked->codes)
      if (const auto check = from_word<IdentityCheck>(code, identity_check_words))
        facts_.identity_check = identity_words_of(*check);
    facts_.identity_reason = asked->facts.empty() ? input_.identity_reason : asked->facts;
  }

  void add_extension() {
    const RequestStep* extended = request_.last(StepKind::extended);
    if (extended == nullptr) return;
    for (const std::string& code : extended->codes) {
      if (code == "complexity")
        facts_.extension_reasons.push_back(text({"Uw verzoek is ingewikkeld", "Your request is complex"}));
      if (code == "number")
        facts_.extension_reasons.push_back(text({"Het gaat om veel verzoeken", "There are many requests"}));
    }
    if (!extended->facts.empty()) facts_.extension_reasons.push_back(extended->facts);
  }

  void add_refusals() {
    for (const RequestStep& step : request_.steps) {
      if (step.kind != StepKind::refused) continue;
      for (const RequestItem& item : step.items) facts_.refusals.push_back(refusal_of(item));
    }
  }

  LetterRefusal refusal_of(const RequestItem& item) const {
    const RefusalReason* reason = find_refusal_reason(item.reason);
    LetterRefusal refusal{.reason = item.reason, .facts = item.facts, .until = item.until};
    refusal.what = item.item.empty() ? facts_.asked : item_words(policy_, item.item);
    if (reason == nullptr || item.article != reason->article) refusal.law = same(item.article);
    const Keeper* keeper = find_keeper(policy_, item.item);
    if (!item.until && keeper != nullptr)
      if (const LocalText until = storage_words(policy_, *keeper); !until.en.empty()) refusal.until_when = until;
    return refusal;
  }

  // --- what was done, and when ---

  void add_done() {
    facts_.done_on = done_on();
    if (const RequestStep* lifted = request_.last(StepKind::lifted)) facts_.lift_reason = lifted->facts;
    const RequestStep* granted = request_.last(StepKind::granted);
    if (granted != nullptr)
      for (const RequestItem& item : granted->items)
        if (!item.item.empty()) facts_.done.push_back(item_words(policy_, item.item));
    if (facts_.done.empty() && (kind_ != LetterKind::partly_refused || facts_.done_on))
      facts_.done = all_that_was_asked();
  }

  std::vector<LocalText> all_that_was_asked() const {
    if (request_.purpose) return {item_words(policy_, *request_.purpose)};
    const bool rest = !facts_.refusals.empty();
    switch (request_.type) {
      case RequestType::rectification:
        return {{"de gegevens die u noemde", "the data that you named"}};
      case RequestType::objection:
        return {{"alles waartegen u bezwaar maakt", "everything that you object to"}};
      case RequestType::withdrawal:
        return {{"alles waarvoor u toestemming gaf", "everything for which you gave consent"}};
      case RequestType::opt_out:
        return {LocalText{"reclame", "advertising"} +
                (request_.stops.empty() ? LocalText{} : in_brackets(channels_words(request_.stops)))};
      default:
        return {rest ? LocalText{"de andere gegevens over u", "the other data about you"}
                     : LocalText{"alle gegevens over u", "all data about you"}};
    }
  }

  std::optional<Date> day_of(StepKind step) const {
    const RequestStep* found = request_.last(step);
    return found == nullptr ? std::nullopt : std::optional{found->on};
  }

  std::optional<Date> done_on() const {
    switch (kind_) {
      case LetterKind::cancelled:
        return day_of(StepKind::cancelled);
      case LetterKind::restriction_lifted:
        return day_of(StepKind::lifted);
      case LetterKind::restriction:
        return identified_since(request_);
      case LetterKind::withdrawn:
        return request_.received;
      case LetterKind::objection_upheld:
        return is_marketing() ? request_.received : day_of(StepKind::granted);
      case LetterKind::recipient_notice:
        return request_.type == RequestType::restriction ? identified_since(request_) : day_of(StepKind::fulfilled);
      default:
        return day_of(StepKind::fulfilled);
    }
  }

  bool is_marketing() const {
    const Keeper* keeper = request_.purpose ? find_keeper(policy_, *request_.purpose) : nullptr;
    return request_.type == RequestType::opt_out || (keeper != nullptr && keeper->message == MessageKind::marketing);
  }

  void add_aftermath() {
    add_recipients();
    if (facts_.done_on) {
      std::vector<LetterBackup> backups;
      for (const Backup& each : statement_.backups)
        backups.push_back({name_words(each.what), add_period(*facts_.done_on, each.keep)});
      facts_.backups = std::move(backups);
      facts_.record_kept = LetterRecord{
          .since = *facts_.done_on,
          .how_long = {"zolang uw gegevens opnieuw bij ons kunnen komen", "as long as your data can reach us again"}};
    }
    if (const RequestStep* step = request_.last(StepKind::forwarded)) {
      const auto tenant = std::ranges::find(statement_.tenants, request_.tenant, &Tenant::name);
      if (tenant != statement_.tenants.end())
        facts_.forwarded = LetterForward{.to = tenant->controller,
                                         .contact = tenant->contact,
                                         .on = step->on,
                                         .own_part_follows = input_.own_part_follows};
    }
  }

  LetterRecipient received_by(const Recipient& recipient) const {
    std::vector<LocalText> what;
    for (const DataOf& data : data_of(policy_, recipient.fields)) what.push_back(categories_words(data.categories));
    return {.name = recipient_words(recipient), .what = list_words(what)};
  }

  void add_recipients() {
    if (kind_ == LetterKind::partly_refused && !facts_.done_on) return;  // nothing was done that they must know
    facts_.recipients = input_.recipients;
    if (facts_.recipients || !statement_.recipients) return;
    facts_.recipients.emplace();
    for (const Recipient& each : *statement_.recipients)
      if (each.log != DisclosureLog::complete) facts_.recipients->push_back(received_by(each));
  }

  void add_search() {
    for (const System& system : statement_.systems) {
      std::vector<LocalText> records;
      for (const std::size_t record : system.records) records.push_back(record_words(policy_.records[record]));
      facts_.searched.push_back(capitalised(text(name_words(system.name))) +
                                (records.empty() ? "" : ": " + text(list_words(records))));
    }
    if (facts_.searched.empty())
      for (const RecordType& record : policy_.records) facts_.searched.push_back(text(record_words(record)));
    for (const RecordType& record : policy_.records)
      for (const Field& field : record.fields)
        if (field.identifies == Identifies::certainly && field.category != nullptr)
          facts_.needed.push_back(category_words(*field.category) + in_brackets(record_words(record)));
  }

  Result<void> add_notice() {
    const std::vector<Recipient> none;
    const std::vector<Recipient>& known = statement_.recipients ? *statement_.recipients : none;
    const auto recipient = std::ranges::find(known, input_.recipient, &Recipient::name);
    if (recipient == known.end())
      return Error{.message = "the policy has no recipient of that name", .hint = "its `recipients` lists them"};
    facts_.notice = request_.type == RequestType::rectification ? RecipientNotice::rectification
                    : request_.type == RequestType::restriction ? RecipientNotice::restriction
                                                                : RecipientNotice::erasure;
    facts_.done = {received_by(*recipient).what};
    if (facts_.addressee.empty()) facts_.addressee = {text(recipient_words(*recipient))};
    return {};
  }

  LetterKind kind_;
  const Request& request_;
  const Policy& policy_;
  const Statement& statement_;
  const LetterInput& input_;
  LetterFacts facts_ = {};
};

}  // namespace

bool fits(LetterKind kind, const Request& request) {
  if (is_ccpa(request.type) || kind == LetterKind::article_14_notice) return false;
  if (is_processors_part(request))
    return kind == LetterKind::acknowledgement || kind == LetterKind::forwarded || kind == LetterKind::cancelled;
  const RequestType type = request.type;
  switch (kind) {
    case LetterKind::package:
    case LetterKind::negative:
      return asks_copy(type);
    case LetterKind::erased:
      return asks_erasure(type);
    case LetterKind::forwarded:
      return false;
    case LetterKind::restriction:
    case LetterKind::restriction_lifted:
      return type == RequestType::restriction;
    case LetterKind::rectified:
      return type == RequestType::rectification;
    case LetterKind::objection_upheld:
      return type == RequestType::objection || type == RequestType::opt_out;
    case LetterKind::objection_refused:
      return type == RequestType::objection;
    case LetterKind::withdrawn:
      return type == RequestType::withdrawal;
    case LetterKind::recipient_notice:
      return asks_erasure(type) || type == RequestType::rectification || type == RequestType::restriction;
    default:
      return true;
  }
}

Result<LetterFacts> facts_of(LetterKind kind, const Request& request, const Policy& policy, const LetterInput& input) {
  if (is_ccpa(request.type))
    return Error{.message = "there are no letters for requests under the CCPA",
                 .hint = "its answers are not those of the GDPR"};
  if (!fits(kind, request))
    return Error{.message = "a letter of the kind " + std::string{word_of(kind, letter_kind_words)} +
                            " does not answer this request",
                 .hint = "compliance-letters(5) says which kind is for which request"};
  return RequestFacts{kind, request, policy, input}.run();
}

}  // namespace compliance
