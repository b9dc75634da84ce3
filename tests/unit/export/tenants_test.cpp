// SPDX-License-Identifier: Apache-2.0
// One export, several controllers: a run sees the records of one of them (SI-01, SI-07, TC-165).
#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "libcompliance/export/export_set.h"
#include "tests/support/small_world.h"

using namespace compliance;
using namespace compliance::testing;

namespace {

constexpr std::string_view records =
    "tenants:\n"
    "  linde: {controller: Linde Example B.V., contact: privacy@example.org, instruction: VO-1}\n"
    "  berk: {controller: Berk Example B.V., contact: privacy@example.com, instruction: VO-2}\n"
    "records:\n"
    "  contact:\n"
    "    is: person\n"
    "    role: processor\n"
    "    when_due: erase\n"
    "    fields: {name: person.name}\n"
    "  lead:\n"
    "    is: person\n"
    "    when_due: erase\n"
    "    fields: {name: person.name}\n"
    "purposes: {}\n";

const Policy& crm() {
  static const SmallPolicy policy{policy_text(records)};
  return policy.policy();
}

constexpr std::string_view contacts =
    "tenants: {Linde BV: linde, Linde: linde, \"-\": own, Berk: berk}\n"
    "files:\n"
    "  contacts.csv: {record: contact, key: Id, columns: {Name: name}, tenant: Of}\n";

std::string refused(std::string_view rest) {
  const auto binding = read_binding(std::string{binding_head} + std::string{rest}, "export.yaml", crm());
  if (binding) return "read";
  return std::to_string(binding.error().place.line - std::count(binding_head.begin(), binding_head.end(), '\n')) +
         ": " + binding.error().message;
}

class Crm {
 public:
  explicit Crm(std::string_view binding = contacts,
               std::string text = "Id,Of,Name\n1,Linde,a\n1,Berk,b\n2,Linde BV,c\n") {
    files_.put("/export/export.yaml", std::string{binding_head} + std::string{binding});
    files_.put("/export/contacts.csv", text);
  }

  Result<Export> open(const std::optional<std::string>& tenant) {
    COMPLIANCE_TRY(Export source, Export::open(files_, "/export", crm()));
    COMPLIANCE_CHECK(source.choose_tenant(tenant, crm()));
    return source;
  }

  std::string refusal(const std::optional<std::string>& tenant) {
    const auto source = open(tenant);
    return source ? "opened" : source.error().message + " (" + source.error().hint + ')';
  }

  // The lines of the records of the tenant.
  std::string lines_of(const std::string& tenant) {
    const ExportSet source{demand(open(tenant))};
    const auto bytes = demand(source.open_table(0));
    std::string lines;
    count_ = demand(for_each_record(*bytes, source, crm(), 0, [&](const TableReader& reader) -> Result<void> {
      lines += std::to_string(reader.record().line) + ' ';
      CHECK(reader.tenant() == tenant);
      return {};
    }));
    return lines;
  }
  const TableCount& count() const { return count_; }

 private:
  MemoryFiles files_;
  TableCount count_;
};

}  // namespace

