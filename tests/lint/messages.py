# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Every text of the page has a translation in each language, with the same placeholders, and no file of messages
has a text that the page no longer uses. The texts are those that the sources pass to translate() and
translateCount(), and those of the HTML. Each entry of a file of messages has a line of its own."""

import html.parser
import re

import tree

PAGES = ("web/index.html", "web/room.html")
MESSAGES = "web/js/page/language/messages"
ATTRIBUTES = ("aria-label", "title", "placeholder")
# Names, which stay as they are, and what a browser shows without the script that translates.
SAME_EVERYWHERE = {"Parley", "Major Tom", "This page needs JavaScript."}

LITERAL = r"'(?:[^'\\\n]|\\.)*'"
LITERALS = rf"({LITERAL}(?:\s*\+\s*{LITERAL})*)"
CALL = re.compile(rf"\btranslate\(\s*{LITERALS}")
COUNT = re.compile(rf"\btranslateCount\([^{{}}]*\{{[^{{}}]*?\bother:\s*{LITERALS}")
DIRECT = re.compile(r"(?<!function )\b(translate|translateCount)\(")
ENTRY = re.compile(rf"^  ({LITERAL}): (?:({LITERAL})|\{{((?:\w+: {LITERAL}(?:, )?)+)\}}),$")
FORM = re.compile(rf"(\w+): ({LITERAL})")
PLACEHOLDER = re.compile(r"\{\w+\}")
COMMENT = re.compile(r"^\s*/\*\*?.*?\*/|^\s*//[^\n]*|  //[^\n]*", re.DOTALL | re.MULTILINE)


def value(literals):
    """What one or more JavaScript literals with + between them stand for."""
    return "".join(re.sub(r"\\(.)", r"\1", part[1:-1]) for part in re.findall(LITERAL, literals))


class Texts(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def add(self, text):
        words = " ".join(text.split())
        if words:
            self.found.add(words)

    def handle_data(self, data):
        self.add(data)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        for name in ATTRIBUTES:
            self.add(named.get(name) or "")
        if named.get("name") == "description":
            self.add(named["content"])


def texts_of_pages(root):
    texts = Texts()
    for page in PAGES:
        if (root / page).exists():
            texts.feed(tree.text(root / page))
    return texts.found


def texts_of_scripts(root):
    """Yields (path, text), or (path, None) for a use that does not say its text."""
    for path in tree.files(root, "web/js/page"):
        if "language" in path.relative_to(root / "web/js/page").parts[:-1]:
            continue
        source = COMMENT.sub("", tree.text(path))
        found = [value(text) for text in CALL.findall(source) + COUNT.findall(source)]
        yield from ((path, text) for text in found)
        if len(found) != len(DIRECT.findall(source)):
            yield path, None


def entries(path):
    """{English: [translation in each form]} of a file of messages, and its lines that are no entries."""
    found, strange = {}, []
    inside = False
    for line in tree.text(path).splitlines():
        if line == "export default {":
            inside = True
        elif line == "};":
            inside = False
        elif inside:
            match = ENTRY.match(line)
            if not match or value(match[1]) in found:
                strange.append(line.strip())
                continue
            forms = [match[2]] if match[2] else [form for _, form in FORM.findall(match[3])]
            found[value(match[1])] = [value(form) for form in forms]
    return found, strange


def differ(english, translation):
    """A form for one or two may leave the number out."""
    wanted, there = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(translation))
    return bool(there - wanted or wanted - there - {"{count}"})


def problems(root):
    texts = texts_of_pages(root)
    for path, text in texts_of_scripts(root):
        if text is None:
            yield f"{path.relative_to(root)}: passes something other than a text to translate() or translateCount()"
        else:
            texts.add(text)
    texts -= SAME_EVERYWHERE
    for path in tree.files(root, MESSAGES):
        name = path.relative_to(root)
        translations, strange = entries(path)
        for line in strange:
            yield f"{name}: not one entry, or the second of its text: {line}"
        for text in sorted(texts - set(translations)):
            yield f"{name}: has no translation of: {text}"
        for text in sorted(set(translations) - texts):
            yield f"{name}: the page does not use: {text}"
        for text in sorted(texts & set(translations)):
            if not all(translations[text]):
                yield f"{name}: is empty: {text}"
            if any(differ(text, form) for form in translations[text]):
                yield f"{name}: has other placeholders: {text}"


GOOD = {
    "web/index.html": '<title>Parley</title><button title="Close">\n  Send\n  it</button>\n',
    "web/js/page/a.js": "translate('Long ' +\n  'text');\ntranslate('{name} left', {name});\n"
                        "translateCount(n, {one: 'one', other: '{count} people'});\n",
    "web/js/page/language/translate.js": "export function translate(english) {}\ntranslate(words);\n",
    f"{MESSAGES}/de.js": "export default {\n  'Close': 'Schließen',\n  'Send it': 'Senden',\n  'Long text': 'Langer Text',\n"
                         "  '{name} left': '{name} ist weg',\n"
                         "  '{count} people': {one: 'eine Person', other: '{count} Personen'},\n};\n",
}
_DE = GOOD[f"{MESSAGES}/de.js"]
BAD = [
    ({f"{MESSAGES}/de.js": _DE.replace("  'Send it': 'Senden',\n", "")}, "has no translation of: Send it"),
    ({f"{MESSAGES}/de.js": _DE.replace("  'Close': 'Schließen',\n", "")}, "has no translation of: Close"),
    ({"web/js/page/b.js": "translate('New')"}, "has no translation of: New"),
    ({"web/index.html": ""}, "the page does not use: Close"),
    ({f"{MESSAGES}/de.js": _DE.replace("{name} ist", "{nam} ist")}, "has other placeholders: {name} left"),
    ({f"{MESSAGES}/de.js": _DE.replace("'Senden'", "''")}, "is empty: Send it"),
    ({f"{MESSAGES}/de.js": _DE.replace("'Senden',", "'Senden', 'A': 'B',")}, "not one entry"),
    ({f"{MESSAGES}/de.js": _DE.replace("};", "  'Close': 'Zu',\n};")}, "the second of its text"),
    ({"web/js/page/b.js": "translate(words)"}, "b.js: passes something other"),
]
