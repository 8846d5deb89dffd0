// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/listen/open_listener.hpp"

#include <cerrno>
#include <filesystem>
#include <functional>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/listen/descriptor.hpp"
#include "support/socket.hpp"
#include "support/temp_dir.hpp"

namespace parley::net {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

int option_of(int descriptor, int level, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  ::getsockopt(descriptor, level, name, &value, &size);
  return value;
}

/// Neither inherited by a child nor able to block the loop.
bool is_safe_for_the_loop(int descriptor) {
  return (::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0 &&
         (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0;
}

/// What `act` fails with; an empty message if it does not.
std::system_error failure_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::system_error& error) {
    return error;
  }
  return {std::error_code{}, "nothing was thrown"};
}

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  ::stat(path.c_str(), &info);
  return info.st_mode & 07777;
}

TEST(OpenListener, TakesAFreePortAndSaysWhich) {
  ListenAddress address{.host = "127.0.0.1", .port = 0, .path = {}};
  const Descriptor listener{open_listener(address, {})};
  EXPECT_NE(address.port, 0);
  EXPECT_TRUE(is_safe_for_the_loop(listener.get()));
  EXPECT_EQ(option_of(listener.get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
  EXPECT_EQ(option_of(listener.get(), SOL_SOCKET, SO_REUSEADDR), 1);
  EXPECT_NO_THROW((void)test::Socket::tcp(address.port));
}

TEST(OpenListener, LeavesIpv4ToItsOwnListener) {
  ListenAddress six{.host = "::1", .port = 0, .path = {}};
  const Descriptor listener{open_listener(six, {})};
  EXPECT_EQ(option_of(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY), 1);
  EXPECT_NO_THROW((void)test::Socket::tcp6(six.port));
}

TEST(OpenListener, SaysWhichAddressIsInUse) {
  ListenAddress first{.host = "127.0.0.1", .port = 0, .path = {}};
  const Descriptor listener{open_listener(first, {})};
  ListenAddress second = first;
  const std::system_error error = failure_of([&] { (void)open_listener(second, {}); });
  EXPECT_EQ(error.code().value(), EADDRINUSE);
  EXPECT_THAT(error.what(), StartsWith("cannot listen on " + first.to_string()));
}

TEST(OpenListener, SaysThatAnAddressIsNotOfThisMachine) {
  ListenAddress address{.host = "192.0.2.1", .port = 0, .path = {}};  // RFC 5737: nobody's
  EXPECT_EQ(failure_of([&] { (void)open_listener(address, {}); }).code().value(), EADDRNOTAVAIL);
}

class OpenUnixListener : public testing::Test {
 protected:
  [[nodiscard]] int open(const UnixSocketAccess& access = {}) {
    ListenAddress address{.host = {}, .port = 0, .path = path_.string()};
    return open_listener(address, access);
  }

  test::TempDir dir_;
  const fs::path path_ = dir_.path() / "parley.sock";
};

TEST_F(OpenUnixListener, SetsTheModeWhateverTheMaskOfTheProcess) {
  const mode_t mask = ::umask(0077);
  const Descriptor listener{open({.mode = 0666, .group = {}})};
  ::umask(mask);
  EXPECT_EQ(mode_of(path_), 0666U);
  EXPECT_TRUE(is_safe_for_the_loop(listener.get()));
  EXPECT_NO_THROW((void)test::Socket::unix_domain(path_));
}

TEST_F(OpenUnixListener, LeavesTheMaskOfTheProcessAsItWas) {
  const mode_t mask = ::umask(0027);
  const Descriptor listener{open()};
  EXPECT_EQ(::umask(mask), 0027U);
}

TEST_F(OpenUnixListener, GivesTheSocketToAGroup) {
  const group* const own = ::getgrgid(::getgid());
  ASSERT_NE(own, nullptr);
  const Descriptor listener{open({.mode = 0660, .group = own->gr_name})};
  struct stat info {};
  ASSERT_EQ(::stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_gid, ::getgid());
}

TEST_F(OpenUnixListener, SaysThatThereIsNoSuchGroup) {
  const std::system_error error =
      failure_of([&] { (void)open({.mode = 0660, .group = "no-such-group"}); });
  EXPECT_THAT(error.what(), StartsWith("no group no-such-group for unix:" + path_.string()));
}

TEST_F(OpenUnixListener, ReplacesASocketThatNobodyListensOn) {
  { const Descriptor crashed{open()}; }
  ASSERT_TRUE(fs::exists(path_));
  const Descriptor listener{open()};
  EXPECT_NO_THROW((void)test::Socket::unix_domain(path_));
}

TEST_F(OpenUnixListener, LeavesASocketAloneThatSomebodyListensOn) {
  const Descriptor listener{open()};
  EXPECT_EQ(failure_of([&] { (void)open(); }).code().value(), EADDRINUSE);
  EXPECT_NO_THROW((void)test::Socket::unix_domain(path_));
}

TEST_F(OpenUnixListener, RemovesNoFileThatIsNoSocket) {
  dir_.write("parley.sock", "precious");
  EXPECT_EQ(failure_of([&] { (void)open(); }).code().value(), EADDRINUSE);
  EXPECT_TRUE(fs::is_regular_file(path_));
}

TEST_F(OpenUnixListener, SaysThatAFolderIsMissing) {
  ListenAddress address{.host = {}, .port = 0, .path = (dir_.path() / "none/parley.sock").string()};
  const std::system_error error = failure_of([&] { (void)open_listener(address, {}); });
  EXPECT_EQ(error.code().value(), ENOENT);
  EXPECT_THAT(error.what(), HasSubstr("none/parley.sock"));
}

TEST(AdoptListener, ReadsTheAddressAndMakesTheDescriptorSafe) {
  ListenAddress address{.host = "127.0.0.1", .port = 0, .path = {}};
  const Descriptor listener{open_listener(address, {})};
  ::fcntl(listener.get(), F_SETFD, 0);
  ::fcntl(listener.get(), F_SETFL, 0);
  EXPECT_EQ(adopt_listener({listener.get(), false}), address);
  EXPECT_TRUE(is_safe_for_the_loop(listener.get()));
  address.is_tls = true;
  EXPECT_EQ(adopt_listener({listener.get(), true}), address);
}

TEST_F(OpenUnixListener, IsAdoptedByItsPath) {
  const Descriptor listener{open()};
  EXPECT_EQ(adopt_listener({listener.get(), false}).path, path_);
}

TEST(AdoptListener, NamesASocketWithoutAPath) {
  const Descriptor listener{::socket(AF_UNIX, SOCK_STREAM, 0)};
  sockaddr abstract{.sa_family = AF_UNIX, .sa_data = {}};
  ASSERT_EQ(::bind(listener.get(), &abstract, sizeof(sa_family_t)), 0);  // the kernel's choice
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  EXPECT_EQ(adopt_listener({listener.get(), false}).path, "@");
}

TEST(AdoptListener, RefusesWhatDoesNotListen) {
  const Descriptor stream{::socket(AF_INET, SOCK_STREAM, 0)};
  const Descriptor datagram{::socket(AF_INET, SOCK_DGRAM, 0)};
  const Descriptor packets{::socket(AF_UNIX, SOCK_SEQPACKET, 0)};
  sockaddr abstract{.sa_family = AF_UNIX, .sa_data = {}};
  ASSERT_EQ(::bind(packets.get(), &abstract, sizeof(sa_family_t)), 0);
  ASSERT_EQ(::listen(packets.get(), 1), 0);
  for (const int descriptor : {stream.get(), datagram.get(), packets.get()}) {
    const std::system_error error = failure_of([&] { (void)adopt_listener({descriptor, false}); });
    EXPECT_EQ(error.code().value(), EINVAL) << descriptor;
    EXPECT_THAT(error.what(), StartsWith("cannot take over descriptor"));
  }
}

TEST(AdoptListener, RefusesWhatIsNoSocket) {
  const Descriptor file{::open("/dev/null", O_RDONLY)};
  EXPECT_EQ(failure_of([&] {
              (void)adopt_listener({file.get(), false});
            })
                .code()
                .value(),
            ENOTSOCK);
  EXPECT_EQ(failure_of([] { (void)adopt_listener({9999, false}); }).code().value(), EBADF);
}

}  // namespace
}  // namespace parley::net
