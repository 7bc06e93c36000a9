"""Text, bytes and tables that want to be more than data, and how to see whether they became it."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
ESC, BEL, ST, CSI, OSC, DCS = "\x1b", "\x07", "\x9c", "\x9b", "\x9d", "\x90"

SEQUENCES = (
    *(f"{ESC}[2J", f"{ESC}[31m", f"{ESC}[?1049l", f"{CSI}2J", f"{ESC}c", f"{ESC}[6n", f"{ESC}(0", ESC),
    *(f"{ESC}]0;title{BEL}", f"{ESC}]52;c;ZXZpbA=={BEL}", f"{ESC}]8;;http://elders.example{ESC}\\klik"),
    *(
        f"{OSC}0;title{ST}",
        f"{OSC}52;c;ZXZpbA==",
        f"{DCS}1$r0m{ST}",
        f"{ESC}P+q544e{ESC}\\",
        f"{ESC}_x{ESC}\\",
    ),
    *(f"{ESC}[7777;1m", f"{ESC}]7777;x{BEL}", f"{ESC}P7777q{ESC}\\", f"{ESC}[?7777h"),
    *(f"{ESC}]0;never ended", f"{ESC}{ESC}[[31m", f"{ESC}[31", "\x9b31m", f"{ESC}[{ESC}[31m31m"),
)
CONTROLS = tuple(map(chr, (*range(32), *range(0x7F, 0xA0))))
MARKS = (
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c", "\u200b", "\u200d", "\u2060", "\ufeff"),
    *("\u2028", "\u2029", "\u00ad", "\ufff9", "\U000e0041", "\u180e", "\u2061", "\u206f", "\U000e0100"),
)
WIDE = (
    "\ufdfd",
    "日本語",
    "e\u0301\u0301",
    "a" + "\u0300" * 40,
    "👩\u200d💻",
    "🇳🇱",
    "\u1100\u1161",
    "ß",
    "İ",
    "ﬃ",
    "\u3164",
)
ODD = ("\ud800", "\udfff", "\ue000", "\uffff", "\U0010ffff", "\u0378", "\u0660\u0661", "１２", "Ⅻ", "½", "²")
MARKUP = (
    *("[/b]", "[/]", "[@click=app.quit]klik[/]", "[red]", "[50%]", "[$x]", r"\[", "[", "]", "[/", "[link=x]"),
    *("{", "}", "{amount}", "{0}", "{x.__class__}", "{{", "%s", "%(n)s", "%", "$primary", "${x}", "$", "\\"),
    *(
        "<script>alert(1)</script>",
        "&lt;",
        "<!--",
        "-->",
        "]]>",
        "**",
        "`",
        "# ",
        "|",
        "![x](http://x.example)",
    ),
)
FORMULAS = (
    *(
        '=HYPERLINK("http://elders.example")',
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=cmd|' /C x'!A0",
    ),
    *(
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u200b=1",
        "'=1",
        '"=1',
        ";=1",
        ",=1",
        "\ufeff=1",
        "\u00a0=1",
        "−1",
    ),
)
HEADERS = (
    *(
        "\r\nBcc: ander@elders.example",
        "\nX-Evil: 1",
        "\rSubject: x",
        "\r\n\r\nbody",
        "\u2028Bcc: x@y.example",
    ),
    *(
        "=?utf-8?q?=0D=0ABcc:_x=40y.example?=",
        "=?utf-8?b?DQpCY2M6IHhAeS5leGFtcGxl?=",
        "x@y.example, z@w.example",
    ),
    *(
        '"x\r\n"@y.example',
        "a@b.example>\r\nTo: c@d.example",
        "<x@y.example>",
        "x@y",
        "@",
        "é@é.example",
        "a@b..c",
    ),
    *(
        "\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "\nATTACH:http://elders.example",
        ";X=1:",
        "\\n",
        "\\,",
        "\r\n ",
        "=\r\n",
    ),
    *("From nobody", ".\r\n", "\r\n.\r\nMAIL FROM:<x@y.example>"),
)
PATHS = (
    *(
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x",
        "C:\\x",
        "\\\\host\\share",
        "CON",
        "nul",
        "LPT1.txt",
    ),
    *(
        ".",
        "",
        " ",
        "~",
        "~root/x",
        "~niemand-hier/x",
        "$HOME",
        "a/b",
        "a\\b",
        "a:b",
        "x\x00y",
        "-rf",
        "--help",
        ".hidden",
        "a" * 300,
    ),
    *(
        "é" * 200,
        "%2e%2e%2f",
        "file:///etc/passwd",
        "\u2215",
        "\uff0f",
        "\u2024\u2024/",
        "a.",
        "a ",
        "COM1 ",
        "com\u00b9",
    ),
)
NUMBERS = (
    *(
        "0",
        "-0",
        "1e999",
        "1E+999999999",
        "NaN",
        "sNaN",
        "-Infinity",
        "0x10",
        "1_000",
        "9" * 400,
        "1,5",
        "1.842,50",
    ),
    *(
        "999999999999999999999.99",
        "99-99-9999",
        "31-02-2026",
        "0000-00-00",
        "9999-12-31",
        "1900-01-01",
        "€ 1",
        "--",
    ),
    *("29-2-2027", "25:61", "+999999999", "vr", "morgen", "over 99999 jaar", "10/11/12", "24:00"),
)
QUOTES = (
    '"',
    '""',
    "'",
    '"""',
    "'''",
    '";"',
    ";",
    ",",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "#",
    "=",
    ":",
)

