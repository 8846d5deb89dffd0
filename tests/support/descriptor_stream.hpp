// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "support/byte_stream.hpp"
#include "support/tls_client.hpp"

namespace parley::test {

/// A connected stream socket of the kernel, which it owns; with TLS on it, if that was started.
class DescriptorStream final : public ByteStream {
 public:
  explicit DescriptorStream(int descriptor) noexcept : fd_(descriptor) {}
  ~DescriptorStream() override;
  DescriptorStream(const DescriptorStream&) = delete;
  DescriptorStream& operator=(const DescriptorStream&) = delete;

  void start_tls(const TlsClientOptions& options);
  [[nodiscard]] TlsClient& tls_client() { return *tls_; }

  // ByteStream
  [[nodiscard]] bool wait_for_room(std::chrono::milliseconds wait) override;
  [[nodiscard]] std::size_t send_some(std::string_view bytes) override;
  [[nodiscard]] std::optional<std::string> read_some_within(
      std::chrono::milliseconds wait) override;
  [[nodiscard]] std::size_t unread_bytes() const override;
  void shut_down_sending() override;
  void reset() override;

 private:
  [[nodiscard]] std::optional<std::string> read_tls_within(std::chrono::milliseconds wait);
  [[nodiscard]] bool wait_for(short events, std::chrono::milliseconds wait) const;

  int fd_;
  std::unique_ptr<TlsClient> tls_;
};

}  // namespace parley::test
