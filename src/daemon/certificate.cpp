// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/daemon/certificate.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace parley::daemon {

std::string Certificate::load(const net::TlsFiles& files) {
  files_ = files;
  times_ = times_of(files);
  auto [context, error] = net::TlsContext::load(files);
  if (context) context_ = std::move(context);
  return error;
}

void Certificate::load_or_throw(const net::TlsFiles& files) {
  if (files.empty()) throw std::runtime_error("a TLS address requires tls.certificate and tls.key");
  if (const std::string error = load(files); !error.empty()) throw std::runtime_error(error);
}

bool Certificate::has_changed_on_disk() const {
  return !files_.empty() && times_of(files_) != times_;
}

Certificate::Times Certificate::times_of(const net::TlsFiles& files) {
  std::error_code missing;  // a missing file has the least possible time, which is a change, too
  return {std::filesystem::last_write_time(files.certificate, missing),
          std::filesystem::last_write_time(files.key, missing)};
}

}  // namespace parley::daemon
