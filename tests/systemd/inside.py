# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Run by `boot` under a systemd of its own: what the units do, seen from outside the daemon."""

import os
import pathlib
import pwd
import re
import resource
import signal
import socket
import subprocess
import threading
import time
import traceback

from member import Member

SOCKET = "/run/parley/parley.sock"
STATE = "/run/parley/state"
LOG = pathlib.Path("/share/log")
PATIENCE = 30
UPGRADE = (b"GET /room/tea/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
           b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")


def systemctl(*words, ok=True):
    result = subprocess.run(["systemctl", *words], capture_output=True, text=True, check=False)
    assert not ok or result.returncode == 0, f"{words}: {result.stdout}{result.stderr}"
    return result


def shown(unit, *names):
    lines = systemctl("show", unit, *(f"--property={name}" for name in names)).stdout.splitlines()
    values = dict(line.split("=", 1) for line in lines)
    return [values[name] for name in names]


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def main_process():
    return int(shown("parleyd", "MainPID")[0])


def connect(where):
    made = socket.socket(socket.AF_UNIX if isinstance(where, str) else socket.AF_INET)
    made.settimeout(PATIENCE)
    made.connect(where)
    return made


def get(where, path):
    with connect(where) as made:
        made.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := made.recv(65536):
            answer += part
    return int(answer.split()[1]), answer


def owner_of(path):
    info = os.stat(path)
    return info.st_uid, info.st_gid, oct(info.st_mode & 0o777)


def check_folder_of_sessions(path):
    account = pwd.getpwnam("parley")
    assert owner_of(path) == (account.pw_uid, account.pw_gid, "0o700"), owner_of(path)
    assert owner_of("/run/parley") == (0, 0, "0o755"), owner_of("/run/parley")
    assert owner_of(SOCKET) == (0, 33, "0o660"), owner_of(SOCKET)


def talker(room):
    """A member that has said something to the room, of which it acknowledges nothing."""
    member = Member(connect(SOCKET), room)
    member.say(type="ack", data={"received": 0})
    member.say(type="text", data={"text": "still there?"})
    assert member.next()["data"] == {"text": "still there?"}
    return member


def came_back(member):
    """Over a connection to the next process: whether it is still who it was, with what it has missed."""
    back = member.resume(connect(SOCKET), 0)
    if not back.welcome["resumed"]:
        return False
    assert back.welcome["id"] == member.welcome["id"] and back.welcome["received"] == 1, back.welcome
    assert back.next()["data"] == {"text": "still there?"}
    back.say(type="bye")
    assert [message["type"] for message in back.rest()] == ["bye"]
    return True


def test_the_socket_is_there_before_the_service_and_is_the_proxys():
    systemctl("start", "parleyd.socket")
    assert owner_of(SOCKET) == (0, 33, "0o660"), owner_of(SOCKET)
    assert shown("parleyd", "ActiveState") == ["inactive"]


def test_the_first_connection_starts_the_service():
    assert get(SOCKET, "/readyz")[0] == 200
    assert get(("127.0.0.1", 8080), "/readyz")[0] == 200
    assert shown("parleyd", "ActiveState", "StatusText") == ["active", "0 clients in 0 rooms"]
    assert owner_of(SOCKET) == (0, 33, "0o660"), owner_of(SOCKET)


def test_it_serves_the_pages_and_reads_its_configuration():
    status, page = get(("127.0.0.1", 8080), "/")
    assert status == 200 and b"<title>" in page


def test_it_has_no_rights_to_speak_of():
    status = pathlib.Path(f"/proc/{main_process()}/status").read_text()
    for line in ("NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000",
                 "CapBnd:\t0000000000000000"):
        assert line in status, line
    assert os.stat(f"/proc/{main_process()}").st_uid != 0
    limits = pathlib.Path(f"/proc/{main_process()}/limits").read_text()
    wanted = min(65536, resource.getrlimit(resource.RLIMIT_NOFILE)[1])  # of the machine around us
    assert re.search(rf"Max open files +{wanted} +{wanted}", limits), limits
    assert re.search(r"Max core file size +0 +0", limits), limits


def test_the_status_tells_rooms_and_clients():
    with connect(SOCKET) as member:
        member.sendall(UPGRADE)
        assert b" 101 " in member.recv(4096)
        wait_for(lambda: shown("parleyd", "StatusText") == ["1 clients in 1 rooms"], "the status")


def test_a_reload_with_a_mistake_fails_and_changes_nothing():
    config = pathlib.Path("/etc/parley/parley.yaml")
    before, process = config.read_text(), main_process()
    config.write_text("nonsense: 1\n")
    assert systemctl("reload", "parleyd", ok=False).returncode != 0
    config.write_text(before)
    systemctl("reload", "parleyd")
    assert main_process() == process and get(SOCKET, "/readyz")[0] == 200


class Load:
    """Upgrades one after the other, each of which has to be served: a greeting, or a goodbye."""

    def __init__(self, where):
        self.where, self.served, self.refused, self.go_on = where, 0, [], True
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while self.go_on:
            begin = time.monotonic()
            try:
                with connect(self.where) as made:
                    made.sendall(UPGRADE)
                    answer = b""
                    while b'"type":"' not in answer:
                        part = made.recv(4096)
                        assert part, f"the end after {answer!r}"
                        answer += part
                assert b" 101 " in answer and re.search(rb'"type":"(greeting|bye)"', answer), answer
                self.served += 1
            except (OSError, AssertionError) as error:
                self.refused.append(f"{error!r} after {time.monotonic() - begin:.3f} s")

    def end(self):
        self.go_on = False
        self.thread.join()


def test_restarts_under_load_refuse_nobody():
    loads = [Load(where) for where in (SOCKET, ("127.0.0.1", 8080)) for _ in range(4)]
    processes = set()
    begin = sum(load.served for load in loads)
    while len(processes) < 5 or sum(load.served for load in loads) - begin < 1000:
        systemctl("reset-failed", "parleyd")  # so many in a row are not what StartLimitBurst is for
        systemctl("restart", "parleyd")
        processes.add(main_process())
    for load in loads:
        load.end()
    refused = [error for load in loads for error in load.refused]
    print(f"      {sum(load.served for load in loads)} upgrades served over {len(processes)} restarts, "
          f"{len(refused)} refused")
    assert not refused, refused[:5]


def test_sessions_outlive_a_restart_under_load():
    check_folder_of_sessions(STATE)
    loads = [Load(SOCKET) for _ in range(4)]
    member = talker("coffee")
    before, process = len(LOG.read_text()), main_process()
    systemctl("restart", "--no-block", "parleyd")
    said = [message["type"] for message in member.rest()]
    wait_for(lambda: main_process() not in (0, process), "a new process")
    for load in loads:
        load.end()
    assert said == ["going-away", "bye"], said
    assert came_back(member)
    log = LOG.read_text()[before:]
    for event in ("sessions-saved", "sessions-restored"):
        assert re.search(rf"event={event} clients=1 rooms=1 messages=1$", log, re.M), log
    assert os.listdir(STATE) == [], "it is to be gone once it has been read"
    check_folder_of_sessions(STATE)


def test_sessions_outlive_a_stop():
    member = talker("coffee")
    systemctl("stop", "--no-block", "parleyd.service")
    member.rest()
    wait_for(lambda: shown("parleyd", "ActiveState") == ["inactive"], "the end")
    check_folder_of_sessions(STATE)
    assert os.listdir(STATE) == ["sessions"], os.listdir(STATE)
    assert owner_of(f"{STATE}/sessions") == (*owner_of(STATE)[:2], "0o600")
    assert member.welcome["resume"]["token"] not in pathlib.Path(f"{STATE}/sessions").read_text()
    assert came_back(member)  # the connection starts the service
    assert os.listdir(STATE) == []


def test_a_crash_is_followed_by_a_new_start():
    member, process = talker("coffee"), main_process()
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: main_process() not in (0, process), "a new process")
    assert get(SOCKET, "/readyz")[0] == 200
    assert not came_back(member), "there is nothing to come back to after a crash"


