// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "libcompliance/base/text.h"
#include "libcompliance/documents/request_letter.h"
#include "libcompliance/formats/encoding.h"
#include "libcompliance/io/files.h"
#include "libcompliance/report/reports.h"
#include "tools/compliance/commands.h"
#include "tools/compliance/request_acts.h"

namespace compliance::tools {
namespace {

constexpr std::uint64_t largest_template = std::uint64_t{1} << 20;
constexpr std::uint64_t largest_address = 4096;
constexpr std::size_t most_lines = 8;  // what the window of an envelope shows

struct Options {
  std::string policy;
  std::string request;
  std::string kind;
  std::string out;
  std::optional<std::string> to;
  std::optional<std::string> language;
  std::optional<std::string> templates;
  std::vector<std::string> enclosed;
  std::optional<std::string> passphrase;
  std::optional<std::string> recipient;
  std::optional<std::string> person;
  std::optional<std::string> why;
};

Result<std::string> read_text(Context& context, const std::string& path, std::uint64_t limit) {
  COMPLIANCE_TRY(std::string text, read_file(context.files, path, limit));
  if (find_invalid_utf8(text) != std::string_view::npos)
    return Error{.message = "expected UTF-8", .place = {path, 0, 0}};
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return text;
}

// The lines that say something. No message repeats one.
Result<std::vector<std::string>> read_lines(Context& context, const std::optional<std::string>& path) {
  std::vector<std::string> lines;
  if (!path) return lines;
  COMPLIANCE_TRY(const std::string text, read_text(context, *path, largest_address));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) lines.push_back(std::move(line));
  }
  if (lines.empty() || lines.size() > most_lines)
    return Error{.message = "expected one to " + std::to_string(most_lines) + " lines", .place = {*path, 0, 0}};
  return lines;
}

// Every file of the folder must be a template: one that is misspelt would be left out without a word.
Result<LetterTemplates> read_templates(Context& context, const std::optional<std::string>& folder) {
  LetterTemplates templates;
  if (!folder) return templates;
  COMPLIANCE_TRY(const std::vector<Entry> entries, context.files.list(*folder));
  for (const Entry& entry : entries) {
    if (entry.name.starts_with('.')) continue;
    const std::string path = *folder + '/' + entry.name;
    COMPLIANCE_TRY(std::string text, read_text(context, path, largest_template));
    COMPLIANCE_CHECK(templates.replace(entry.name, std::move(text), path));
  }
  return templates;
}

Result<LetterInput> read_input(const Options& options, Context& context, Date today) {
  LetterInput input{.written_on = today, .enclosed = options.enclosed};
  input.passphrase = options.passphrase.value_or("");
  input.identity_reason = options.why.value_or("");
  input.recipient = options.recipient.value_or("");
  if (options.language) input.language = from_word<Language>(*options.language, language_words);
  COMPLIANCE_TRY(input.addressee, read_lines(context, options.to));
  COMPLIANCE_TRY(input.person, read_lines(context, options.person));
  return input;
}

// Whether the same mail asked for the controller's own data as well (TC-20).
bool own_part_follows(const State& state, const Request& request) {
  return std::ranges::any_of(request.linked, [&](const std::string& name) {
    const Result<Request> linked = state.find_request(name);
    return linked && !is_processors_part(*linked);
  });
}

Result<Exit> run(const Options& options, Context& context) {
  const LetterKind kind = *from_word<LetterKind>(options.kind, letter_kind_words);
  COMPLIANCE_TRY(OpenRequest open, open_request(context, options.policy, options.request));
  const Request& request = open.request;
  COMPLIANCE_TRY(LetterInput input, read_input(options, context, open.today));
  input.own_part_follows = own_part_follows(open.state, request);
  COMPLIANCE_TRY(const LetterTemplates templates, read_templates(context, options.templates));
  COMPLIANCE_TRY(const LetterFacts facts, facts_of(kind, request, open.policy(), input));
  COMPLIANCE_TRY(const std::string letter, write_letter(kind, facts, templates));
  COMPLIANCE_TRY(AtomicFile file, AtomicFile::create(context.files, options.out, FileSystem::Replace::no));
  file.write(letter);
  // Noted first: no letter lies there that the log does not know.
  open.state.record_letter(request, context.stdin_is_terminal ? By::cli : By::timer, now_text(context), tool_version());
  file.commit();
  if (context.json)
    context.out.write(
        to_json_text(result_for("request letter").set("request", request.name).set("kind", options.kind)));
  return Exit::done;
}

std::vector<std::string_view> kinds_of_requests() {
  std::vector<std::string_view> kinds{letter_kind_words.begin(), letter_kind_words.end()};
  std::erase(kinds, word_of(LetterKind::article_14_notice, letter_kind_words));
  return kinds;
}

}  // namespace

Run declare_request_letter(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("POLICY", &options->policy, "The policy under which it was registered");
  arguments.positional("REQUEST", &options->request, "The request, as request list names it");
  arguments.positional("KIND", &options->kind, "What the letter says").one_of(kinds_of_requests());
  arguments.option("--out", "FILE", &options->out, "Write into this new file");
  arguments.option("--to", "FILE", &options->to, "Name and address, a line each; nothing of it is kept");
  arguments.option("--lang", "LANGUAGE", &options->language, "The language; the request's own if absent")
      .one_of({"nl", "en"});
  arguments.option("--templates", "DIR", &options->templates, "Templates of your own, instead of those of that name");
  arguments.option("--why", "TEXT", &options->why, "Of an identity question: why it is asked");
  arguments.option("--enclosed", "TEXT", &options->enclosed, "Of a package: what goes with the letter");
  arguments.option("--passphrase", "TEXT", &options->passphrase, "Of a package: where its passphrase comes from");
  arguments.option("--recipient", "NAME", &options->recipient, "Of a recipient notice: to whom");
  arguments.option("--person", "FILE", &options->person, "Of a recipient notice: by what they know the person");
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
