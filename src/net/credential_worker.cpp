// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/credential_worker.hpp"

#include <utility>

namespace parley::net {

bool CredentialWorker::check_token(TokenTask task,
                                   std::function<void(const std::optional<TokenResult>&)> done) {
  return worker_.submit(
      WorkKind::Token,
      [task = std::move(task)] {
        return task.verifier->verify(task.token, task.room_id, task.now);
      },
      std::move(done));
}

bool CredentialWorker::check_password(PasswordTask task,
                                      std::function<void(const std::optional<bool>&)> done) {
  return worker_.submit(
      WorkKind::Password, [task = std::move(task)] { return task.hash->matches(task.password); },
      std::move(done));
}

}  // namespace parley::net
