// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "net/http/static_files.hpp"
#include "parley/base/scheduler.hpp"
#include "parley/net/admission/limits.hpp"
#include "parley/net/connection/counters.hpp"

namespace parley::net {

/// The gzip form of files below the web root. A file is compressed at its first request, and again
/// when it has changed. All compressed files together take at most `limits.compressed_bytes`. A
/// file that does not fit is sent uncompressed until other files have been unused for a minute. So
/// a client that requests many files causes little work, and cannot cause it repeatedly.
class CompressedFiles {
 public:
  using Body = std::shared_ptr<const std::string>;

  /// A file outside of these sizes is sent uncompressed. Smaller ones fit into one packet anyway.
  /// Compressing a larger one would delay all messages by several milliseconds.
  static constexpr std::size_t kLeastBytes = 256;
  static constexpr std::size_t kMostBytes = 512 * 1024;
  static constexpr auto kIdle = std::chrono::minutes{1};

  CompressedFiles(Scheduler& scheduler, const Limits& limits, Counters& counters)
      : scheduler_(scheduler), limits_(limits), counters_(counters) {}

  /// Null if the caller must send the file uncompressed.
  [[nodiscard]] Body find(const StaticFiles::File& file);

  /// The memory that the kept files take.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

 private:
  struct Entry {
    std::string etag;  ///< of the uncompressed file
    Body body;         ///< null: compression does not make the file much smaller
    TimePoint used_at;
  };
  using Entries = std::map<std::string, Entry>;

  [[nodiscard]] bool make_room(std::size_t wanted);
  Entries::iterator erase(Entries::iterator entry);
  [[nodiscard]] static std::size_t cost(const std::string& path, const Body& body) noexcept;

  Scheduler& scheduler_;
  const Limits& limits_;
  Counters& counters_;
  Entries entries_;
  std::size_t bytes_ = 0;
};

}  // namespace parley::net
