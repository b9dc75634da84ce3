// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/people/identity.h"

#include <doctest/doctest.h>

#include <ostream>

using namespace compliance;

namespace {

constexpr std::string_view text = R"(compliance: 1
policy: example
title: {nl: Voorbeeld, en: Example}
zone: Europe/Amsterdam
controller: {name: Example B.V., contact: privacy@example.nl}
records:
  customer:
    is: organisation
    sole_trader_when: {form: sole_trader}
    when_due: erase
    fields:
      form: {category: organisation.legal_form, values: [company, sole_trader]}
      mail: organisation.contact.email
      call: organisation.contact.phone
  supplier:
    is: organisation
    when_due: erase
    fields:
      mail: organisation.contact.email
  contact:
    is: person
    belongs_to: customer
    when_due: erase
    fields:
      name: person.name
      mail: person.contact.email
      call: person.contact.phone
  email:
    is: event
    belongs_to: contact
    when_due: erase
    fields:
      sender: {category: person.contact.email, about: sender}
purposes: {}
)";

Policy policy() {
  auto read = read_policy(text, "policy.yaml");
  if (!read) throw std::logic_error(to_string(read.error()));
  return *std::move(read);
}

std::string normal(std::string_view kind, std::string_view value) {
  return NormalForms{policy()}.of(kind, value).value_or("none");
}

SecretKey key_of(char byte) { return *SecretKey::from_bytes(std::string(32, byte)); }

}  // namespace

TEST_SUITE("people/identity") {
  TEST_CASE("an e-mail address is known in whatever way people write it") {
    for (const char* value : {"jan@example.nl", " Jan@Example.NL\t", "JAN@EXAMPLE.NL."}) {
      CAPTURE(value);
      CHECK(normal(email_kind, value) == "jan@example.nl");
    }
    CHECK(normal(email_kind, "jan+crm@example.nl") == "jan+crm@example.nl");
    CHECK(normal(email_kind, "Zoë@example.nl") == "zoë@example.nl");
    for (const char* value :
         {"", " ", "jan", "@example.nl", "jan@", "jan@@example.nl", "jan@example.nl; piet@example.nl",
          "Jan <jan@example.nl>", "jan @example.nl", "jan@example.nl\nx"}) {
      CAPTURE(value);
      CHECK(normal(email_kind, value) == "none");
    }
  }

  TEST_CASE("a phone number is known in whatever way people write it, and a national one when the policy is Dutch") {
    for (const char* value : {"+31 20 000 01 23", "0031-20-0000123", "+31 (0)20 000.01.23", "020-0000123",
                              "(020) 000 01 23", " 020/000 01 23 ", "+31\u00A020\u00A00000123"}) {
      CAPTURE(value);
      CHECK(normal(phone_kind, value) == "+31200000123");
    }
    CHECK(normal(phone_kind, "+32 2 000 01 23") == "+3220000123");
    for (const char* value : {"", "0000123", "020-00001234", "31200000123", "+31", "+0200000123", "020-0000123 x4",
                              "+31200000123456789", "n/a", "++31200000123"}) {
      CAPTURE(value);
      CHECK(normal(phone_kind, value) == "none");
    }
    Policy belgian = policy();
    belgian.statement.controller.country = "BE";
    CHECK_FALSE(NormalForms{belgian}.of(phone_kind, "020-0000123"));
    CHECK(NormalForms{belgian}.of(phone_kind, "+31 20 0000123") == "+31200000123");
  }

  TEST_CASE("a key is itself, and a blank one is none") {
    CHECK(normal(key_kind("contact"), " C1 ") == " C1 ");
    CHECK(normal(key_kind("contact"), "") == "none");
  }

  TEST_CASE("parse_identifier reads addresses, numbers and keys, and a record type called email is no address") {
    const Policy example = policy();
    struct Row {
      const char* typed;
      const char* kind;
      const char* value;
    };
    for (const Row& row :
         {Row{"email:Jan@example.nl", "email", "jan@example.nl"}, Row{"phone:020 0000123", "phone", "+31200000123"},
          Row{"contact:C1:2", "record:contact", "C1:2"}}) {
      CAPTURE(row.typed);
      const auto identifier = parse_identifier(row.typed, example);
      REQUIRE(identifier);
      CHECK(identifier->kind == row.kind);
      CHECK(identifier->value.reveal() == row.value);
    }
    const auto record = parse_record_key("email:E1", example);
    REQUIRE(record);
    CHECK(record->kind == "record:email");
    CHECK(record_of_kind(record->kind) == "email");
    CHECK(typed_kind(record->kind) == "email");
    CHECK(typed_kind(phone_kind) == "phone");
    CHECK_FALSE(record_of_kind(email_kind));
  }

  TEST_CASE("what is refused names what was expected and keeps the value to itself") {
    const Policy example = policy();
    struct Row {
      const char* typed;
      const char* message;
      const char* hint;
    };
    for (const Row& row :
         {Row{"Secret", "expected KIND:VALUE", "for example email:jan@example.nl"},
          Row{"email:Secret", "expected one e-mail address behind \"email:\"", ""},
          Row{"phone:Secret", "expected a phone number behind \"phone:\"", "with its country: phone:+31…"},
          Row{"contact:", "expected a key behind the record type", ""},
          Row{"contcat:Secret", "the policy has no record of that type", "did you mean \"contact\"?"},
          Row{"Secret:x", "the policy has no record of that type",
              "known are email, phone, customer, supplier, contact and email"}}) {
      CAPTURE(row.typed);
      const auto refused = parse_identifier(row.typed, example);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().message == row.message);
      CHECK(refused.error().hint == row.hint);
    }
    Policy without = example;
    for (RecordType& record : without.records)
      std::erase_if(record.fields, [](const Field& field) { return field.name == "call"; });
    CHECK(parse_identifier("phone:020-0000123", without).error().message ==
          "the policy has no field that holds people's phone numbers");
    CHECK(parse_record_key("Secret", example).error().message == "expected TYPE:KEY");
    CHECK(parse_record_key("phone:1", example).error().message == "the policy has no record of that type");
  }

  TEST_CASE("identifying_fields finds addresses of people, and of organisations only where they can be sole traders") {
    const Policy example = policy();
    std::vector<std::string> found;
    for (const IdentifyingField& field : identifying_fields(example))
      found.push_back(example.name_of(field.field) + " " + std::string{field.kind} +
                      (field.of_organisation ? " of an organisation" : ""));
    CHECK(found == std::vector<std::string>{"customer.mail email of an organisation",
                                            "customer.call phone of an organisation", "contact.mail email",
                                            "contact.call phone", "email.sender email"});
  }

  TEST_CASE("a fingerprint is keyed, and tells kinds apart (TC-125)") {
    Fingerprinter fingerprints{key_of('k')};
    const Identifier jan{.kind = "email", .value = Sensitive<std::string>{"jan@example.nl"}};
    const Digest digest = fingerprints.of(jan);
    CHECK(to_hex(as_bytes(digest)) == "1aca9ceb6cd508d0554a046448d74f689843bf517073a162880c47b5e3d13d33");
    CHECK(fingerprints.of("email", "jan@example.nl") == digest);
    CHECK(digest == hmac_sha256(key_of('k'), std::string_view{"email\0jan@example.nl", 20}));
    CHECK(digest != sha256("jan@example.nl"));
    CHECK(digest != Fingerprinter{key_of('l')}.of(jan));
    CHECK(digest != fingerprints.of("record:email", "jan@example.nl"));
  }
}
