// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The load generator of the benchmark and of the tests under load: one thread, epoll, its own
// minimal framing. It checks what arrives and says what it saw in lines of JSON.
#include <exception>
#include <iostream>
#include <map>
#include <stdexcept>

#include <sys/resource.h>

#include "scenario.hpp"

namespace {

constexpr const char* kUsage = R"(usage: parley_load_generator MODE --port PORT [--name VALUE]...

relay   pairs that send each other offers, answers and candidates
        --pairs 100 --inflight 1 --warmup 20000 --count 200000
fanout  one of a room's members talks to all of them
        --members 50 --bytes 200 --inflight 4 --warmup 1000 --count 10000
idle    open connections that neither read nor write
        --clients 10000 --per-room 2 --ask 1 (0: not even a first message is sent)
churn   joining and leaving, by `bye`, by Close and by RST in turn
        --cycles 10000 --concurrency 50 --per-room 4
resume  clients of parley.v1 that join, are cut off at once, come back to their seats, and leave
        --clients 5000 --per-room 2 --rounds 1 --join-rate 0 --resume-rate 0 (a second; 0: no limit)
        --resume-sources 1 --resume-first-source 1 (from where they come back)
        --connecting 128 (at a time)
flood   connections with guessed tokens, until the end of the standard input
        --rate 300 --rooms 100
paced   pairs at a fixed rate that ping after each message: what the pong confirms is accepted
        --clients 1000 --rate 2000 --seconds 0 (0: until the end of the standard input)

all     --room bench (the beginning of the rooms' names) --sources 1 (127.0.0.1, 127.0.0.2, ...)
        --first-source 1 (257: 127.0.1.1, 127.0.1.2, ...) --v1 0 (1: speak parley.v1)
        --tls 0 (1: with TLS, one record for each message)

relay and fanout print {"event":"ready"} when warm and wait for a line on the standard input; they
do so again after their result. idle waits for its end. resume waits at each step: empty, joined,
ready, cut, resumed.
)";

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace parley::bench;
  const std::map<std::string_view, void (*)(Options&)> modes{
      {"relay", run_relay}, {"fanout", run_fanout}, {"idle", run_idle},  {"resume", run_resume},
      {"flood", run_flood}, {"churn", run_churn},   {"paced", run_paced}};
  const auto mode = modes.find(argc < 2 ? "" : argv[1]);
  if (mode == modes.end()) {
    std::cerr << kUsage;
    return 64;
  }
  raise_descriptor_limit();
  try {
    Options options(argc - 2, argv + 2);
    mode->second(options);
    return 0;
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << '\n';
    return 64;
  } catch (const std::exception& error) {
    std::cerr << mode->first << ": " << error.what() << '\n';
    return 1;
  }
}
