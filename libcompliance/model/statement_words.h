// SPDX-License-Identifier: Apache-2.0
// The closed lists of words with which an organisation describes itself and its promises; vocabulary.h has those that
// decide.

#pragma once

#include <array>
#include <string_view>

namespace compliance {

/// Who decides about a record: the organisation itself, or a customer for whom it works (Art. 4(7), 4(8), 28).
enum class Role { controller, processor };
inline constexpr std::array<std::string_view, 2> role_words{"controller", "processor"};

/// Where a value comes from: Art. 14(2)(f), 15(1)(g); what is inferred is not portable (Art. 20).
enum class Provenance { provided, observed, inferred, third_party, public_source };
inline constexpr std::array<std::string_view, 5> provenance_words{"provided", "observed", "inferred", "third_party",
                                                                  "public"};

/// How consent is given. `implied` is no consent (Art. 4(11)), and check says so.
enum class ConsentMethod { opt_in, opt_out, implied };
inline constexpr std::array<std::string_view, 3> consent_method_words{"opt_in", "opt_out", "implied"};

enum class RecipientKind { processor, sub_processor, controller, joint_controller, authority, employer, licence, sale };
inline constexpr std::array<std::string_view, 8> recipient_kind_words{
    "processor", "sub_processor", "controller", "joint_controller", "authority", "employer", "licence", "sale"};

enum class ContractKind { agreement, terms, arrangement, confidentiality };
inline constexpr std::array<std::string_view, 4> contract_kind_words{"agreement", "terms", "arrangement",
                                                                     "confidentiality"};

/// Whether real disclosures pass through this tool, so that its log is all there is to tell (Art. 15(1)(c)).
enum class DisclosureLog { complete, none };
inline constexpr std::array<std::string_view, 2> disclosure_log_words{"complete", "none"};

/// Art. 15 to 21, and 7(3).
enum class Right {
  access,
  rectification,
  completion,
  erasure,
  restriction,
  portability,
  objection,
  withdrawal,
};
inline constexpr std::array<std::string_view, 8> right_words{
    "access", "rectification", "completion", "erasure", "restriction", "portability", "objection", "withdrawal"};

/// What somebody who asks is asked in return, lightest first (Art. 12(6), L-AP).
enum class IdentityCheck { none, known_contact, knowledge, video, in_person, redacted_copy, copy };
inline constexpr std::array<std::string_view, 7> identity_check_words{
    "none", "known_contact", "knowledge", "video", "in_person", "redacted_copy", "copy"};

enum class Sale { forbidden, with_consent, allowed };
inline constexpr std::array<std::string_view, 3> sale_words{"forbidden", "with_consent", "allowed"};

enum class CookieClass { functional, analytical, tracking, social };
inline constexpr std::array<std::string_view, 4> cookie_class_words{"functional", "analytical", "tracking", "social"};

/// What a DPO must not be as well (Art. 38(6)).
inline constexpr std::array<std::string_view, 7> conflicting_post_words{
    "controller", "approver", "director", "product_manager", "it_manager", "marketing_manager", "security_manager"};

inline constexpr std::array<std::string_view, 6> contact_channel_words{"email", "phone",  "post",
                                                                       "web",   "office", "chat"};
inline constexpr std::array<std::string_view, 6> contact_subject_words{"requests", "complaints", "questions",
                                                                       "security", "breaches",   "feedback"};

inline constexpr std::array<std::string_view, 2> statement_part_words{"basis", "retention"};

inline constexpr std::array<std::string_view, 5> forbidden_unless_words{
    "parental_consent", "explicit_consent", "legal_obligation", "instruction", "legal_claim"};

inline constexpr std::array<std::string_view, 3> inform_words{"required", "optional", "prohibited"};

inline constexpr std::array<std::string_view, 2> jurisdiction_words{"eu-gdpr", "us-ccpa"};

inline constexpr std::array<std::string_view, 4> cooling_off_words{"account_deletion", "erasure", "withdrawal",
                                                                   "objection"};

/// The grounds of Art. 9(2), Art. 10 and Art. 87 on which a special category may be kept.
inline constexpr std::array<std::string_view, 8> special_ground_words{
    "explicit_consent", "employment_law", "vital_interests", "own_members",
    "made_public",      "legal_claims",   "health_care",     "national_law"};

}  // namespace compliance
