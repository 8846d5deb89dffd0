# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The arrows between the layers: base <- protocol <- access <- chat <- net <- daemon <- main, with
ice beside access. check, the folder of parley-check, stands beside all of that: it knows base, protocol and ice.

Inside of net the folders have arrows of their own."""

import re

import tree

# Which layers each one may know, by include and by link.
KNOWS = {
    "base": {"base"},
    "protocol": {"protocol", "base"},
    "ice": {"ice", "base"},
    "access": {"access", "protocol", "base"},
    "chat": {"chat", "access", "protocol", "base"},
    "net": {"net", "chat", "access", "protocol", "base"},
    "daemon": {"daemon", "net", "chat", "access", "protocol", "ice", "base"},
    "check": {"check", "protocol", "ice", "base"},
    "main": {"daemon", "check", "net", "chat", "access", "protocol", "ice", "base"},
}
# Which folders of net each one may know. What lies in net itself puts them together.
NET_KNOWS = {
    "transport": set(),
    "admission": set(),
    "connection": {"admission"},
    "output": {"transport", "admission", "connection"},
    "listen": {"transport", "admission", "connection"},
    "websocket": {"transport", "admission", "connection", "output"},
    "http": {"transport", "admission", "connection", "output", "websocket"},
}
NETWORK = r"boost/(asio|beast)[/.]|sys/(socket|epoll|un)\.h|netinet/|netdb\.h|unistd\.h|poll\.h"
FILES_AND_STREAMS = r"iostream|fstream|filesystem|cstdio|stdio\.h"
THREADS = r"thread|mutex|shared_mutex|condition_variable|future"
# (where, what must not be included there, why)
FORBIDDEN = [
    (r"(src|include/parley)/(base|protocol|access|chat|ice)/", NETWORK, "no network below the net layer"),
    (r"(src|include/parley)/(base|protocol|access|chat)/", FILES_AND_STREAMS, "no I/O in this layer"),
    (r"(src|include/parley)/chat/", r"nlohmann/", "no JSON library in the chat layer"),
    (r"(src|include/parley)/(base|protocol|access|chat)/", THREADS, "one thread, no locks"),
    (r"(src|include/parley)/net/(?!asio_scheduler)", r"boost/asio/\w*_timer\.hpp", "delays come from the scheduler"),
    (r"include/parley/(base|protocol|access|ice)/", r"nlohmann/", "the JSON library would reach other layers"),
    (r"include/|src/(base|protocol|access|chat|ice|net)/", r"CLI/", "CLI11 belongs in one source file of each program"),
]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
CLOCK = re.compile(r"\b(\w+_c|C)lock::now\b|\bsleep_(for|until)\b")
LINK = re.compile(r"parley_layer\((\w+)([^)]*)\)|target_link_libraries\((?:parley_)?([\w-]+)([^)]*)\)")
MAX_BEAST_FAMILIES = 8  # of a layer, compiled together in the unity builds; each costs half a minute elsewhere


def layer_of(path):
    """The layer of a path relative to the root; nothing for the tests."""
    parts = path.parts
    if parts[0] == "src":
        return parts[1] if len(parts) > 2 else "main"
    return parts[2] if parts[:2] == ("include", "parley") and len(parts) > 3 else None


def layer_of_include(path, name):
    own = [layer for layer in KNOWS if re.match(rf"(parley/)?{layer}/", name)]
    return own[0] if own else layer_of(path)


def net_folder(path):
    """The folder below net of a path or an include; an empty one for what lies in net itself."""
    found = re.match(r"(?:(?:src|include/parley|parley)/)?net/(\w+)/", path)
    return found[1] if found else ""


def check_net_include(path, name):
    own, other = net_folder(path.as_posix()), net_folder(name)
    if own and own not in NET_KNOWS:
        yield f"{path}: net has no folder {own}"
    elif own and other != own and other not in NET_KNOWS[own]:
        yield f"{path}: net/{own} must not include {name}"


def check_file(path, source, seen):
    layer = layer_of(path)
    for mark, name in INCLUDE.findall(source):
        if mark == '"':
            other = layer_of_include(path, name)
            if other not in KNOWS[layer]:
                yield f"{path}: {layer} must not include {name}"
            if path.parts[0] == "include" and not name.startswith("parley/"):
                yield f"{path}: a public header must not include the private {name}"
            if layer == "net" == other:
                yield from check_net_include(path, name)
            continue
        for where, what, why in FORBIDDEN:
            if re.match(where, path.as_posix()) and re.match(what, name):
                yield f"{path}: must not include <{name}>: {why}"
        if name.startswith("boost/beast"):
            seen["beast"].setdefault(layer, set()).add(path.stem)
        if name.startswith("CLI/"):
            seen["cli"].setdefault(layer, set()).add(path)
    is_timeless = layer in ("base", "protocol", "access", "chat", "net") and path.stem != "asio_scheduler"
    if is_timeless and CLOCK.search(tree.bare_cpp(source)):
        yield f"{path}: time comes from the injected scheduler"


def check_links(path, source):
    for match in LINK.finditer(source):
        layer = {"parleyd": "main", "parley-check": "main"}.get(match[3], match[1] or match[3])
        for library in (match[2] or match[4]).split():
            known = library.removeprefix("parley_")
            if library.startswith("parley_") and known not in KNOWS.get(layer, {known}):
                yield f"{path}: {layer} must not link {library}"
            if layer == "chat" and "nlohmann" in library:
                yield f"{path}: chat must not link {library}"


def problems(root):
    seen = {"beast": {}, "cli": {}}
    for path in tree.cpp_files(root, "src", "include"):
        short = path.relative_to(root)
        if layer_of(short) not in KNOWS:
            yield f"{short}: belongs to no layer"
            continue
        yield from check_file(short, tree.text(path), seen)
    for places in seen["beast"].values():
        if len(places) > MAX_BEAST_FAMILIES:
            yield f"Beast is included in {len(places)} places: {', '.join(sorted(places))}"
    for files in seen["cli"].values():
        if len(files) > 1:
            yield f"CLI11 is included in {len(files)} files: {', '.join(map(str, files))}"
    for path in tree.files(root, "src"):
        if path.name == "CMakeLists.txt":
            yield from check_links(path.relative_to(root), tree.text(path))


GOOD = {
    "include/parley/base/clock.hpp": "#include <chrono>\n",
    "include/parley/protocol/a.hpp": '#include <string>\n#include "parley/base/clock.hpp"\n',
    "include/parley/chat/b.hpp": '#include "parley/protocol/a.hpp"\n',
    "src/access/g.cpp": '#include "parley/protocol/a.hpp"\n',
    "src/chat/b.cpp": '#include "b_part.hpp"\nauto t = scheduler.now();  // not steady_clock::now()\n',
    "src/chat/b_part.hpp": '#include "parley/chat/b.hpp"\n',
    "src/net/c.cpp": '#include <boost/beast/core.hpp>\n#include "parley/chat/b.hpp"\n',
    "src/net/asio_scheduler.cpp": "#include <boost/asio/steady_timer.hpp>\nauto t = steady_clock::now();\n",
    "src/net/output/o.cpp": '#include "net/transport/t.hpp"\n',
    "src/daemon/d.cpp": '#include <CLI/CLI.hpp>\n#include "parley/net/c.hpp"\n#include "parley/ice/e.hpp"\n',
    "src/main.cpp": '#include "parley/daemon/d.hpp"\n',
    "src/check/f.cpp": '#include <CLI/CLI.hpp>\n#include "parley/ice/e.hpp"\n',
    "src/CMakeLists.txt": "parley_layer(chat PUBLIC parley_protocol)\n",
}
BAD = [
    ({"include/parley/base/x.hpp": '#include "parley/protocol/a.hpp"\n'}, "base must not include"),
    ({"src/protocol/x.cpp": '#include "parley/chat/b.hpp"\n'}, "protocol must not include"),
    ({"src/net/transport/x.cpp": '#include "parley/net/admission/a.hpp"\n'}, "net/transport must not include"),
    ({"src/net/http/x.cpp": '#include "net/server.hpp"\n'}, "net/http must not include"),
    ({"src/net/other/x.cpp": '#include "net/output/o.hpp"\n'}, "net has no folder other"),
    ({"src/access/x.cpp": '#include "parley/chat/b.hpp"\n'}, "access must not include"),
    ({"src/access/x.cpp": "#include <thread>\n"}, "no locks"),
    ({"src/access/x.cpp": "auto t = std::chrono::system_clock::now();\n"}, "injected scheduler"),
    ({"include/parley/access/x.hpp": "#include <nlohmann/json.hpp>\n"}, "would reach other layers"),
    ({"src/chat/x.cpp": '#include "net/c.hpp"\n'}, "chat must not include"),
    ({"src/ice/x.cpp": '#include "parley/protocol/a.hpp"\n'}, "ice must not include"),
    ({"src/net/x.cpp": '#include "parley/daemon/d.hpp"\n'}, "net must not include"),
    ({"src/check/x.cpp": '#include "parley/net/c.hpp"\n'}, "check must not include"),
    ({"src/daemon/x.cpp": '#include "parley/check/f.hpp"\n'}, "daemon must not include"),
    ({"include/parley/net/x.hpp": '#include "net/c.hpp"\n'}, "private"),
    ({"src/chat/x.cpp": "#include <boost/asio.hpp>\n"}, "no network"),
    ({"src/chat/x.cpp": "#include <nlohmann/json.hpp>\n"}, "no JSON library"),
    ({"include/parley/protocol/x.hpp": "#include <fstream>\n"}, "no I/O"),
    ({"src/chat/x.cpp": "#include <mutex>\n"}, "no locks"),
    ({"src/chat/x.cpp": "auto t = std::chrono::steady_clock::now();\n"}, "injected scheduler"),
    ({"src/net/x.cpp": "auto t = std::chrono::steady_clock::now();\n"}, "injected scheduler"),
    ({"src/net/http/x.cpp": "using Clock = std::chrono::steady_clock;\nauto t = Clock::now();\n"},
     "injected scheduler"),
    ({"src/net/x.cpp": "#include <boost/asio/steady_timer.hpp>\n"}, "delays come from"),
    ({"src/net/x.cpp": "#include <CLI/CLI.hpp>\n"}, "one source file"),
    ({"src/daemon/x.cpp": "#include <CLI/CLI.hpp>\n"}, "CLI11 is included in 2"),
    ({f"src/net/{i}.cpp": "#include <boost/beast/http.hpp>\n" for i in "12345678"}, "Beast is included in 9"),
    ({"src/CMakeLists.txt": "parley_layer(chat PUBLIC parley_net)\n"}, "chat must not link parley_net"),
    ({"src/CMakeLists.txt": "target_link_libraries(parley_check PRIVATE parley_net)\n"},
     "check must not link parley_net"),
    ({"src/CMakeLists.txt": "target_link_libraries(parley_chat PRIVATE nlohmann_json)\n"}, "chat must not link"),
    ({"src/other/x.cpp": ""}, "no layer"),
]
