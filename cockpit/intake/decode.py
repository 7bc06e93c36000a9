"""From the bytes of a file to its text, without being told how it was written."""

from __future__ import annotations

import codecs

from cockpit.intake.problems import IntakeError

MAX_BYTES = 64 * 1024 * 1024
_MIB = 1024 * 1024
_PEEK = 65_536
_AROUND = 500_000
_ASCII = bytes(range(128))

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "spreadsheet", "xls"),
    (b"%PDF", "not-text", "pdf"),
    (b"\x89PNG", "not-text", "image"),
    (b"\xff\xd8\xff", "not-text", "image"),
    (b"GIF8", "not-text", "image"),
    (b"\x1f\x8b", "not-text", "zip"),
)
_MARKUP = (("<?xml", "xml"), ("<!doctype", "html"), ("<html", "html"), ("<table", "html"))


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: utf-8, utf-16 or cp1252.

    A byte order mark decides; without one the text is UTF-8 when it reads as such, else Windows-1252. What
    cannot be decoded becomes U+FFFD. Raises `IntakeError`: too-large, spreadsheet, not-text, encoding,
    empty-file.
    """
    if len(data) > MAX_BYTES:
        size = -(-len(data) // _MIB)
        raise IntakeError("too-large", megabytes=str(size), limit=str(MAX_BYTES // _MIB))
    _refuse_binary(data)
    text, encoding = _decoded(data)
    start = text[:_PEEK].lstrip("\ufeff").lstrip().lower()
    if not start and not text.lstrip("\ufeff").strip():
        raise IntakeError("empty-file")
    for mark, kind in _MARKUP:
        if start.startswith(mark):
            raise IntakeError("not-text", kind=kind)
    return text, encoding


def _refuse_binary(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        _refuse_zip(data)
    for mark, code, kind in _SIGNATURES:
        if data.startswith(mark):
            raise IntakeError(code, kind=kind)
    if _is_utf32(data):
        raise IntakeError("encoding", encoding="UTF-32")
    head = data[:_PEEK]
    if not _has_utf16_mark(data) and head.count(0) * 10 > len(head):
        raise IntakeError("not-text", kind="binary")


def _refuse_zip(data: bytes) -> None:
    edges = data[:_PEEK] + data[-_PEEK:]
    if b"opendocument" in edges:
        raise IntakeError("spreadsheet", kind="ods")
    if b"[Content_Types].xml" in edges or b"xl/" in edges:
        raise IntakeError("spreadsheet", kind="xlsx")
    raise IntakeError("not-text", kind="zip")


def _is_utf32(data: bytes) -> bool:
    """With a byte order mark, of which the first half is that of UTF-16, or by its first plain letter."""
    start = data[:4]
    if start in {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}:
        return True
    zeros = [byte == 0 for byte in start]
    return zeros in ([False, True, True, True], [True, True, True, False])


def _has_utf16_mark(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", errors="replace"), "utf-8"
    if _has_utf16_mark(data):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        around = data[max(wrong.start - _AROUND, 0) : wrong.start + _AROUND]
    if _is_damaged_utf8(around):
        return data.decode("utf-8", errors="replace"), "utf-8"
    return data.decode("cp1252", errors="replace"), "cp1252"


def _is_damaged_utf8(data: bytes) -> bool:
    """One wrong byte in a UTF-8 file must not turn every é of the others into two signs."""
    text = data.decode("utf-8", errors="replace")
    plain = len(data) - len(data.translate(None, _ASCII))
    return len(text) - plain > 2 * text.count("\ufffd")
