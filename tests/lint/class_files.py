# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The methods of a class are in the file with its name: ChatRoom::find is in chat_room.cpp.

A class that a source file itself declares may be anywhere: nobody looks for it from outside. The
methods of a small struct stand beside the header that declares it."""

import re

import tree

# A definition at namespace scope: it begins in the first column, and its name has a class before it.
METHOD = re.compile(r"^(?:\w[\w:<>,*&\s]*?[\s*&])?((?:[A-Z]\w*::)+)(?:~?[A-Za-z_]\w*|operator[^\s(]+)\(",
                    re.MULTILINE)
DECLARATION = re.compile(r"^(?:class|struct) ([A-Z]\w*)\b[^;{]*\{", re.MULTILINE)
STRUCT = re.compile(r"^struct ([A-Z]\w*)\b[^;{]*\{", re.MULTILINE)


def snake(name):
    """chat_room of ChatRoom, websocket_session of WebSocketSession."""
    name = name.replace("WebSocket", "Websocket")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def structs_of(root, path):
    """The structs that the headers of the same name declare, private and public."""
    public = root / "include/parley" / path.relative_to(root / "src")
    for header in (path.with_suffix(".hpp"), public.with_suffix(".hpp")):
        if header.is_file():
            yield from STRUCT.findall(tree.text(header))


def problems(root):
    for path in tree.cpp_files(root, "src"):
        if path.suffix != ".cpp":
            continue
        source = tree.bare_cpp(tree.text(path))
        own = {*DECLARATION.findall(source), *structs_of(root, path)}
        for found in METHOD.finditer(source):
            outermost = found[1].split("::")[0]
            if snake(outermost) == path.stem or outermost in own:
                continue
            line = source.count("\n", 0, found.start(1)) + 1
            yield f"{path.relative_to(root)}:{line}: {found[1][:-2]} belongs into {snake(outermost)}.cpp"


GOOD = {
    "src/chat/chat_room.cpp": "namespace a {\nstd::vector<X> ChatRoom::all(int a) const {\n}\nChatRoom::~ChatRoom() {}\n"
                              "ChatRoom::Inner ChatRoom::Inner::make() {}\nint free_function() { return Other::f(1); }\n}\n",
    "src/net/websocket_session.cpp": "void WebSocketSession::on_read(error_code ec) {\n}\n",
    "include/parley/net/address.hpp": "struct Network {\n  bool is_any() const;\n};\n",
    "src/net/address.cpp": "bool Network::is_any() const {\n  return Other::any();\n}\n",
    "src/net/own.cpp": "class Part {\n  int f();\n};\nint Part::f() { return 1; }\n",
}
BAD = [
    ({"src/chat/sessions.cpp": "void ChatManager::suspend(ChatClient& client) {\n}\n"}, "belongs into chat_manager.cpp"),
    ({"src/net/address.cpp": "int Address::f() {\n}\nint Site::g() {\n}\n"}, "Site belongs into site.cpp"),
    ({"src/chat/x.cpp": "ChatRoom::ChatRoom(int a)\n    : a_(a) {}\n"}, "belongs into chat_room.cpp"),
    ({"src/chat/x.cpp": "std::optional<int> TlsContext::Inner::find(\n    int a) {\n}\n"}, "belongs into tls_context.cpp"),
]
