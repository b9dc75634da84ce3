// SPDX-License-Identifier: Apache-2.0
// The vectors are those of the standards that the functions name.

#include "libcompliance/crypto/crypto.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

using namespace compliance;

namespace {

std::string unhex(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
  return bytes;
}

std::string hex(const auto& array) { return to_hex(as_bytes(array)); }

SecretKey key_of(std::string_view hex_digits) { return *SecretKey::from_bytes(unhex(hex_digits)); }

Signature signature_of(std::string_view hex_digits) {
  Signature signature{};
  std::ranges::copy(unhex(hex_digits), signature.begin());
  return signature;
}

}  // namespace

TEST_SUITE("crypto") {
  // Stays the first case: doctest runs them in the order of the file.
  TEST_CASE("the first use may come from several threads at once") {
    std::vector<std::string> digests(4);
    std::vector<std::thread> threads;
    for (std::string& digest : digests)
      threads.emplace_back(
          [&digest] { digest = hex(sha256("abc")) + to_base64("abc") + hex(public_key_of(key_of(hex(sha256(""))))); });
    for (std::thread& thread : threads) thread.join();
    CHECK(std::ranges::count(digests, digests.front()) == 4);
  }

  TEST_CASE("sha256 gives the digests of FIPS 180-4") {
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex(sha256(std::string(1'000'000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  TEST_CASE("Sha256 gives the same digest however the bytes are cut") {
    const std::string text(1'000'000, 'a');
    for (const std::size_t step : {1U, 63U, 64U, 65U, 4096U}) {
      CAPTURE(step);
      Sha256 hash;
      for (std::size_t at = 0; at < text.size(); at += step) hash.add(std::string_view{text}.substr(at, step));
      CHECK(hash.finish() == sha256(text));
    }
    CHECK(Sha256{}.finish() == sha256(""));
  }

  TEST_CASE("Sha256 goes on where it was moved, and refuses to go on after its end") {
    Sha256 first;
    first.add("ab");
    Sha256 second = std::move(first);
    second.add("c");
    CHECK(second.finish() == sha256("abc"));
    CHECK_THROWS_AS(second.add("d"), std::logic_error);
    CHECK_THROWS_AS(second.finish(), std::logic_error);
  }

  TEST_CASE("hmac_sha256 gives the digests of RFC 4231") {
    // Its keys are of many lengths; ours are 32 bytes, and a shorter key is padded with zeros (RFC 2104).
    const auto padded = [](std::string key) {
      key.resize(32, '\0');
      return std::move(*SecretKey::from_bytes(key));
    };
    CHECK(hex(hmac_sha256(padded(std::string(20, '\x0b')), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hex(hmac_sha256(padded("Jefe"), "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(hmac_sha256(padded(std::string(20, '\xaa')), std::string(50, '\xdd'))) ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    CHECK(hex(hmac_sha256(padded(unhex("0102030405060708090a0b0c0d0e0f10111213141516171819")),
                          std::string(50, '\xcd'))) ==
          "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  }

  TEST_CASE("public_key_of, sign and verify give the values of RFC 8032, section 7.1") {
    struct Row {
      const char* seed;
      const char* key;
      const char* message;
      const char* signature;
    };
    const std::vector<Row> rows{{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                 "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                                 "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3"
                                 "9701cf9b46bd25bf5f0595bbe"
                                 "24655141438e7a100b"},
                                {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                                 "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                                 "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3"
                                 "613d0f11d8c387b2eaeb4302a"
                                 "eeb00d291612bb0c00"},
                                {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                                 "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                                 "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f"
                                 "760984dc6594a7c15e9716ed2"
                                 "8dc027beceea1ec40a"}};
    for (const Row& row : rows) {
      CAPTURE(row.seed);
      const SecretKey seed = key_of(row.seed);
      const PublicKey key = public_key_of(seed);
      CHECK(hex(key) == row.key);
      CHECK(hex(sign(seed, unhex(row.message))) == row.signature);
      CHECK(verify(key, unhex(row.message), signature_of(row.signature)));
    }
  }

  TEST_CASE("verify refuses another message, key or signature") {
    const SecretKey seed = SecretKey::random();
    const PublicKey key = public_key_of(seed);
    Signature signature = sign(seed, "message");
    CHECK(verify(key, "message", signature));
    CHECK_FALSE(verify(key, "Message", signature));
    CHECK_FALSE(verify(public_key_of(SecretKey::random()), "message", signature));
    for (unsigned char& byte : signature) {
      byte ^= 1U;
      CHECK_FALSE(verify(key, "message", signature));
      byte ^= 1U;
    }
  }

  TEST_CASE("verify refuses the keys of small order, under which anything verifies") {
    PublicKey identity{};
    identity[0] = 1;
    Signature forged{};
    forged[0] = 1;
    CHECK_FALSE(verify(identity, "anything", forged));
  }

  TEST_CASE("SecretKey takes exactly 32 bytes and leaves nothing behind when it is moved") {
    const std::string bytes = random_bytes(32);
    for (const std::size_t size : {0U, 31U, 33U}) CHECK_FALSE(SecretKey::from_bytes(std::string(size, 'k')));
    SecretKey first = std::move(*SecretKey::from_bytes(bytes));
    CHECK(first.bytes() == bytes);
    SecretKey second = std::move(first);
    CHECK(second.bytes() == bytes);
    CHECK(first.bytes() == std::string(32, '\0'));
    first = std::move(second);
    CHECK(first.bytes() == bytes);
    CHECK(second.bytes() == std::string(32, '\0'));
    static_assert(!std::is_copy_constructible_v<SecretKey> && !std::is_copy_assignable_v<SecretKey>);
  }

  TEST_CASE("random_bytes and SecretKey::random do not repeat themselves") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(16).size() == 16);
    CHECK(random_bytes(16) != random_bytes(16));
    CHECK(SecretKey::random().bytes() != SecretKey::random().bytes());
  }

  TEST_CASE("wipe leaves nothing behind") {
    std::string secret(64, 's');
    const char* const bytes = secret.data();
    wipe(secret);
    CHECK(secret.empty());
    CHECK(std::all_of(bytes, bytes + 64, [](char c) { return c == 0; }));
  }

  TEST_CASE("equal_in_constant_time compares whole texts") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
    CHECK_FALSE(equal_in_constant_time("", "a"));
  }

  TEST_CASE("to_base64 and from_base64 give the values of RFC 4648, section 10") {
    struct Row {
      const char* plain;
      const char* text;
    };
    for (const Row& row : {Row{"", ""}, Row{"f", "Zg=="}, Row{"fo", "Zm8="}, Row{"foo", "Zm9v"},
                           Row{"foob", "Zm9vYg=="}, Row{"fooba", "Zm9vYmE="}, Row{"foobar", "Zm9vYmFy"}}) {
      CAPTURE(row.plain);
      CHECK(to_base64(row.plain) == row.text);
      CHECK(from_base64(row.text) == row.plain);
    }
    CHECK(to_base64("\xfb\xff\xfe") == "+//+");
    CHECK(to_base64url("\xfb\xff\xfe") == "-__-");
    CHECK(to_base64url("f") == "Zg");
    CHECK(to_hex("\x01\xab\xFF") == "01abff");
  }

  TEST_CASE("from_base64 takes one text for one value: nothing unpadded, loose, spaced or of the other alphabet") {
    for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Z", "Zm9v=", "Zm9v====", "Zm9v\n", " Zm9v", "Zm 9v", "-__-",
                             "Zg==Zg==", "====", "=", "Zm9vY\xC3\xAB=="}) {
      CAPTURE(text);
      CHECK_FALSE(from_base64(text));
    }
    for (int byte = 0; byte < 256; ++byte) {
      const std::string text{static_cast<char>(byte), 'm', '9', 'v'};
      CAPTURE(byte);
      const auto bytes = from_base64(text);
      CHECK((!bytes || to_base64(*bytes) == text));
    }
  }
}
