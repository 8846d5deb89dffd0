// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "parley/net/metrics_server.hpp"

#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include "net/connection/connection_set.hpp"
#include "net/http/http_connection.hpp"
#include "net/http/site.hpp"
#include "net/listen/listener.hpp"
#include "net/listen/open_listener.hpp"
#include "net/output/flush_queue.hpp"
#include "net/transport/socket_transport.hpp"

namespace parley::net {
namespace {

constexpr std::string_view kPath = "/metrics";
constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";
constexpr auto kSweepInterval = std::chrono::seconds{1};

/// Errors of a default address that do not prevent the daemon from starting.
bool is_forgiven(int error) {
  return error == EADDRINUSE || error == EADDRNOTAVAIL || error == EAFNOSUPPORT;
}

}  // namespace

class MetricsServer::Impl {
 public:
  Impl(boost::asio::io_context& io, Scheduler& scheduler, Text text, EventLog& log,
       const Limits& limits)
      : io_(io),
        executor_(io.get_executor()),
        scheduler_(scheduler),
        log_(log),
        settings_{.limits = limits},
        page_(std::move(text)),
        flush_queue_(executor_, counters_),
        http_services_{scheduler, settings_, connections_, page_, nullptr, counters_} {}

  void open(ListenAddress address, const UnixSocketAccess& access);
  void stop() noexcept;

 private:
  class Page final : public Pages {
   public:
    explicit Page(Text text) : text_(std::move(text)) {}

    [[nodiscard]] http::message_generator respond(const HttpRequest& request, const Route& route,
                                                  const PeerAddress& /*peer*/) const override {
      if (route.kind == RouteKind::File && route.path == kPath) {
        return Site::text(request, kContentType, text_());
      }
      return refuse(request, http::status::not_found, "only /metrics is here");
    }

    [[nodiscard]] http::message_generator refuse(const HttpRequest& request, http::status status,
                                                 std::string_view text) const override {
      return Site::plain_text(request, status, text, /*keep_alive=*/false);
    }

   private:
    const Text text_;
  };

  void serve(const Listener::Accepted& accepted);
  void schedule_sweep();

  boost::asio::io_context& io_;
  Executor executor_;
  Scheduler& scheduler_;
  EventLog& log_;
  const Settings settings_;
  Counters counters_;  // separate, because a scrape is not a client
  ConnectionSet connections_;
  const Page page_;
  FlushQueue flush_queue_;
  HttpConnection::Services http_services_;
  std::unique_ptr<Scheduler::Timer> sweep_timer_;
  bool is_sweeping_ = false;
  std::vector<std::shared_ptr<Listener>> listeners_;
};

void MetricsServer::Impl::open(ListenAddress address, const UnixSocketAccess& access) {
  try {
    const int descriptor = open_listener(address, access);
    const auto listener = std::make_shared<Listener>(
        executor_, scheduler_, descriptor, address, ListenerOwner::Us,
        [this](const Listener::Accepted& accepted) { serve(accepted); }, log_, counters_);
    listener->start();
    listeners_.push_back(listener);
  } catch (const std::system_error& error) {
    if (!address.is_optional || !is_forgiven(error.code().value())) throw;
    return log_.write(LogLevel::Warning, "metrics-not-listening",
                      {{"address", std::string_view{address.to_string()}},
                       {"error", std::string_view{error.what()}}});
  }
  log_.write(LogLevel::Info, "metrics-listening",
             {{"address", std::string_view{address.to_string()}}});
}

void MetricsServer::Impl::serve(const Listener::Accepted& accepted) {
  auto transport =
      std::make_unique<SocketTransport>(executor_, accepted.family, accepted.descriptor);
  if (connections_.size() >= kMaxConnections) return;  // the transport closes it
  auto stream =
      std::make_unique<BatchingStream>(executor_, scheduler_, std::move(transport), flush_queue_);
  std::make_shared<HttpConnection>(http_services_, std::move(stream), accepted.peer,
                                   Admission::Ticket{}, std::nullopt)
      ->start();
  if (!std::exchange(is_sweeping_, true)) schedule_sweep();
}

/// Only while there are connections: between two scrapes nothing wakes the daemon.
void MetricsServer::Impl::schedule_sweep() {
  sweep_timer_ = scheduler_.call_after(kSweepInterval, [this] {
    is_sweeping_ = connections_.size() > 0;
    if (is_sweeping_) schedule_sweep();
    const TimePoint now = scheduler_.now();
    connections_.for_each([now](TrackedConnection& connection) { connection.on_sweep(now); });
  });
}

/// Connections end on the loop, and need this object until then.
void MetricsServer::Impl::stop() noexcept {
  for (const auto& listener : listeners_) listener->close();
  listeners_.clear();
  sweep_timer_.reset();
  connections_.for_each([](TrackedConnection& connection) { connection.abort(); });
  try {
    io_.restart();
    while (connections_.size() > 0 && io_.poll_one() > 0) continue;
  } catch (const std::exception&) {
    ++counters_.exceptions;  // a bug, while shutting down
  }
}

MetricsServer::MetricsServer(boost::asio::io_context& io, Scheduler& scheduler, Text text,
                             EventLog& log, const Limits& limits)
    : impl_(std::make_unique<Impl>(io, scheduler, std::move(text), log, limits)) {}

MetricsServer::~MetricsServer() {
  impl_->stop();
}

void MetricsServer::listen(const std::vector<ListenAddress>& addresses,
                           const UnixSocketAccess& access) {
  for (const ListenAddress& address : addresses) impl_->open(address, access);
}

}  // namespace parley::net