PIECES = (
    *(SEQUENCES, CONTROLS, MARKS, WIDE, ODD, MARKUP, FORMULAS, HEADERS, PATHS, NUMBERS, QUOTES),
    (
        "abc",
        "Bakkerij Zonneveld BV",
        "waarom moet u",
        "2026-0412",
        "020 555 0147",
        "x" * 600,
        "y " * 300,
        "\n" * 50,
    ),
)

HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Nothing of this may reach a terminal, a mail header, a file name or a cell."""


def a_piece(random: Random) -> str:
    """A hostile text, or any characters at all."""
    if random.random() < 0.15:
        return "".join(
            chr(random.choice((random.randrange(0x300), random.randrange(0x110000))))
            for _ in range(random.randrange(9))
        )
    return random.choice(random.choice(PIECES))


def a_text(random: Random, most: int = 4) -> str:
    """A few pieces one behind the other."""
    return "".join(a_piece(random) for _ in range(random.randint(0, most)))


def seeded(make: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """What is made with a number that is drawn: much quicker than drawing every character."""
    return st.integers(0, 2**40).map(lambda number: make(Random(number)))


PIECE = st.sampled_from([piece for kind in PIECES for piece in kind])
TEXT = seeded(a_text)
"""Text as a file, a paste or an old workspace may hold it: lone surrogates too."""

BYTES = seeded(lambda random: random.randbytes(random.randrange(200))) | TEXT.map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


def harmless(text: str) -> None:
    """Lines without anything in them that does something to a terminal."""
    found = HARMFUL.search(text.replace("\n", ""))
    assert found is None, f"{found!r} in {text[:200]!r}"


def sentence(text: str, most: int = 1500) -> None:
    """One line that somebody can read: harmless, not empty, not endless, nothing left unfilled."""
    assert text.strip(), "nothing is said"
    assert len(text) <= most, f"{len(text)} characters: {text[:200]!r}"
    assert "\n" not in text, f"several lines: {text[:200]!r}"
    assert "Traceback" not in text
    harmless(text)


def edited(bases: list[str], most: int = 4) -> st.SearchStrategy[str]:
    """A sound file with a few places spoilt: a line doubled, taken away, or a hostile text put in."""

    def make(random: Random) -> str:
        text = random.choice(bases)
        for _ in range(random.randint(1, most)):
            text = _edited(text, random)
        return text

    return seeded(make)


def _edited(text: str, random: Random) -> str:
    lines = text.split("\n")
    n, piece = random.randrange(len(lines)), a_piece(random)
    what = random.choice(("drop", "double", "insert", "insert", "value", "value", "cut", "swap"))
    if what == "drop":
        del lines[n]
    elif what == "double":
        lines.insert(n, lines[n])
    elif what == "swap":
        lines[n], lines[n - 1] = lines[n - 1], lines[n]
    elif what == "value":
        head, sign, _ = lines[n].partition("=")
        lines[n] = f"{head}{sign} {toml_value(piece, random.randrange(9973))}"
    elif what == "insert":
        at = random.randrange(len(lines[n]) + 1)
        lines[n] = lines[n][:at] + piece + lines[n][at:]
    else:
        return "\n".join(lines[:n]) + piece
    return "\n".join(lines)


_VALUES = (
    "true",
    "0",
    "-1",
    "99999999999999999999",
    "1.5",
    "nan",
    "inf",
    "1979-05-27",
    "07:32:00",
    "[]",
    "{}",
    '""',
)


def toml_value(piece: str, number: int) -> str:
    """A value of whatever kind, or the text between quotation marks."""
    if number % 3:
        return toml_text(piece)
    return (*_VALUES, f"[{toml_text(piece)}]", f"{{ {toml_text(piece)} = 1 }}", "[" * 40)[number % 15]


def toml_text(text: str) -> str:
    """The text as TOML writes it between quotation marks, every odd character escaped."""
    escaped = (
        c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}"
        for c in text
        if not "\ud800" <= c <= "\udfff"
    )
    return '"' + "".join(escaped) + '"'