TEST_SUITE("export/tenants") {
  TEST_CASE("a binding says of every table whose its records are, or of none") {
    CHECK(refused(contacts) == "read");
    CHECK(refused("files:\n  a.csv: {record: contact, key: Id, columns: {}, tenant: Of}\n") ==
          "2: nothing says which text of this column is which tenant");
    CHECK(refused("tenants: {Linde: linde}\nfiles:\n  a.csv: {record: contact, key: Id, columns: {}}\n") ==
          "1: no file has a column with a tenant");
    CHECK(refused("files:\n  a.csv: {record: contact, key: Id, columns: {}, tenant: {all: own}}\n"
                  "  b.csv: {record: contact, key: Id, columns: {}}\n") ==
          "3: nothing says whose records this file holds, and other files say it");
    CHECK(refused("files:\n  a.csv: {record: contact, key: Id, columns: {}, tenant: {all: own}}\n") == "read");
    CHECK(
        refused("tenants: {L: linde}\nfiles:\n  a.csv: {record: contact, key: Id, columns: {N: name}, tenant: N}\n") ==
        "3: column \"N\" stands here twice");
  }

  TEST_CASE("Export::choose_tenant takes a tenant of the policy, for an export that has tenants (SI-07)") {
    CHECK(Crm{}.refusal("linde") == "opened");
    CHECK(
        Crm{}.refusal("own") ==
        "in this policy each contact is kept for a tenant, and none is the controller's own (run the controller's own "
        "policy on them, in which they have role: controller)");
    CHECK(Crm{}.refusal(std::nullopt) ==
          "the records of this export are of several tenants, and a run is for one of them (say whose with --tenant "
          "NAME; the controller's own are own)");
    CHECK(Crm{}.refusal("eik") == "--tenant: the policy has no such tenant ()");
    CHECK(Crm{}.refusal("linda") == "--tenant: the policy has no such tenant (did you mean \"linde\"?)");
    constexpr std::string_view nobody = "files:\n  contacts.csv: {record: contact, key: Id, columns: {}}\n";
    CHECK(Crm{nobody}.refusal(std::nullopt) == "opened");
    CHECK(Crm{nobody}.refusal("linde") == "this export has no tenants (leave out --tenant)");
  }

  TEST_CASE("Export::choose_tenant keeps a controller's own policy off the records of others (SI-07)") {
    constexpr std::string_view leads =
        "tenants: {Linde: linde}\nfiles:\n  contacts.csv: {record: lead, key: Id, columns: {Name: name}, tenant: Of}\n";
    CHECK(Crm{leads}.refusal("own") == "opened");
    CHECK(Crm{leads}.refusal("linde") ==
          "of each lead in this policy Club Example decides itself; of the records of \"linde\", Linde Example B.V. "
          "does (run the policy of that tenant on them, in which they have role: processor)");
    constexpr std::string_view whole =
        "files:\n  contacts.csv: {record: lead, key: Id, columns: {Name: name}, not_personal: [Of], tenant: {all: "
        "own}}\n";
    CHECK(Crm{whole}.refusal("linde") == "opened");
  }

  TEST_CASE("for_each_record gives the records of one tenant and counts the others") {
    Crm crm;
    CHECK(crm.lines_of("linde") == "2 4 ");
    CHECK(crm.count().records == 2);
    CHECK(crm.count().others == 1);
    CHECK_FALSE(crm.count().unknown_tenant);
    CHECK(crm.lines_of("berk") == "3 ");
  }

  TEST_CASE("for_each_record says of which records nobody knows whose they are, and says nothing else of them") {
    Crm crm{contacts, "Id,Of,Name\n1,Linde,a\n,Linden,b\n,,c\n,Berk,d\n"};
    CHECK(crm.lines_of("linde") == "2 ");
    CHECK(crm.count().others == 3);
    REQUIRE(crm.count().unknown_tenant);
    const Finding& finding = *crm.count().unknown_tenant;
    CHECK(finding.code == "tenant.unknown");
    CHECK(to_string(finding.place) == "/export/contacts.csv:3:2");
    CHECK(finding.also_on_lines == std::vector<std::uint32_t>{4});
    CHECK(finding.message == "nobody has said whose record this is");
  }

  TEST_CASE("for_each_record refuses an export with tenants of which none is chosen") {
    MemoryFiles files;
    files.put("/export/export.yaml", std::string{binding_head} + std::string{contacts});
    files.put("/export/contacts.csv", "Id,Of,Name\n1,Linde,a\n");
    const ExportSet source{demand(Export::open(files, "/export", crm()))};
    const auto bytes = demand(source.open_table(0));
    CHECK_FALSE(for_each_record(*bytes, source, crm(), 0, [](const TableReader&) { return Result<void>{}; }));
  }
}
