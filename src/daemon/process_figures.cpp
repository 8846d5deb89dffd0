// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "daemon/process_figures.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley::daemon {
namespace {

constexpr const char* kDescriptorFolder = "/proc/self/fd";

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::size_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::size_t all = 0;
  std::size_t resident = 0;
  statm >> all >> resident;
  return statm ? resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

std::size_t heap_bytes() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// Since Linux 6.2 the size of the folder is the number of its entries. Walking it costs
/// microseconds per entry, during which the loop does nothing else.
std::size_t open_descriptors() {
  struct stat folder {};
  if (::stat(kDescriptorFolder, &folder) == 0 && folder.st_size > 0) {
    return static_cast<std::size_t>(folder.st_size);
  }
  std::error_code error;
  const std::filesystem::directory_iterator entries{kDescriptorFolder, error};
  if (error) return 0;
  const auto count = std::distance(begin(entries), end(entries));
  return static_cast<std::size_t>(count) - 1;  // without the one that the walk uses
}

}  // namespace

ProcessFigures process_figures() {
  ProcessFigures figures;
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.max_descriptors = limit.rlim_cur;
  figures.resident_bytes = resident_bytes();
  figures.heap_bytes = heap_bytes();
  figures.open_descriptors = open_descriptors();
  return figures;
}

}  // namespace parley::daemon
