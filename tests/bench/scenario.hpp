// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench_client.hpp"
#include "message_mix.hpp"
#include "session_book.hpp"

namespace parley::bench {

/// The command line: --name VALUE, numbers except for `room`.
class Options {
 public:
  /// Throws std::invalid_argument for what is not of that form.
  Options(int argc, char** argv);

  [[nodiscard]] std::size_t number(const std::string& name, std::size_t otherwise);
  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise);
  [[nodiscard]] Target target();

  /// Throws std::invalid_argument if an option was given that nothing has asked for.
  void check_all_used() const;

 private:
  std::map<std::string, std::string> values_;
  std::map<std::string, bool> used_;
};

/// One line of JSON on the standard output.
class Report {
 public:
  Report& add(std::string_view name, double value);
  Report& add(std::string_view name, std::size_t value);
  Report& add(std::string_view name, std::string_view value);
  Report& add(std::string_view name, const std::map<int, std::size_t>& counts);
  /// Adds p50_us, p90_us, p99_us and max_us. Sorts `nanoseconds`.
  Report& add_latencies(std::vector<std::uint32_t>& nanoseconds);
  void print();

 private:
  std::string& name(std::string_view name);
  std::string line_ = "{";
};

[[nodiscard]] inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// As much as fits, which is four seconds.
[[nodiscard]] std::uint32_t nanoseconds_between(Clock::time_point begin, Clock::time_point end);

/// Prints {"event":"ready"} and waits for a line on the standard input, or its end: whoever
/// measures the server takes its figures in between.
void await_go(std::string_view event);

/// What the scenarios share: their clients, each in its room and with its id.
class Scenario : public ClientHandler {
 public:
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;
  ~Scenario() override = default;

 protected:
  explicit Scenario(Options& options)
      : target_(options.target()), room_prefix_(options.text("room", "bench")) {}

  /// Connects `count` clients, the n-th to the room `room_of(n)`, and learns each one's id: from
  /// the welcome, or from the receiver of a pong. Throws if one is refused.
  void connect_all(std::size_t count, const std::function<std::size_t(std::size_t)>& room_of);

  [[nodiscard]] std::string room_name(std::size_t number) const {
    return room_prefix_ + '-' + std::to_string(number);
  }

  /// Runs the loop until `done`, which is asked after each batch and every `most_ms`; throws if
  /// nothing happens for ten seconds.
  void run_until(const std::function<bool()>& done, int most_ms = 1'000);

  /// A message from a client.
  virtual void on_message(Client& client, std::string_view text) = 0;
  /// With parley.v1: runs the loop until everything is acknowledged, and the server knows it.
  void settle();

  /// A message from the server, of that type, other than `greeting`, `welcome`, `ping` and the
  /// first pong.
  virtual void on_server_message(Client& client, std::string_view type, std::string_view text);

  void on_text(Client& client, std::string_view text) override;

  /// Does what parley.v1 wants done with any message. Returns the type of one of the server itself,
  /// nothing for one of a client. For scenarios with an on_text of their own.
  std::string_view take_note(Client& client, std::string_view text);
  void on_closed(Client& client) override;

  Target target_;
  std::string room_prefix_;
  Loop loop_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<std::string> ids_;  ///< by index, empty until known
  std::size_t known_ = 0;         ///< clients whose id is known
  std::size_t pongs_ = 0;
  SessionBook sessions_;  ///< empty unless target_.v1

 private:
  void learn_id(const Client& client, std::string_view id);
};

/// The string value of a key of the envelope in what the server wrote.
[[nodiscard]] std::string_view envelope_string(std::string_view text, std::string_view key);

void run_relay(Options& options);
void run_fanout(Options& options);
void run_idle(Options& options);
void run_churn(Options& options);
void run_paced(Options& options);
void run_resume(Options& options);
void run_flood(Options& options);

}  // namespace parley::bench
