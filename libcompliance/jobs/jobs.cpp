// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/jobs/jobs.h"

#include "libcompliance/formats/scalars.h"
#include "libcompliance/jobs/jobs_shape.h"

namespace compliance {
namespace {

constexpr std::string_view day_mark = "{date}";

enum class Need { needs, takes, refuses };

struct PathKey {
  std::string_view name;
  std::optional<std::string> Job::*member;
  std::array<Need, job_command_words.size()> of_command;  // retain, check, test, audit-verify
};

constexpr std::array path_keys{
    PathKey{"policy", &Job::policy, {Need::needs, Need::needs, Need::needs, Need::refuses}},
    PathKey{"export", &Job::source, {Need::needs, Need::takes, Need::refuses, Need::refuses}},
    PathKey{"out", &Job::out, {Need::takes, Need::refuses, Need::refuses, Need::refuses}},
    PathKey{"state", &Job::state, {Need::takes, Need::refuses, Need::refuses, Need::takes}}};

std::string beside(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  return path.starts_with('/') || slash == std::string::npos ? path : file.substr(0, slash + 1) + path;
}

std::string replaced(std::string text, std::string_view mark, std::string_view by) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size()))
    text.replace(at, mark.size(), by);
  return text;
}

Result<void> check_marks(const YamlNode& path) {
  if (replaced(path.text, day_mark, "").find_first_of("{}") == std::string::npos) return {};
  return Error{.message = "expected no braces but {date}", .place = path.place};
}

Result<Job> read_job(const YamlNode::Member& member, const std::string& source) {
  const YamlNode& node = member.value;
  Job job{.name = member.key, .place = member.place};
  COMPLIANCE_TRY(const std::size_t command, read_word(node.at("run"), job_command_words));
  job.command = static_cast<JobCommand>(command);
  const std::string with = "run: " + std::string{job_command_words[command]};
  for (const PathKey& key : path_keys) {
    const YamlNode* path = node.find(key.name);
    const Need need = key.of_command[command];
    const std::string quoted = '"' + std::string{key.name} + '"';
    if (path == nullptr && need == Need::needs)
      return Error{.message = with + " needs " + quoted, .place = member.place};
    if (path != nullptr && need == Need::refuses)
      return Error{.message = quoted + " does not go with " + with, .place = path->place};
    if (path == nullptr) continue;
    if (key.member == &Job::out) COMPLIANCE_CHECK(check_marks(*path));
    job.*key.member = beside(source, path->text);
  }
  if (const YamlNode* every = node.find("every")) {
    COMPLIANCE_TRY(job.every, read_period(*every));
  }
  return job;
}

}  // namespace

Result<std::vector<Job>> read_jobs(std::string_view bytes, const std::string& source) {
  COMPLIANCE_TRY(const YamlNode root, parse_yaml(bytes, source));
  COMPLIANCE_CHECK(conform(root, jobs_shape()));
  std::vector<Job> jobs;
  for (const YamlNode::Member& member : root.at("jobs").members) {
    COMPLIANCE_TRY(Job job, read_job(member, source));
    jobs.push_back(std::move(job));
  }
  return jobs;
}

bool is_dated(const Job& job) { return job.out && job.out->find(day_mark) != std::string::npos; }

std::vector<std::string> command_line_of(const Job& job, std::optional<Date> day) {
  std::vector<std::string> words;
  if (job.command == JobCommand::audit_verify)
    words = {"audit", "verify"};
  else
    words.emplace_back(job_command_words[static_cast<std::size_t>(job.command)]);
  if (day) words.push_back("--as-of=" + format_date(*day));
  if (job.state) words.push_back("--state=" + *job.state);
  if (job.out) words.push_back("--out=" + (day ? replaced(*job.out, day_mark, format_date(*day)) : *job.out));
  words.emplace_back("--");
  for (const auto& path : {job.policy, job.source})
    if (path) words.push_back(*path);
  return words;
}

}  // namespace compliance