def test_a_loop_that_hangs_is_noticed():
    folder = pathlib.Path("/etc/parley-units/parleyd.service.d")
    (folder / "watchdog.conf").write_text("[Service]\nWatchdogSec=2\n")
    systemctl("daemon-reload")
    systemctl("reset-failed", "parleyd")
    systemctl("restart", "parleyd")
    process = main_process()
    time.sleep(5)  # a loop that does not hang is left alone
    assert main_process() == process
    os.kill(process, signal.SIGSTOP)
    wait_for(lambda: main_process() not in (0, process), "a new process")
    assert get(SOCKET, "/readyz")[0] == 200


def test_a_stop_is_in_good_order_and_leaves_the_socket():
    systemctl("stop", "parleyd.service")
    ended = shown("parleyd", "Result", "ExecMainStatus")
    assert ended == ["success", "0"], ended
    assert owner_of(SOCKET) == (0, 33, "0o660"), owner_of(SOCKET)
    systemctl("stop", "parleyd.socket")
    assert not os.path.exists(SOCKET)


def test_several_processes_have_a_socket_each():
    systemctl("start", "parleyd@1.socket", "parleyd@2.socket")
    for number in (1, 2):
        assert get(f"/run/parley/parley-{number}.sock", "/readyz")[0] == 200
        assert owner_of(f"{STATE}-{number}")[2] == "0o700"
    first, second = (shown(f"parleyd@{number}", "MainPID")[0] for number in (1, 2))
    assert first != second and "0" not in (first, second)
    systemctl("stop", "parleyd@1.service", "parleyd@2.service", "parleyd@1.socket",
              "parleyd@2.socket")


def test_without_the_socket_unit_it_opens_its_own():
    folder = pathlib.Path("/etc/parley-units/parleyd.service.d")
    example = pathlib.Path("/share/systemd/examples/own-sockets.conf").read_text()
    (folder / "own-sockets.conf").write_text(example)
    pathlib.Path("/etc/parley/parley.yaml").write_text(f'listen: ["127.0.0.1:8080", "unix:{SOCKET}"]\n')
    systemctl("daemon-reload")
    systemctl("start", "parleyd.service")
    assert get(SOCKET, "/readyz")[0] == 200 and get(("127.0.0.1", 8080), "/readyz")[0] == 200
    member = talker("coffee")
    systemctl("restart", "--no-block", "parleyd.service")
    member.rest()
    wait_for(lambda: shown("parleyd", "ActiveState", "SubState") == ["active", "running"], "a new process")
    assert came_back(member)
    systemctl("stop", "parleyd.service")
    assert not os.path.exists(SOCKET)


def main():
    passed = failed = 0
    for name, test in [entry for entry in globals().items() if entry[0].startswith("test_")]:
        try:
            test()
            passed += 1
            print("ok   ", name.removeprefix("test_").replace("_", " "), flush=True)
        except Exception:  # whatever it is, the others are still to be seen
            failed += 1
            print("FAIL ", name.removeprefix("test_").replace("_", " "), traceback.format_exc(),
                  systemctl("status", "parleyd", ok=False).stdout, flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)


main()
