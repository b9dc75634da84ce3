// SPDX-License-Identifier: Apache-2.0
// Who is meant: an identifier KIND:VALUE that a person typed, the cells of an export that can match it, and the keyed
// fingerprint under which the state remembers it (TC-125). Pure.
//
// A kind is written in one of two ways. People type `email`, `phone` or the name of a record type, whose key the value
// then is. The state and a fingerprint have `email`, `phone` or `record:NAME`, so that a record type that is itself
// called email is something else.
//
// No message repeats a value: it names a person.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcompliance/base/result.h"
#include "libcompliance/base/sensitive.h"
#include "libcompliance/crypto/crypto.h"
#include "libcompliance/policy/policy.h"

namespace compliance {

inline constexpr std::string_view email_kind = "email";
inline constexpr std::string_view phone_kind = "phone";

/// The kind of a record type's keys: "record:contact".
std::string key_kind(std::string_view record);

/// The record type whose keys have this kind; none for an e-mail address or a phone number.
std::optional<std::string_view> record_of_kind(std::string_view kind);

/// A kind as people type and read it: "email", "phone", "contact".
std::string_view typed_kind(std::string_view kind);

struct Identifier {
  std::string kind = {};
  Sensitive<std::string> value = {};  // in its normal form
};

/// Brings values that mean the same to the same bytes. What has no normal form matches nothing.
///   e-mail   blanks around it and a dot behind the domain are dropped, ASCII letters are made small. One address: text
///            around it or a second one has no normal form. The part before the @ is kept as it is otherwise: what
///            "jan+crm@" means is known to its provider alone.
///   phone    "+" and 7 to 15 digits. Spaces, dots, hyphens, slashes and brackets are dropped, and a "(0)" behind the
///            country; "00" is "+". A national number (0 and nine digits) is read when the policy is Dutch: its
///            controller's country is NL, or is not said and its zone is Europe/Amsterdam.
///   a key    is itself, byte for byte.
class NormalForms {
 public:
  explicit NormalForms(const Policy& policy);
  std::optional<std::string> of(std::string_view kind, std::string_view value) const;
  /// All that can be read as an identifier of that kind inside a text that is not one itself: "Jan <jan@example.nl>",
  /// "0612345678 / 020-1234567", "tel:+31…". Of keys nothing.
  std::vector<std::string> within(std::string_view kind, std::string_view text) const;

 private:
  bool dutch_;
};

/// Reads KIND:VALUE. The kind may be any; with a record type called email or phone, the word still means the address or
/// the number. A kind that no field of the policy carries is an Error: it would match nobody.
Result<Identifier> parse_identifier(std::string_view text, const Policy& policy);

/// Reads TYPE:KEY, a record type and a key alone.
Result<Identifier> parse_record_key(std::string_view text, const Policy& policy);

/// A field whose cells can match an identifier of that kind.
struct IdentifyingField {
  FieldRef field = {};
  std::string_view kind = {};    // email_kind or phone_kind
  bool of_organisation = false;  // the general address of an organisation: a person's only of a sole trader's record
  bool certainly = false;        // as the policy says: whose value it is, is this person
};

/// All of them, in the policy's order: of category person.contact.email and person.contact.phone; and of
/// organisation.contact.email and organisation.contact.phone in record types that have `sole_trader_when`.
std::vector<IdentifyingField> identifying_fields(const Policy& policy);

/// Whether the address is a desk's (info@, sales@): whoever writes from it, several people may read it, and it is
/// nobody's own, whatever a policy says of the field (TC-82).
bool is_desk_address(std::string_view normal_form);

/// Whether the identifier is one person's for certain wherever the policy has such values: a key, or an address or
/// number of a field that identifies certainly and of no desk. What is cancelled for another one ends nothing by
/// itself.
bool is_certain(const Identifier& identifier, const Policy& policy);

/// HMAC-SHA-256 of kind, NUL and normal form. For millions of calls: keep one object, one for each thread.
class Fingerprinter {
 public:
  explicit Fingerprinter(const SecretKey& key) : hmac_(key) {}
  Digest of(std::string_view kind, std::string_view normal_form) { return hmac_.of({kind, {"\0", 1}, normal_form}); }
  Digest of(const Identifier& identifier) { return of(identifier.kind, identifier.value.reveal()); }

 private:
  HmacSha256 hmac_;
};

}  // namespace compliance
