# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The tables of message types, error codes and close reasons in src/protocol are the one source; the
golden files, the browser client and docs/protocol.md say the same."""

import json
import re

import tree

TYPES, ERRORS, CLOSES = (f"src/protocol/{name}.cpp" for name in ("message_type", "error_code", "close_reason"))
GOLDEN = "tests/data/protocol"
DOCUMENT = "docs/protocol.md"
CLIENT = "web/js/client"

TYPE_ROW = re.compile(
    r'MessageTypeInfo\{T::\w+,\s*"([^"]*)",\s*C::(\w+),\s*S::(\w+),\s*(\w+),\s*(\w+),\s*(\w+),\s*(\w+)\}')
ERROR_ROW = re.compile(r'ErrorInfo\{ErrorCode::\w+,\s*"([\w-]+)",\s*(\w+),')
CLOSE_ROW = re.compile(r'CloseInfo\{CloseReason::\w+,\s*"([\w-]+)",\s*(\d+),\s*(\w+),')
RECEIVERS = {"Server": "server", "Room": '`"room"`', "None": "none"}


def type_rows(root):
    rows = {}
    for name, kind, sender, receiver, v1, to_server, from_server in TYPE_ROW.findall(tree.text(root / TYPES)):
        if name:
            rows[name] = {"type": name, "class": kind.lower(), "sender": sender.lower(), "receiver": receiver,
                          "only_v1": v1 == "true", "counted_to_server": to_server == "true",
                          "counted_from_server": from_server == "true"}
    return rows


def golden(root, name):
    return json.loads(tree.text(root / GOLDEN / name))


def client_source(root):
    return "\n".join(tree.text(path) for path in tree.files(root, CLIENT) if path.name == "protocol.js")


def js_set(source, name):
    """The words and numbers of `const NAME = new Set([…])`, with those of a set that it spreads."""
    found = re.search(rf"const {name} = new Set\(\[(.*?)\]\)", source, re.DOTALL)
    if not found:
        return None
    members = set(re.findall(r"'([\w-]+)'|\b(\d{4})\b", found[1]))
    own = {word or number for word, number in members}
    for other in re.findall(r"\.\.\.(\w+)", found[1]):
        own |= js_set(source, other) or set()
    return own


def table_after(document, heading):
    """The cells of each row of the first table behind a heading."""
    _, _, rest = document.partition(heading)
    rows = []
    for line in rest.splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows:
            break
    return rows[2:]


def type_problems(root):
    rows = type_rows(root)
    expected = [{key: value for key, value in row.items() if key != "receiver"} for row in rows.values()]
    if golden(root, "types.json").get("table") != expected:
        yield f"{GOLDEN}/types.json: its table is not that of {TYPES}"
    source = client_source(root)
    for name, key in (("UNCOUNTED_TO_SERVER", "counted_to_server"), ("UNCOUNTED_FROM_SERVER", "counted_from_server")):
        uncounted = {type_ for type_, row in rows.items() if not row[key]}
        if js_set(source, name) != uncounted:
            yield f"{CLIENT}: {name} in protocol.js is not {sorted(uncounted)}"
    document = tree.text(root / DOCUMENT)
    for type_ in rows:
        if f"`{type_}`" not in document:
            yield f"{DOCUMENT}: says nothing of `{type_}`"
    yield from receiver_problems(rows, document)


def receiver_problems(rows, document):
    described = {}
    for cells in table_after(document, "## Delivery"):
        for type_ in re.findall(r"`([\w-]+)`", cells[0]):
            described[type_] = cells[1]
    for type_, row in rows.items():
        if row["sender"] == "server" or row["only_v1"]:
            continue
        if not described.get(type_, "").startswith(RECEIVERS[row["receiver"]]):
            yield f"{DOCUMENT}: the default receiver of `{type_}` is {row['receiver']}"


def error_problems(root):
    rows = [{"code": name, "client_fault": fault == "true"}
            for name, fault in ERROR_ROW.findall(tree.text(root / ERRORS))]
    if golden(root, "errors.json")["cases"] != rows:
        yield f"{GOLDEN}/errors.json: its cases are not those of {ERRORS}"
    documented = [cells[0].strip("`") for cells in table_after(tree.text(root / DOCUMENT), "## Error codes")]
    if documented != [row["code"] for row in rows]:
        yield f"{DOCUMENT}: its error codes are not those of {ERRORS}"


def close_problems(root):
    rows = [(name, int(code), says_bye == "true")
            for name, code, says_bye in CLOSE_ROW.findall(tree.text(root / CLOSES))]
    data = golden(root, "close.json")
    # Before 1000 the `bye` is a response, which the chat layer gives.
    expected = [{"reason": name, "code": code, "bye": says_bye or name == "bye"} for name, code, says_bye in rows]
    if data["reasons"] != expected:
        yield f"{GOLDEN}/close.json: its reasons are not those of {CLOSES}"
    final = {str(row["code"]) for row in data["codes"] if row["again"] == "no"}
    in_client = js_set(client_source(root), "FINAL_CODES") or set()
    if not final <= in_client:
        yield f"{CLIENT}: FINAL_CODES in protocol.js lacks {sorted(final - in_client)}"
    documented = set()
    for cells in table_after(tree.text(root / DOCUMENT), "## Close codes"):
        documented |= set(re.findall(r"\d{4}", cells[0]))
    for name, code, _ in rows:
        if str(code) not in documented:
            yield f"{DOCUMENT}: its close codes lack {code} ({name})"


def problems(root):
    yield from type_problems(root)
    yield from error_problems(root)
    yield from close_problems(root)


GOOD = {
    TYPES: 'MessageTypeInfo{T::Text, "text", C::Text, S::Client, Room, false, true, true},\n'
           'MessageTypeInfo{T::Ack, "ack", C::Control, S::Both, Server, true, false, false},\n'
           'MessageTypeInfo{T::Other, "", C::Other, S::Client, None, false, true, true},\n',
    ERRORS: 'ErrorInfo{ErrorCode::BadMessage, "bad-message", true, "x"},\n',
    CLOSES: 'CloseInfo{CloseReason::Bye, "bye", 1000, false, false, "bye", "x"},\n',
    f"{GOLDEN}/types.json": json.dumps({"table": [
        {"type": "text", "class": "text", "sender": "client", "only_v1": False, "counted_to_server": True,
         "counted_from_server": True},
        {"type": "ack", "class": "control", "sender": "both", "only_v1": True, "counted_to_server": False,
         "counted_from_server": False}]}),
    f"{GOLDEN}/errors.json": json.dumps({"cases": [{"code": "bad-message", "client_fault": True}]}),
    f"{GOLDEN}/close.json": json.dumps({"reasons": [{"reason": "bye", "code": 1000, "bye": True}],
                                        "codes": [{"code": 1000, "again": "no"}]}),
    f"{CLIENT}/protocol.js": "const UNCOUNTED_TO_SERVER = new Set(['ack']);\n"
                             "const UNCOUNTED_FROM_SERVER = new Set([...UNCOUNTED_TO_SERVER]);\n"
                             "const FINAL_CODES = new Set([1000, 4401]);\n",
    DOCUMENT: "## Delivery\n\n| type | default receiver |\n| --- | --- |\n| `text` | `\"room\"` |\n\n`ack`\n\n"
              "## Error codes\n\n| code | when |\n| --- | --- |\n| `bad-message` | x |\n\n"
              "## Close codes\n\n| code | when |\n| --- | --- |\n| 1000 | x |\n",
}
BAD = [
    ({TYPES: GOOD[TYPES].replace('"text", C::Text', '"text", C::Other')}, "types.json"),
    ({TYPES: GOOD[TYPES].replace("Room, false", "None, false")}, "default receiver of `text`"),
    ({DOCUMENT: GOOD[DOCUMENT].replace("`ack`", "")}, "says nothing of `ack`"),
    ({f"{CLIENT}/protocol.js": GOOD[f"{CLIENT}/protocol.js"].replace("'ack'", "'ack', 'bye'")}, "UNCOUNTED_TO_SERVER"),
    ({f"{CLIENT}/protocol.js": GOOD[f"{CLIENT}/protocol.js"].replace("1000, ", "")}, "FINAL_CODES"),
    ({ERRORS: GOOD[ERRORS].replace("true", "false")}, "errors.json"),
    ({DOCUMENT: GOOD[DOCUMENT].replace("`bad-message`", "`bad`")}, "error codes"),
    ({CLOSES: GOOD[CLOSES].replace("1000", "1001")}, "close.json"),
    ({DOCUMENT: GOOD[DOCUMENT].replace("| 1000 |", "| 1001 |")}, "close codes lack 1000"),
]
