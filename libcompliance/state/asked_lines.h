// SPDX-License-Identifier: Apache-2.0
// Internal to state: the rows of `asked_list` and `asked`.

#pragma once

#include <functional>
#include <span>
#include <string>

#include "libcompliance/state/asked.h"
#include "libcompliance/state/database.h"

namespace compliance {

/// Whose work lists: those of one policy, tenant and day.
struct Asker {
  const std::string& policy_name;
  const std::string& tenant;
  const std::string& day;
};

/// In a transaction.
void insert_asks(Database& database, const Asker& asker,
                 const std::function<void(const std::function<void(const Ask&)>&)>& asks);
void mark_done(Database& database, std::span<const AskId> done, const std::string& day);

void show_outstanding(const Database& database, const std::string& policy_name, const std::string& tenant,
                      const std::string& export_name, const std::function<void(const Outstanding&)>& use);

}  // namespace compliance
