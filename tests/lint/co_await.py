# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Flags statements that g++ 12 may miscompile: `co_await` beside braces or a capturing lambda.

A braced temporary, a capturing lambda or T{co_await ...} in the same full expression can be
destroyed twice. The way out is always the same: name the value on the line before and move it in.
Types are unknown here, so every braced temporary counts, harmless ones too.

The source is cut into statements by following its brackets. A brace is taken for a block after
`)`, a keyword such as `else`, a lambda's specifiers or a class head, and for an initialiser
otherwise. What stands in the body of a lambda is a statement of its own.
"""

import re

import tree

TOKEN = re.compile(r"\n|\w+|::|->|\[\[|\]\]|\S")
BEFORE_BLOCK = {"else", "do", "try", "const", "noexcept", "override", "final", "mutable", ";", ":"}
HEADS = {"namespace", "class", "struct", "union", "enum", "extern"}
NOT_A_VALUE = {"return", "co_return", "co_await", "co_yield", "else", "case"}


class Statement:
    """One full expression or head, without the blocks in it."""

    def __init__(self):
        self.tokens = []      # (text, line)
        self.open = []        # what has been opened and not closed: ( [ or {
        self.suspects = []    # (line, what)

    def words(self):
        return [text for text, _ in self.tokens]


def opens_block(statement):
    """Whether the `{` that comes next begins a block."""
    words = statement.words()
    if not words or words[-1] in BEFORE_BLOCK:
        return True
    if not statement.open and HEADS & set(words[:3]) and not {"=", "("} & set(words):
        return True
    if words[-1] == ")":
        return True
    if words[-1] == "]" and is_lambda_introducer(words, matching(words, len(words) - 1)):
        return True
    if words[-1] == "}" and not statement.open and ":" in words:
        return True  # a constructor's body behind a_{x}
    return ends_in_return_type(words)


def ends_in_return_type(words):
    """... ) -> asio::awaitable<void>"""
    for index in range(len(words) - 1, 0, -1):
        if words[index] == "->":
            return words[index - 1] in (")", "mutable", "noexcept")
        if not re.match(r"\w+$|::|[<>,*&]$", words[index]):
            return False
    return False


def matching(words, close):
    """Index of the bracket that the one at `close` closes."""
    pairs = {")": "(", "]": "["}
    depth = 0
    for index in range(close, -1, -1):
        depth += (words[index] == words[close]) - (words[index] == pairs[words[close]])
        if depth == 0:
            return index
    return 0


def is_lambda_introducer(words, index):
    """Whether the `[` at this index begins a lambda and not a subscript or a structured binding."""
    before = words[index - 1] if index else ""
    is_value = re.match(r"\w+$|[\])]$", before) and before not in NOT_A_VALUE
    is_binding = before == "&" and "auto" in words[:index]
    return not is_value and not is_binding


def note_lambda(statement, line):
    """Called behind a `]`."""
    words = statement.words()
    start = matching(words, len(words) - 1)
    if start < len(words) - 2 and is_lambda_introducer(words, start):
        statement.suspects.append((line, "a capturing lambda"))


def statements(source):
    """Yields each statement of a translation unit, innermost first."""
    line, stack, current = 1, [], Statement()
    for token in TOKEN.findall(tree.bare_cpp(source)):
        if token == "\n":
            line += 1
            continue
        if token == "{" and opens_block(current):
            stack.append(current)
            current = Statement()
            continue
        if token == "}" and "{" not in current.open:
            yield current
            outer = stack.pop() if stack else Statement()
            if outer.open:  # the body of a lambda among arguments: the statement goes on
                current = outer
            else:
                yield outer
                current = Statement()
            continue
        if token == ";":  # also in the head of a `for`, whose parts are full expressions of their own
            yield current
            current = Statement()
            continue
        take(current, token, line)
    yield current


def take(statement, token, line):
    statement.tokens.append((token, line))
    if token in "([{":
        statement.open.append(token)
        if token == "{":
            statement.suspects.append((line, "a braced initialiser"))
    elif token in ")]}" and statement.open:
        statement.open.pop()
        if token == "]":
            note_lambda(statement, line)


def problems(root):
    for path in tree.cpp_files(root, "src", "include", "tests"):
        for statement in statements(tree.text(path)):
            words = statement.words()
            if "co_await" in words:
                for line, what in statement.suspects:
                    yield f"{path.relative_to(root)}:{line}: co_await together with {what}"


GOOD = {"src/a.cpp": """
namespace { struct Pair { int a = 0; }; }
class Session : public Base {
 public:
  Session(int a, int b) : b_(b), a_{a} { co_await start(); }
  awaitable<void> run() { co_await once(); }
};
asio::awaitable<std::size_t> read(Stream& s) noexcept {
  // co_await f(Pair{1})
  Pair pair{1};
  if (auto [ec, n] = co_await s.async_read(std::move(pair), as_tuple(use_awaitable)); ec) {
    co_return n;
  } else if (co_await other()) {
    const std::string text = "co_await f(Pair{1})";
  }
  while (co_await more()) { values[1] = co_await next(values[2]); }
  for (Pair pair{1}; co_await more();) use(pair);
  for (auto& [key, value] : co_await all()) { use(key); }
  auto plain = []() -> awaitable<void> { co_await timer.async_wait(use_awaitable); };
  co_spawn(context, [this, n = 1]() -> awaitable<void> { co_await once(); }, on_end);
  co_await run([](int x) { return x; });
  co_return Pair{1}.a;
}
"""}


def _bad(statement, words):
    return {"src/b.cpp": "awaitable<void> f() {\n  " + statement + "\n}\n"}, words


BAD = [
    _bad("co_await send(Message{name, text});", "src/b.cpp:2: co_await together with a braced"),
    _bad("auto x = Pair{co_await f()};", "a braced"),
    _bad("co_return Pair{co_await f(), 2};", "a braced"),
    _bad("co_await send({.name = name});", "a braced"),
    _bad("co_await std::vector<Message>{a, b}.run();", "a braced"),
    _bad("co_await run([this] { stop(); });", "a capturing lambda"),
    _bad("co_await run([&](int x) mutable { return x; }, 1);", "a capturing lambda"),
    _bad("co_await async_initiate<T>([s = std::move(s)](auto h) { h(); }, token);", "a capturing"),
    _bad("if (co_await f(Pair{1})) { stop(); }", "a braced"),
    _bad("co_spawn(c, []() -> awaitable<void> { co_await f(Pair{1}); }, done);", "a braced"),
    _bad("co_await run([](int x) { return x; }, Pair{1});", "a braced"),
    _bad("use(\n      Pair{1},\n      co_await f());", "src/b.cpp:3"),
]
