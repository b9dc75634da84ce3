// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/note.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "libcompliance/base/text.h"

namespace compliance {
namespace {

constexpr char ed25519 = '\x01';  // C2SP signed-note, "signature types"
constexpr std::size_t key_id_size = 4;
constexpr std::string_view private_key = "PRIVATE+KEY+";
constexpr std::string_view signature_mark = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t max_signatures = 16;

std::string key_id(std::string_view name, const PublicKey& key) {
  const std::string named = std::string{name} + '\n' + ed25519 + std::string{as_bytes(key)};
  return std::string{as_bytes(sha256(named)).substr(0, key_id_size)};
}

struct KeyText {
  std::string name;
  std::string id;   // hex
  std::string key;  // 32 bytes
};

// "name+hex+base64(type||key)". Only the base64 part may hold a further "+".
Result<KeyText> parse_key(std::string_view text) {
  const Error error{.message = "expected an Ed25519 key in the form NAME+KEYID+BASE64"};
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t after_name = std::min(text.find('+'), text.size());
  const std::size_t after_id = text.find('+', after_name + 1);
  if (after_id == std::string_view::npos || !is_log_name(text.substr(0, after_name))) return error;
  std::optional<std::string> typed = from_base64(text.substr(after_id + 1));
  if (!typed || typed->size() != 1 + std::tuple_size_v<PublicKey> || typed->front() != ed25519) return error;
  KeyText parts{std::string{text.substr(0, after_name)},
                std::string{text.substr(after_name + 1, after_id - after_name - 1)}, typed->substr(1)};
  wipe(*typed);  // it may be the secret one
  return parts;
}

Error wrong_key_id() { return Error{.message = "expected the key id that belongs to this name and key"}; }

struct NoteSignature {
  std::string_view name;
  std::string id;         // 4 bytes
  std::string signature;  // of a length that only its key's owner knows
  std::uint32_t line = 0;
};

struct Note {
  std::string_view text;  // with its last line feed
  std::vector<NoteSignature> signatures;
};

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(signature_mark)) return std::nullopt;
  line.remove_prefix(signature_mark.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0 || line.substr(0, space).find('+') != std::string_view::npos)
    return std::nullopt;
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= key_id_size) return std::nullopt;
  return NoteSignature{line.substr(0, space), bytes->substr(0, key_id_size), bytes->substr(key_id_size)};
}

std::vector<std::string_view> split_lines(std::string_view text) {  // every line ends with a line feed
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(lines.back().size() + 1);
  }
  return lines;
}

Result<Note> parse_note(std::string_view note, const std::string& source) {
  const auto error = [&](std::uint32_t line, std::string message) {
    return Error{.message = std::move(message), .place = {source, line, 0}};
  };
  if (note.size() > max_note_size) return error(0, "expected a signed note of at most 64 KiB");
  const auto forbidden = [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; };
  if (find_invalid_utf8(note) != std::string_view::npos || std::ranges::any_of(note, forbidden))
    return error(0, "expected UTF-8 text without control characters (in mail, a carriage return)");
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n'))
    return error(0, "expected a signed note: text, a blank line, signature lines");
  Note parts{.text = note.substr(0, blank + 1), .signatures = {}};
  auto line_number = static_cast<std::uint32_t>(std::ranges::count(parts.text, '\n')) + 1;
  for (const std::string_view line : split_lines(note.substr(blank + 2))) {
    ++line_number;
    auto signature = parse_signature(line);
    if (!signature) return error(line_number, "expected a signature line: an em dash, a name, base64");
    signature->line = line_number;
    parts.signatures.push_back(*std::move(signature));
  }
  if (parts.signatures.empty() || parts.signatures.size() > max_signatures)
    return error(0, "expected 1 to 16 signature lines");
  return parts;
}

