// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>

#include "parley/chat/credential_check.hpp"
#include "parley/net/worker.hpp"

namespace parley::net {

/// Checks credentials on the worker's thread.
class CredentialWorker final : public chat::CredentialCheck {
 public:
  /// `worker` outlives this.
  explicit CredentialWorker(Worker& worker) : worker_(worker) {}

  [[nodiscard]] bool check_token(
      TokenTask task, std::function<void(const std::optional<TokenResult>&)> done) override;
  [[nodiscard]] bool check_password(PasswordTask task,
                                    std::function<void(const std::optional<bool>&)> done) override;

 private:
  Worker& worker_;
};

}  // namespace parley::net
