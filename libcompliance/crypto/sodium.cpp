// SPDX-License-Identifier: Apache-2.0
// The part of crypto.h that handles secrets: libsodium.

#include <sodium.h>

#include "libcompliance/base/error.h"
#include "libcompliance/crypto/crypto.h"

namespace compliance {
namespace {

// Before the first call of anything else in libsodium. A local static is set up once, by one thread.
void set_up() {
  static const bool works = sodium_init() >= 0;
  if (!works) throw EnvironmentError{"libsodium: cannot be set up"};
}

const unsigned char* bytes_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// libsodium signs with seed and public key side by side.
class KeyPair {
 public:
  explicit KeyPair(const SecretKey& seed) {
    set_up();
    crypto_sign_seed_keypair(public_key.data(), secret.data(), bytes_of(seed.bytes()));
  }
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
  ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }

  PublicKey public_key{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
};

std::string base64(std::string_view bytes, int variant) {
  set_up();
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
  text.pop_back();  // libsodium ends it with a NUL
  return text;
}

}  // namespace

SecretKey SecretKey::random() {
  set_up();
  SecretKey key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

std::optional<SecretKey> SecretKey::from_bytes(std::string_view bytes) {
  SecretKey key;
  if (bytes.size() != key.bytes_.size()) return std::nullopt;
  bytes.copy(reinterpret_cast<char*>(key.bytes_.data()), bytes.size());
  return key;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), other.bytes_.size());
  }
  return *this;
}

SecretKey::~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string_view SecretKey::bytes() const { return as_bytes(bytes_); }

PublicKey public_key_of(const SecretKey& seed) { return KeyPair{seed}.public_key; }

Signature sign(const SecretKey& seed, std::string_view message) {
  const KeyPair pair{seed};
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), pair.secret.data());
  return signature;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  set_up();
  return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.data()) == 0;
}

std::string random_bytes(std::size_t count) {
  set_up();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();  // libsodium ends it with a NUL
  return text;
}

std::string to_base64(std::string_view bytes) { return base64(bytes, sodium_base64_VARIANT_ORIGINAL); }

std::string to_base64url(std::string_view bytes) { return base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

std::optional<std::string> from_base64(std::string_view text) {
  set_up();
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t length = 0;
  const int status = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                       text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (status != 0) return std::nullopt;
  bytes.resize(length);
  // libsodium 1.0.18 also takes bytes from 0x80 up, each for some character of the alphabet.
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace compliance