Result<Checkpoint> parse_text(std::string_view text, const std::string& source) {
  const auto error = [&](std::uint32_t line, std::string message) {
    return Error{.message = std::move(message), .place = {source, line, 0}};
  };
  const auto lines = split_lines(text);
  if (lines.size() != 3) return error(1, "expected a checkpoint of exactly three lines: origin, size, root");
  if (!is_log_name(lines[0])) return error(1, "expected the name of a log");
  const auto size = parse_number(lines[1]);
  if (!size) return error(2, "expected the number of entries in decimal digits");
  const auto root = from_base64(lines[2]);
  Checkpoint checkpoint{.origin = std::string{lines[0]}, .size = *size};
  if (!root || root->size() != checkpoint.root.size()) return error(3, "expected a root hash: 32 bytes in base64");
  std::ranges::copy(*root, checkpoint.root.begin());
  return checkpoint;
}

// Signatures of other keys say nothing to this verifier; of its own, each must be right and one must be there.
Result<void> check_signatures(const Note& note, const LogVerifier& verifier, const std::string& source) {
  const std::string id = key_id(verifier.name, verifier.key);
  bool signed_by_us = false;
  for (const NoteSignature& line : note.signatures) {
    if (line.name != verifier.name || line.id != id) continue;
    Signature signature{};
    const bool fits = line.signature.size() == signature.size();
    if (fits) std::ranges::copy(line.signature, signature.begin());
    if (!fits || !verify(verifier.key, note.text, signature))
      return Error{.message = "the signature does not match the text: one of them was changed",
                   .place = {source, line.line, 0}};
    signed_by_us = true;
  }
  if (!signed_by_us) return Error{.message = "expected a signature of " + verifier.text(), .place = {source, 0, 0}};
  return {};
}

}  // namespace

bool is_log_name(std::string_view name) {
  return !name.empty() && name.size() <= 200 &&
         std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7f' && c != '+'; });
}

Result<LogVerifier> LogVerifier::parse(std::string_view text) {
  COMPLIANCE_TRY(const KeyText parts, parse_key(text));
  LogVerifier verifier{parts.name, {}};
  std::ranges::copy(parts.key, verifier.key.begin());
  if (parts.id != to_hex(key_id(verifier.name, verifier.key))) return wrong_key_id();
  return verifier;
}

std::string LogVerifier::text() const {
  return name + '+' + to_hex(key_id(name, key)) + '+' + to_base64(ed25519 + std::string{as_bytes(key)});
}

Result<LogSigner> LogSigner::parse(std::string_view text) {
  if (!text.starts_with(private_key))
    return Error{.message = "expected a key in the form PRIVATE+KEY+NAME+KEYID+BASE64"};
  COMPLIANCE_TRY(KeyText parts, parse_key(text.substr(private_key.size())));
  LogSigner signer{parts.name, *SecretKey::from_bytes(parts.key)};
  wipe(parts.key);
  if (parts.id != to_hex(key_id(signer.name, public_key_of(signer.key)))) return wrong_key_id();
  return signer;
}

std::string LogSigner::text() const {
  std::string typed = ed25519 + std::string{key.bytes()};
  std::string text{private_key};
  text += name + '+' + to_hex(key_id(name, public_key_of(key))) + '+' + to_base64(typed);
  wipe(typed);
  return text;
}

std::string sign_checkpoint(std::uint64_t size, const Digest& root, const LogSigner& signer) {
  const std::string text = signer.name + '\n' + std::to_string(size) + '\n' + to_base64(as_bytes(root)) + '\n';
  const std::string signature =
      key_id(signer.name, public_key_of(signer.key)) + std::string{as_bytes(sign(signer.key, text))};
  return text + '\n' + std::string{signature_mark} + signer.name + ' ' + to_base64(signature) + '\n';
}

Result<Checkpoint> open_checkpoint(std::string_view note, const LogVerifier& verifier, std::string_view source) {
  const std::string name{source};
  COMPLIANCE_TRY(const Note parts, parse_note(note, name));
  COMPLIANCE_CHECK(check_signatures(parts, verifier, name));
  COMPLIANCE_TRY(Checkpoint checkpoint, parse_text(parts.text, name));
  if (checkpoint.origin != verifier.name)
    return Error{.message = "expected the log's own name, " + verifier.name, .place = {name, 1, 0}};
  return checkpoint;
}

Result<Checkpoint> read_checkpoint(std::string_view note, std::string_view source) {
  const std::string name{source};
  COMPLIANCE_TRY(const Note parts, parse_note(note, name));
  return parse_text(parts.text, name);
}

}  // namespace compliance
