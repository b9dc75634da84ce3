// SPDX-License-Identifier: Apache-2.0
// How the rows of the completeness table are judged, one function a row. For completeness.cpp alone.

#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "libcompliance/documents/completeness.h"

namespace compliance {

class CompletenessJudge {
 public:
  CompletenessJudge(const Policy& policy, Date as_of) : policy_(policy), statement_(policy.statement), as_of_(as_of) {}

  std::vector<CompletenessRow> rows();

 private:
  // Each returns the mark of the row that was added last, and adds its shortcomings.
  Mark identity();
  Mark representative();
  Mark dpo();
  Mark recipients();
  Mark transfers();
  Mark complaint();

  Mark purposes();
  Mark basis();
  Mark interests();
  Mark retention();
  Mark rights();
  Mark withdrawal();

  Mark required();
  Mark automated();
  Mark categories();
  Mark sources();

  void add(Element element, Mark (CompletenessJudge::*judge)());
  void lacks(LocalText text, const Place& place = {});
  void keeper_lacks(std::size_t keeper, LocalText text);
  void recipient_lacks(std::size_t recipient, LocalText text);
  /// What the row is once all shortcomings are added, if anything of it is said at all.
  Mark whole_or_partial() const;

  /// Why the mechanism does not make a transfer lawful, or none.
  std::optional<LocalText> fault_of(const Transfer& transfer) const;
  /// Whether the recipient's transfer is sound; adds what is not.
  bool judge_transfer(std::size_t index, const Recipient& recipient);
  /// Adds those outside the EEA for which nothing says why they may be there.
  void judge_systems();
  /// Adds those of which the policy does not say which data they need.
  void purposes_without_data();
  bool is_settled(std::size_t moment) const;
  bool is_declared_recipient(const std::string& name) const;
  bool has_basis(std::size_t keeper, Basis basis) const;
  bool offers(Right right) const;
  std::vector<std::size_t> purpose_indices() const;

  const Policy& policy_;
  const Statement& statement_;
  Date as_of_;
  std::vector<CompletenessRow> rows_;
};

}  // namespace compliance
