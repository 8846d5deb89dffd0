// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "net/connection_intake.hpp"

#include <utility>
#include <variant>

#include "net/transport/socket_transport.hpp"
#include "net/transport/tls_transport.hpp"

namespace parley::net {

std::unique_ptr<Transport> ConnectionIntake::transport_for(
    const Listener::Accepted& accepted) const {
  if (!accepted.is_tls) {
    return std::make_unique<SocketTransport>(executor_, accepted.family, accepted.descriptor);
  }
  return std::make_unique<TlsTransport>(executor_, accepted.family, accepted.descriptor, *tls_);
}

/// Behind a trusted proxy only the request reveals the address: UpgradeGate admits the client.
Admission::Result ConnectionIntake::admit(const PeerAddress& peer) {
  const ClientAddress client = client_address(peer, services_.settings.trusted_proxies);
  if (client.is_exempt) return admission_.admit_proxy();
  return admission_.admit(client.address, services_.scheduler.now());
}

/// Explaining every refusal would itself use up connections. But a refused client may be resuming a
/// session, and such a client is admitted after all.
bool ConnectionIntake::has_room_for_refusal() const {
  constexpr std::size_t kMaxRefusalsUnderWay = 256;
  const std::size_t most = kMaxRefusalsUnderWay + services_.chat.counters().suspended;
  return services_.connections.size() < admission_.connections() + most;
}

void ConnectionIntake::serve(std::unique_ptr<Transport> transport, const PeerAddress& peer) {
  Admission::Ticket ticket;
  std::optional<UpgradeGate::Denial> overrun;
  auto admitted = admit(peer);
  if (auto* const granted = std::get_if<Admission::Ticket>(&admitted)) {
    ticket = std::move(*granted);
  } else {
    const Refusal refusal = std::get<Refusal>(admitted);
    if (!has_room_for_refusal()) {
      services_.counters.count(refusal);
      return transport->close();
    }
    overrun = UpgradeGate::overrun(refusal);
  }
  auto stream = std::make_unique<BatchingStream>(executor_, services_.scheduler,
                                                 std::move(transport), services_.flush_queue);
  stream->limit_input(services_.settings.input);
  std::make_shared<HttpConnection>(http_services_, std::move(stream), peer, std::move(ticket),
                                   overrun)
      ->start();
}

}  // namespace parley::net
