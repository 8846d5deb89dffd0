// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/state_file.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley::daemon {
namespace {

/// More than all messages that may be kept by default, even with every quotation mark escaped.
constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

std::string failure(std::string_view attempt) {
  const int error = errno;
  return std::string{attempt} + ": " + std::generic_category().message(error);
}

class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (is_open()) ::close(number_);
  }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_all(int descriptor, std::string& text) {
  std::array<char, 64 * 1024> buffer;
  while (text.size() <= kMaxBytes) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return true;
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return false;
  }
  errno = EFBIG;
  return false;
}

/// Whether only this user can have written or read the file.
bool is_own(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & 077) == 0;
}

}  // namespace

std::string StateFile::put(std::string_view text) const {
  if (path_.empty()) return {};
  const std::string draft = path_.string() + ".new";
  ::unlink(draft.c_str());  // left by a process that was killed while writing
  const Descriptor file{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file.is_open()) return failure("cannot create " + draft);
  if (!write_all(file.number(), text) || ::fsync(file.number()) != 0) {
    std::string error = failure("cannot write " + draft);
    ::unlink(draft.c_str());
    return error;
  }
  if (::rename(draft.c_str(), path_.c_str()) != 0) {
    std::string error = failure("cannot rename " + draft);
    ::unlink(draft.c_str());
    return error;
  }
  return {};
}

StateFile::Taken StateFile::take() const {
  if (path_.empty()) return {};
  const Descriptor file{::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  if (!file.is_open()) return {{}, errno == ENOENT ? std::string{} : failure("cannot be read")};
  if (!is_own(file.number())) return {{}, "is not a private file of the daemon's user"};
  // Delete it first, so that no process reads it again, even if this one crashes.
  if (::unlink(path_.c_str()) != 0) return {{}, failure("cannot be removed")};
  Taken taken;
  if (!read_all(file.number(), taken.text)) taken = {{}, failure("cannot be read")};
  return taken;
}

}  // namespace parley::daemon
