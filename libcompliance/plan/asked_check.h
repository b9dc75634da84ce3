// SPDX-License-Identifier: Apache-2.0
// Did the CRM do it? What earlier work lists asked for is compared with the next export, record by record: a record
// that was to be deleted and is gone is done; one that was to be emptied is done when its cells are blank, or it is
// gone (design, section 6). The state knows records by fingerprint alone.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "libcompliance/base/finding.h"
#include "libcompliance/export/export_set.h"
#include "libcompliance/people/identity.h"
#include "libcompliance/plan/plan.h"
#include "libcompliance/state/asked.h"

namespace compliance {

/// What became of the lines of work lists that asked the same of the records of one table's type on one day.
struct AskedOutcome {
  enum class Fate { done, outstanding, withdrawn };
  /// A line whose record is still in the export: only then the key is known.
  struct Line {
    std::size_t table = 0;
    std::string key = {};
    Fate fate = Fate::done;
  };

  std::string export_name = {};
  std::string record = {};
  Ask::What what = Ask::What::remove;
  std::string asked_on = {};  // YYYY-MM-DD
  std::uint64_t done = 0;
  std::uint64_t outstanding = 0;
  std::uint64_t withdrawn = 0;  // still there, and kept now: held, or needed again; the CRM must not do it any more
  std::uint64_t unseen = 0;     // the export has no table of such records
  std::vector<Line> seen = {};  // in the order of the export
};
inline constexpr std::array<std::string_view, 3> asked_fate_words{"done", "outstanding", "withdrawn"};

class AskedCheck {
 public:
  /// `key`: of the state's fingerprints. All must outlive it.
  AskedCheck(const Policy& policy, const ExportSet& source, const SecretKey& key);

  /// A line that is outstanding for that export of the set. One about a record type that the export has no table of
  /// waits for an export that has; and one that was asked on the day on which the export was taken, or later, for an
  /// export that can show what was done.
  void add(std::size_t number, const Outstanding& line);
  bool empty() const { return lines_.empty(); }

  /// Sees a record of the export, and what this run does with it.
  void see(const RecordView& view, std::optional<EffectAction> action, const std::vector<std::size_t>& fields);

  /// After all records.
  std::vector<AskedOutcome> outcomes() const;
  /// What the state need not remember any more: done, or withdrawn.
  std::vector<AskId> settled() const;
  /// One for each table and kind of work that the CRM still has to do, or must not do any more.
  std::vector<Finding> findings() const;

 private:
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };
  struct Line {
    AskId id;
    std::size_t number = 0;  // of the export
    std::size_t record = 0;
    Ask::What what = Ask::What::remove;
    std::vector<std::size_t> fields = {};
    std::string asked_on = {};
    AskedOutcome::Fate fate = AskedOutcome::Fate::done;
    Spot spot = {};        // where the record still stands
    std::string key = {};  // of that record
  };

  using Fate = AskedOutcome::Fate;
  const Policy* policy_;
  const ExportSet* source_;
  Fingerprinter fingerprinter_;
  std::vector<bool> watched_;       // by table
  std::vector<std::string> kinds_;  // by record type
  std::vector<Line> lines_;
  std::vector<Line> unseen_;
  std::unordered_multimap<Digest, std::size_t, DigestHash> by_key_;
};

}  // namespace compliance
