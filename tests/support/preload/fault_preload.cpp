// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// For LD_PRELOAD: system calls that fail on purpose. PARLEY_FAULT_<CALL>="skip every errno" lets
// the first `skip` calls pass and fails every `every`-th after them, with that errno.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

struct Fault {
  explicit Fault(const char* variable) {
    const char* const text = std::getenv(variable);
    if (text != nullptr) is_set = std::sscanf(text, "%ld %ld %d", &skip, &every, &error) == 3;
  }

  /// Whether this call fails; errno is set then.
  bool strikes() {
    if (!is_set) return false;
    const long call = calls.fetch_add(1) + 1;
    if (call <= skip || (call - skip) % every != 0) return false;
    errno = error;
    return true;
  }

  long skip = 0;
  long every = 1;
  int error = 0;
  bool is_set = false;
  std::atomic<long> calls{0};
};

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int accept4(int fd, sockaddr* address, socklen_t* size, int flags) {
  static Fault fault("PARLEY_FAULT_ACCEPT4");
  static auto* const next = real<int(int, sockaddr*, socklen_t*, int)>("accept4");
  return fault.strikes() ? -1 : next(fd, address, size, flags);
}

ssize_t send(int fd, const void* bytes, size_t size, int flags) {
  static Fault fault("PARLEY_FAULT_SEND");
  static auto* const next = real<ssize_t(int, const void*, size_t, int)>("send");
  return fault.strikes() ? -1 : next(fd, bytes, size, flags);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  static Fault fault("PARLEY_FAULT_WRITE");
  static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
  // Only what is written to stderr: the event loop wakes itself by writing, too.
  return fd == STDERR_FILENO && fault.strikes() ? -1 : next(fd, bytes, size);
}

ssize_t getrandom(void* bytes, size_t size, unsigned flags) {
  static Fault fault("PARLEY_FAULT_GETRANDOM");
  static auto* const next = real<ssize_t(void*, size_t, unsigned)>("getrandom");
  return fault.strikes() ? -1 : next(bytes, size, flags);
}

}  // extern "C"
