// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/transport/tls_socket.hpp"

#include <cerrno>
#include <memory>

#include <openssl/bio.h>
#include <sys/socket.h>

namespace parley::net {
namespace {

bool has_to_wait(int error) {
  return error == EAGAIN || error == EWOULDBLOCK;
}

}  // namespace

/// The functions that OpenSSL calls (bio_meth(3)): 1 for success, 0 for failure, with the retry
/// flag if the call should be repeated.
struct TlsSocket::Callbacks {
  static TlsSocket& of(BIO* bio) { return *static_cast<TlsSocket*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* data, std::size_t size, std::size_t* bytes) {
    TlsSocket& socket = of(bio);
    BIO_clear_retry_flags(bio);
    ssize_t received = -1;
    errno = EAGAIN;
    if (socket.may_read_) {
      do {
        received = ::recv(socket.descriptor_, data, size, MSG_DONTWAIT);
      } while (received < 0 && errno == EINTR);
    }
    socket.may_read_ = false;
    if (received > 0) {
      *bytes = static_cast<std::size_t>(received);
      socket.received_ += *bytes;
      return 1;
    }
    socket.is_at_end_ = received == 0;
    socket.error_ = received == 0 ? 0 : errno;
    if (received < 0 && has_to_wait(errno)) BIO_set_retry_read(bio);
    return 0;
  }

  static int write(BIO* bio, const char* data, std::size_t size, std::size_t* bytes) {
    TlsSocket& socket = of(bio);
    BIO_clear_retry_flags(bio);
    ssize_t sent = -1;
    do {
      sent = ::send(socket.descriptor_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0) {
      *bytes = static_cast<std::size_t>(sent);
      return 1;
    }
    socket.error_ = errno;
    if (has_to_wait(errno)) BIO_set_retry_write(bio);
    return 0;
  }

  static long control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_EOF) return of(bio).is_at_end_ ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
  }

  static BIO_METHOD* method() {
    static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> made = [] {
      BIO_METHOD* const methods =
          BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection");
      if (methods != nullptr) {
        BIO_meth_set_read_ex(methods, &Callbacks::read);
        BIO_meth_set_write_ex(methods, &Callbacks::write);
        BIO_meth_set_ctrl(methods, &Callbacks::control);
      }
      return std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)>{methods, &BIO_meth_free};
    }();
    return made.get();
  }
};

bio_st* TlsSocket::make_bio() {
  BIO* const bio = BIO_new(Callbacks::method());
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace parley::net
