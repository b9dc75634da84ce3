// SPDX-License-Identifier: Apache-2.0
// Hashes, keyed hashes, signatures, random bytes and their text forms. The only caller of libsodium and libcrypto.
// Both are set up at the first use, from any thread. A cryptographic library that does not work, or an operating system
// without random bytes, throws EnvironmentError.

#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace compliance {

using Digest = std::array<unsigned char, 32>;

/// SHA-256 (FIPS 180-4) of everything given to `add`.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  Digest finish();  // once: what follows throws std::logic_error, as on an object that was moved from

 private:
  struct State;
  std::unique_ptr<State> state_;
};
Digest sha256(std::string_view bytes);

/// 32 secret bytes. Wiped when they die or are moved from; never printed.
class SecretKey {
 public:
  static SecretKey random();
  /// From exactly 32 bytes.
  static std::optional<SecretKey> from_bytes(std::string_view bytes);
  SecretKey(SecretKey&&) noexcept;
  SecretKey& operator=(SecretKey&&) noexcept;
  ~SecretKey();
  std::string_view bytes() const;

 private:
  SecretKey() = default;
  std::array<unsigned char, 32> bytes_{};
};

/// HMAC-SHA256 (RFC 2104). Digests of anything that may hold personal data are keyed; a plain hash of it could be
/// guessed.
Digest hmac_sha256(const SecretKey& key, std::string_view bytes);

/// The same for many texts under one key: setting the key up costs more than hashing a short text. Not for two threads
/// at once.
class HmacSha256 {
 public:
  explicit HmacSha256(const SecretKey& key);
  ~HmacSha256();
  HmacSha256(HmacSha256&&) noexcept;
  HmacSha256& operator=(HmacSha256&&) noexcept;
  Digest of(std::initializer_list<std::string_view> parts);  // of the parts one after the other

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Ed25519 (RFC 8032). The secret key is the 32-byte seed.
using PublicKey = std::array<unsigned char, 32>;
using Signature = std::array<unsigned char, 64>;
PublicKey public_key_of(const SecretKey& seed);
Signature sign(const SecretKey& seed, std::string_view message);
[[nodiscard]] bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

/// `count` bytes from the operating system's generator.
std::string random_bytes(std::size_t count);

/// Overwrites and empties a text that held a secret.
void wipe(std::string& secret);

/// Takes as long for texts that differ in their first byte as for equal ones. Their lengths are not secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);                     // lower case
std::string to_base64(std::string_view bytes);                  // RFC 4648 §4, padded
std::string to_base64url(std::string_view bytes);               // §5, unpadded
std::optional<std::string> from_base64(std::string_view text);  // §4, padded, canonical, nothing else

/// The bytes of a Digest, key or signature, as long as it lives.
inline std::string_view as_bytes(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

}  // namespace compliance
