// SPDX-License-Identifier: Apache-2.0
// The part of crypto.h that runs over whole files: libcrypto, because it uses the processor's SHA instructions.

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <stdexcept>

#include "libcompliance/base/error.h"
#include "libcompliance/crypto/crypto.h"

namespace compliance {
namespace {

void demand(bool worked) {
  if (!worked) throw EnvironmentError{"libcrypto: SHA-256 does not work here"};
}

const unsigned char* bytes_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// Looking an algorithm up by name costs more than hashing a short text; so each is looked up once, and never freed.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  demand(method != nullptr);
  return method;
}

EVP_MAC* hmac_method() {
  static EVP_MAC* const method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  demand(method != nullptr);
  return method;
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  demand(state_->context != nullptr && EVP_DigestInit_ex2(state_->context, sha256_method(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  if (!state_) throw std::logic_error{"Sha256: used after finish"};
  demand(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
  if (!state_) throw std::logic_error{"Sha256: used after finish"};
  Digest digest{};
  demand(EVP_DigestFinal_ex(state_->context, digest.data(), nullptr) == 1);
  state_.reset();
  return digest;
}

Digest sha256(std::string_view bytes) {
  Digest digest{};
  demand(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256_method(), nullptr) == 1);
  return digest;
}

struct HmacSha256::State {
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(hmac_method());
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MAC_CTX_free(context); }
};

HmacSha256::HmacSha256(const SecretKey& key) : state_(std::make_unique<State>()) {
  char method[] = "SHA256";  // OSSL_PARAM takes a pointer to what it does not change
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, method, 0),
                                   OSSL_PARAM_construct_end()};
  const std::string_view bytes = key.bytes();
  demand(state_->context != nullptr && EVP_MAC_init(state_->context, bytes_of(bytes), bytes.size(), parameters) == 1);
}
HmacSha256::~HmacSha256() = default;
HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;

Digest HmacSha256::of(std::initializer_list<std::string_view> parts) {
  Digest digest{};
  std::size_t length = 0;
  // Without a key: back to where the key was set.
  demand(EVP_MAC_init(state_->context, nullptr, 0, nullptr) == 1);
  for (const std::string_view part : parts) demand(EVP_MAC_update(state_->context, bytes_of(part), part.size()) == 1);
  demand(EVP_MAC_final(state_->context, digest.data(), &length, digest.size()) == 1 && length == digest.size());
  return digest;
}

Digest hmac_sha256(const SecretKey& key, std::string_view bytes) { return HmacSha256{key}.of({bytes}); }

}  // namespace compliance
