"""Text from outside is data: what may stay in it, and how two spellings are recognised as one.

Names, notes and descriptions come from files, pastes and old workspaces. Nothing in them may reach a
terminal, a mail header or a calendar line as a command.
"""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 500
BLOCK_LIMIT = 100_000

_PAYLOAD = "[^\n\x07\x1b\x90\x98\x9c-\x9f]*"
_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clear screen
    f"|(?:\x1b\\]|\x9d){_PAYLOAD}(?:\x07|\x1b\\\\|\x9c)"  # OSC: title, clipboard
    f"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f]){_PAYLOAD}(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC
    "|\x1b[ -/]*[0-~]?"  # any other escape; of a sequence that never ends the words stay
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200b-\u200d\u2060\ufe0e\ufe0f"  # terminals disagree about the width of joined emoji
_CONTROLS = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_JOINERS}\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")


def clean_block(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Text of several lines without escape sequences, controls, bidi marks; at most `limit` characters."""
    text = text[: limit * 2].replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _CONTROLS.sub("", _SEQUENCES.sub("", text)))
    return text[:limit]


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Text of one line: as `clean_block`, with every run of white space made one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()[:limit].rstrip()
    return _SPACE.sub(" ", clean_block(text, limit * 4)).strip()[:limit].rstrip()


def fold(text: str) -> str:
    """The text for comparing and searching: no capitals, no accents, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def shorten(text: str, width: int) -> str:
    """The text in at most `width` characters, an ellipsis where it was cut."""
    return text if len(text) <= width else (text[: max(width - 1, 0)].rstrip() + "…")[:width]
