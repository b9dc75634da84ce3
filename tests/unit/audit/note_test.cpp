// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/audit/note.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <string>

using namespace compliance;

namespace {

// The example key and note of Go's golang.org/x/mod/sumdb/note.
const char* const public_example = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const char* const private_example = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

LogSigner signer_named(const std::string& name) { return {name, SecretKey::random()}; }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Any text, signed: what a log's owner could sign by mistake.
std::string signed_note(const std::string& text, const LogSigner& signer) {
  const std::string verifier = signer.verifier().text();
  const std::string id_hex = verifier.substr(signer.name.size() + 1, 8);
  std::string bytes;
  for (std::size_t i = 0; i < 8; i += 2) bytes += static_cast<char>(std::stoi(id_hex.substr(i, 2), nullptr, 16));
  bytes += as_bytes(sign(signer.key, text));
  return text + "\n\xE2\x80\x94 " + signer.name + ' ' + to_base64(bytes) + '\n';
}

const std::string zero_root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

}  // namespace

TEST_SUITE("audit/note") {
  TEST_CASE("keys have the text form of Go's note package (A01)") {
    const auto signer = LogSigner::parse(private_example);
    REQUIRE(signer);
    CHECK(signer->verifier().text() == public_example);
    CHECK(signer->text() == private_example);
    const auto verifier = LogVerifier::parse(std::string{public_example} + '\n');
    REQUIRE(verifier);
    CHECK(*verifier == signer->verifier());
    CHECK(verifier->text() == public_example);
  }

  TEST_CASE("a note of Go's note package is signed as ours are (A01)") {
    const std::string text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    CHECK(signed_note(text, *LogSigner::parse(private_example)) ==
          text +
              "\n\xE2\x80\x94 PeterNeumann "
              "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
  }

  TEST_CASE("LogVerifier::parse and LogSigner::parse refuse everything else") {
    const std::string key = public_example;
    for (const std::string& text :
         {std::string{}, key + "=", key + "\n\n", key.substr(1), replaced(key, "c74f", "C74F"),
          replaced(key, "c74f", "c74e"), replaced(key, "+ARpc", "+AhpC"), replaced(key, "+ARpc", "ARpc"),
          replaced(key, "+c74f20a3", ""), "a b" + key.substr(12), key.substr(12), std::string{private_example}}) {
      CAPTURE(text);
      CHECK_FALSE(LogVerifier::parse(text));
    }
    for (const std::string& text :
         {std::string{}, key, "PRIVATE+KEY+" + key, std::string{private_example}.substr(0, 70),
          replaced(private_example, "c74f", "c74e"), replaced(private_example, "AYEK", "AoEK")}) {
      CAPTURE(text);
      CHECK_FALSE(LogSigner::parse(text));
    }
    CHECK(LogVerifier::parse(replaced(key, "c74f", "c74e")).error().message ==
          "expected the key id that belongs to this name and key");
  }

  TEST_CASE("sign_checkpoint writes three lines and a signature, which open_checkpoint opens") {
    const LogSigner signer = signer_named("acme.example/dpo/audit");
    const Digest root = sha256("root");
    const std::string note = sign_checkpoint(70557, root, signer);
    CHECK(note.starts_with("acme.example/dpo/audit\n70557\n" + to_base64(as_bytes(root)) +
                           "\n\n\xE2\x80\x94 acme.example/dpo/audit "));
    CHECK(std::ranges::count(note, '\n') == 5);
    const auto checkpoint = open_checkpoint(note, signer.verifier(), "checkpoint");
    REQUIRE(checkpoint);
    CHECK(*checkpoint == Checkpoint{"acme.example/dpo/audit", 70557, root});
    CHECK(*read_checkpoint(note, "checkpoint") == *checkpoint);
  }

  TEST_CASE("open_checkpoint sees every changed byte") {
    const LogSigner signer = signer_named("log");
    std::string note = sign_checkpoint(7, sha256("root"), signer);
    for (char& byte : note) {
      for (const int bit : {1, 4, 32}) {
        byte = static_cast<char>(byte ^ bit);
        CAPTURE(note);
        CHECK_FALSE(open_checkpoint(note, signer.verifier(), "checkpoint"));
        byte = static_cast<char>(byte ^ bit);
      }
    }
    REQUIRE(open_checkpoint(note, signer.verifier(), "checkpoint"));
    for (std::size_t size = 0; size < note.size(); ++size)
      CHECK_FALSE(open_checkpoint(note.substr(0, size), signer.verifier(), "checkpoint"));
  }

  TEST_CASE("open_checkpoint takes a second signature after a key rotation, for old and new verifiers (A13)") {
    const LogSigner old_key = signer_named("log"), new_key = signer_named("log"), witness = signer_named("w.example/w");
    const std::string note = sign_checkpoint(7, sha256("root"), old_key);
    const auto signature_of = [&](const LogSigner& signer) {
      const std::string other = signed_note(note.substr(0, note.find("\n\n") + 1), signer);
      return other.substr(other.find("\n\n") + 2);
    };
    const std::string both = note + signature_of(new_key) + signature_of(witness);
    CHECK(open_checkpoint(both, old_key.verifier(), "checkpoint"));
    CHECK(open_checkpoint(both, new_key.verifier(), "checkpoint"));
    CHECK(open_checkpoint(both + "\xE2\x80\x94 Zo\xC3\xAB.example AAAAAAA=\n", new_key.verifier(), "checkpoint"));
    const auto stranger = signer_named("log").verifier();
    CHECK(open_checkpoint(both, stranger, "checkpoint").error().message ==
          "expected a signature of " + stranger.text());
    // Signed by the witness's key, but it is not the witness's log.
    CHECK(to_string(open_checkpoint(both, witness.verifier(), "cp").error()) ==
          "cp:1: expected the log's own name, w.example/w");
    // One wrong signature of a known key is an error, even beside a right one.
    std::string wrong = signature_of(old_key);
    wrong[wrong.size() - 6] = wrong[wrong.size() - 6] == 'A' ? 'B' : 'A';
    CHECK(to_string(open_checkpoint(note + wrong, old_key.verifier(), "cp").error()) ==
          "cp:6: the signature does not match the text: one of them was changed");
  }

  TEST_CASE("open_checkpoint refuses what is signed but not a checkpoint (A14)") {
    const LogSigner signer = signer_named("log");
    REQUIRE(open_checkpoint(signed_note("log\n0\n" + zero_root, signer), signer.verifier(), "cp"));
    struct Row {
      std::string text;
      const char* error;
    };
    const std::string long_line(70'000, 'x');
    for (const Row& row :
         {Row{"log\n007\n" + zero_root, "cp:2: expected the number of entries in decimal digits"},
          Row{"log\n-1\n" + zero_root, "cp:2: expected the number of entries in decimal digits"},
          Row{"log\n18446744073709551616\n" + zero_root, "cp:2: expected the number of entries in decimal digits"},
          Row{"log\n7\nAAAA\n", "cp:3: expected a root hash: 32 bytes in base64"},
          Row{"log\n7\n" + zero_root.substr(0, 43) + "\n", "cp:3: expected a root hash: 32 bytes in base64"},
          Row{"log\n7\n" + zero_root + "more\n",
              "cp:1: expected a checkpoint of exactly three lines: origin, size, root"},
          Row{"log\n7\n", "cp:1: expected a checkpoint of exactly three lines: origin, size, root"},
          Row{"a log\n7\n" + zero_root, "cp:1: expected the name of a log"},
          Row{"other\n7\n" + zero_root, "cp:1: expected the log's own name, log"},
          Row{"log\r\n7\r\n" + zero_root,
              "cp: expected UTF-8 text without control characters (in mail, a carriage return)"},
          Row{"log\n7\n\x1b" + zero_root,
              "cp: expected UTF-8 text without control characters (in mail, a carriage return)"},
          Row{"log\n7\n\xFF" + zero_root,
              "cp: expected UTF-8 text without control characters (in mail, a carriage return)"},
          Row{long_line + "\n7\n" + zero_root, "cp: expected a signed note of at most 64 KiB"}}) {
      CAPTURE(row.text.substr(0, 80));
      const auto checkpoint = open_checkpoint(signed_note(row.text, signer), signer.verifier(), "cp");
      REQUIRE_FALSE(checkpoint);
      CHECK(to_string(checkpoint.error()) == row.error);
    }
  }

  TEST_CASE("open_checkpoint refuses signature lines that are none, and more than 16 (A14)") {
    const LogSigner signer = signer_named("log");
    const std::string note = sign_checkpoint(7, sha256("root"), signer);
    for (const char* line : {"x", "\xE2\x80\x94 w", "\xE2\x80\x94 w !!!!", "\xE2\x80\x94 w+x AAAAAAA=", "- w AAAAAAA=",
                             "\xE2\x80\x94  AAAAAAA=", "\xE2\x80\x94 w AAAAAA=="}) {
      CAPTURE(line);
      CHECK(to_string(open_checkpoint(note + line + "\n", signer.verifier(), "cp").error()) ==
            "cp:6: expected a signature line: an em dash, a name, base64");
    }
    std::string sixteen = note;
    for (int i = 0; i < 15; ++i) sixteen += "\xE2\x80\x94 w AAAAAAA=\n";
    CHECK(open_checkpoint(sixteen, signer.verifier(), "cp"));
    CHECK(to_string(open_checkpoint(sixteen + "\xE2\x80\x94 w AAAAAAA=\n", signer.verifier(), "cp").error()) ==
          "cp: expected 1 to 16 signature lines");
    CHECK_FALSE(open_checkpoint(note.substr(0, note.find("\n\n") + 2), signer.verifier(), "cp"));
  }

  TEST_CASE("is_log_name takes what every reader of notes takes as one word") {
    for (const char* name : {"a", "acme.example/dpo/audit", "localhost:8080"}) CHECK(is_log_name(name));
    for (const std::string& name : {std::string{}, std::string{"a b"}, std::string{"a+b"}, std::string{"a\n"},
                                    std::string{"Zo\xC3\xAB"}, std::string(201, 'a'), std::string{"a\x7f"}}) {
      CAPTURE(name);
      CHECK_FALSE(is_log_name(name));
    }
  }
}
