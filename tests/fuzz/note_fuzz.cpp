// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are, the readers of the audit log's files read or refuse them; and there is one text for one
// value: what they read is written again as it was.

#include <string>
#include <string_view>

#include "libcompliance/audit/entry.h"
#include "libcompliance/audit/note.h"
#include "libcompliance/audit/tiles.h"
#include "tests/fuzz/fuzz.h"

using namespace compliance;
using fuzz::expect;

namespace {

void check_checkpoint(std::string_view note) {
  const SecretKey seed = *SecretKey::from_bytes(std::string(32, 'k'));
  const LogVerifier verifier{"acme.example/dpo/audit", public_key_of(seed)};
  const auto opened = open_checkpoint(note, verifier, "fuzz");
  const auto read = read_checkpoint(note, "fuzz");
  if (!read) {
    expect(!opened);
    return;
  }
  if (opened) expect(*opened == *read);
  const LogSigner signer{read->origin, *SecretKey::from_bytes(seed.bytes())};
  const std::string again = sign_checkpoint(read->size, read->root, signer);
  const std::size_t text = again.find("\n\n") + 2;
  expect(note.substr(0, text) == again.substr(0, text));
  expect(bool{open_checkpoint(again, signer.verifier(), "fuzz")});
}

void check_keys(std::string_view text) {
  const std::string_view line = text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
  if (const auto verifier = LogVerifier::parse(text)) expect(verifier->text() == line);
  if (const auto signer = LogSigner::parse(text)) expect(signer->text() == line);
}

void check_pieces(std::string_view bytes) {
  const BundleContent bundle = decode_bundle(bytes, tile_width);
  std::string entries;
  for (const std::string_view entry : bundle.entries) add_to_bundle(entries, entry);
  expect(bytes.starts_with(entries));
  expect((bundle.length == Length::exact) == (bundle.entries.size() == tile_width && entries == bytes));
  const TileContent tile = decode_tile(bytes, tile_width);
  expect(bytes.starts_with(encode_tile(tile.hashes)));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  check_checkpoint(bytes);
  check_keys(bytes);
  check_pieces(bytes);
  if (const auto entry = parse_leaf(bytes)) expect(to_leaf(*entry) == bytes);
  return 0;
}
