// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

namespace parley::access {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const noexcept {
    release(object);
  }
};

using BioHandle = std::unique_ptr<BIO, Releaser<&BIO_free_all>>;
using BignumHandle = std::unique_ptr<BIGNUM, Releaser<&BN_free>>;
using EcdsaSignatureHandle = std::unique_ptr<ECDSA_SIG, Releaser<&ECDSA_SIG_free>>;
using DigestContextHandle = std::unique_ptr<EVP_MD_CTX, Releaser<&EVP_MD_CTX_free>>;

/// Clears this thread's error queue, so that other users of the queue, such as TLS, do not see
/// errors of this layer.
struct ErrorQueueCleaner {
  ErrorQueueCleaner() = default;
  ErrorQueueCleaner(const ErrorQueueCleaner&) = delete;
  ErrorQueueCleaner& operator=(const ErrorQueueCleaner&) = delete;
  ~ErrorQueueCleaner() { ERR_clear_error(); }
};

}  // namespace parley::access
