"""From bytes to text, whatever the package wrote; what is no text is refused in one word."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake import IntakeError
from cockpit.intake import decode as room
from cockpit.intake.decode import decode

TEXT = "Naam;Bedrag\r\nCafé België;€ 5,00\r\n"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(written: str, named: str) -> None:
    assert decode(TEXT.encode(written)) == (TEXT, named)


@pytest.mark.parametrize("written", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_named(written: str) -> None:
    with pytest.raises(IntakeError) as raised:
        decode(TEXT.encode(written))
    assert (raised.value.code, raised.value.values) == ("encoding", {"encoding": "UTF-32"})


@given(st.text(st.characters(exclude_characters="\0"), min_size=4))
def test_only_utf_32_is_taken_for_it(text: str) -> None:
    for written in ("utf-8", "utf-8-sig", "utf-16"):
        try:
            decode(text.encode(written, "replace"))
        except IntakeError as error:
            assert error.code != "encoding"


def test_utf_16_of_either_kind() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, "utf-16")
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le") + b"x")[0].startswith(TEXT)


def test_one_wrong_byte_does_not_spoil_the_accents_of_the_others() -> None:
    data = "Café;België;Zoë\n".encode() * 3
    text, encoding = decode(data + b"\xff\n" + data)
    assert encoding == "utf-8"
    assert text.count("Café;België;Zoë") == 6


def test_bytes_that_windows_does_not_know() -> None:
    assert decode(b"a;b\n\x81;\xe9\n") == ("a;b\n\ufffd;é\n", "cp1252")


def workbook(*names: str, content: str = "x") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for name in names:
            book.writestr(zipfile.ZipInfo(name), content)  # a fixed date: the bytes name the test
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (workbook("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet", "xlsx"),
        (
            workbook("mimetype", content="application/vnd.oasis.opendocument.spreadsheet"),
            "spreadsheet",
            "ods",
        ),
        (workbook("brief.txt"), "not-text", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet", "xls"),
        (b"%PDF-1.7", "not-text", "pdf"),
        (b"\x89PNG\r\n", "not-text", "image"),
        (b"\xff\xd8\xff\xe0", "not-text", "image"),
        (b"\x1f\x8b\x08", "not-text", "zip"),
        (b'<?xml version="1.0"?>', "not-text", "xml"),
        (b"\xef\xbb\xbf\n <HTML><table>", "not-text", "html"),
        ("a;b\n".encode("utf-16-le"), "not-text", "binary"),
    ],
)
def test_what_is_no_text(data: bytes, code: str, kind: str) -> None:
    with pytest.raises(IntakeError) as told:
        decode(data)
    assert (told.value.code, told.value.values) == (code, {"kind": kind})


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b" " * 100_000])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(IntakeError, match="empty-file"):
        decode(data)


def test_white_space_before_the_text_is_no_empty_file() -> None:
    assert decode(b"\n" * 100_000 + b"a;b")[0].endswith("a;b")


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_BYTES", 2 * 1024 * 1024)
    with pytest.raises(IntakeError) as told:
        decode(b"a" * (2 * 1024 * 1024 + 1))
    assert told.value.values == {"megabytes": "3", "limit": "2"}


@given(st.text(min_size=1).filter(lambda text: text.strip("\ufeff").strip() and not set("<\0") & set(text)))
def test_any_text_with_a_mark_comes_back(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))[0] == text.encode(
        "utf-8", "replace"
    ).decode("utf-8")
