"""By what a debtor is recognised in a file."""

from __future__ import annotations

import json
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.making import agreement, call, ledger

from cockpit.core.standing import Standing
from cockpit.store.port import Dossier
from cockpit.store.traces import Mentions, Traces


@pytest.mark.parametrize(
    ("trace", "there", "not_there"),
    [
        ("D-1007", ['"D-1007"', "d-1007.", "(D-1007)"], ["D-10071", "D-1007-2", "XD-1007", "2-D-1007"]),
        ("1007", ["nr 1007.", '"1007"', "1007, "], ["1007.50", "2026-1007", "11007", "1007-2"]),
        ("12", ['{"id":"12"}'], ["12 euro", "2026-11-12"]),
        (
            "Café Zoë B.V.",
            ["CAFE ZOE BV".replace("BV", "B.V"), "cafe\u0301 zoe\u0308 b.v."],
            ["cafés zoë b v"],
        ),
        ('De "Wilg" \\ Zn', [json.dumps('x De "Wilg" \\ Zn y'), "De-Wilg-Zn"], ["De Wilgen Zn"]),
        ("bos@wilg.example", ["<BOS@wilg.example>"], ["jan.bos@wilg.example"]),
        ("€", [], ["a € b"]),
    ],
)
def test_whole_words_without_capitals_and_accents(trace: str, there: list[str], not_there: list[str]) -> None:
    traces = Traces([trace])
    assert [text for text in there if not traces.in_text(text)] == []
    assert [text for text in not_there if traces.in_text(text)] == []


@pytest.mark.parametrize("phone", ["020 555 0101", "+31 (0)20 555 01 01", "0031205550101", "+31205550101"])
def test_a_telephone_number_in_any_form(phone: str) -> None:
    traces = Traces((), [phone])
    for text in ("0205550101", "+31 20-555 01 01", "(020) 555.0101", "tel:+31205550101,"):
        assert traces.in_text(text) == (phone,)
    for text in ("02055501019", "020 555 0102"):
        assert traces.in_text(text) == ()


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("020 600 1234", ["0206001234", "020-6001234", "+31206001234", "+31 (0)20 600 12 34"]),
        ("0475/10 02 00", ["0475100200", "+32 475 10 02 00", "0475-10.02.00"]),
        ("06 0000 0107", ["0600000107", "06-00000107", "0031600000107"]),
        ("+31 20 600 00 12", ["0206000012", "020 600 00 12"]),
    ],
)
def test_a_number_with_noughts_in_it(phone: str, written: list[str]) -> None:
    assert [text for text in written if not Traces((), [phone]).in_text(f"bel {text}, niet na 17 u")] == []


@pytest.mark.parametrize(
    ("field", "numbers"),
    [
        ("020-5551234 / 06-12345678", ("020-5551234", "06-12345678")),
        ("020-5551234/06-12345678", ("020-5551234", "06-12345678")),
        ("020-5551234 06-12345678", ("020-5551234", "06-12345678")),
        ("020-5551234 toestel 12", ("020-5551234",)),
        ("thuis: 020 555 12 34, werk +31 (0)6 12 34 56 07", ("020 555 12 34", "+31 (0)6 12 34 56 07")),
        ("+32 475 10 02 00 +32 2 214 08 36", ("+32 475 10 02 00", "+32 2 214 08 36")),
        ("02-214.08.36 / 785864", ("02-214.08.36", "785864")),
        ("bel 14 020", ("bel 14 020",)),
        ("10000 a0", ("10000 a0",)),
        ("", ()),
    ],
)
def test_every_number_of_a_field_by_itself(field: str, numbers: tuple[str, ...]) -> None:
    traces = Traces((), [field])
    assert traces.texts == numbers
    for number in numbers:
        assert traces.in_text(f"bel {number} terug") == (number,)


@pytest.mark.parametrize(
    ("phone", "noted"),
    [
        ("785864", "2026-11-22T14:08:38.785864+00:00"),
        ("785864", "12 78 58 64"),
        ("02 214 08 36", "C-20261122-140836-d902"),
        ("20261122", "C-20261122-140836-d902"),
        ("20261127", "2026-11-27"),
        ("020 555 0101", "99-0205550101"),
        ("020 555 0101", "0205550101-22"),
    ],
)
def test_a_telephone_number_is_no_part_of_more_figures(phone: str, noted: str) -> None:
    assert not Traces((), [phone]).in_text(noted)
    assert Traces((), [phone]).out_of(noted) == noted


def test_two_numbers_that_follow_each_other_are_both_found() -> None:
    traces = Traces((), ["020 555 0101"])
    assert traces.out_of("06 87654321 020 555 0101 2 keer") == "06 87654321 […] 2 keer"


def test_a_short_number_is_looked_for_as_it_is() -> None:
    assert Traces((), ["14 020"]).in_text("bel 14 020 nu")


@pytest.mark.parametrize(
    ("trace", "noted", "left"),
    [
        ("Café Zoë B.V.", "Broer van CAFE ZOE B.V, ook laat", "Broer van […], ook laat"),
        ("Café Zoë B.V.", "Café Zoë B.V.", "[…]."),  # and nothing else
        ("Straße & Zn", "bij ẞ en STRASSE & ZN!", "bij ẞ en […]!"),
        ("bos@wilg.example", "mail (bos@wilg.example) werkt niet", "mail ([…]) werkt niet"),
        ("F-2026-118", "verrekend met F-2026-118 en f-2026-118.", "verrekend met […] en […]."),
        ("Aleida", "Vroeg naar Aleida.", "Vroeg naar Aleida."),  # who knows which one
        ("1007", "nr 1007 of 1007 euro", "nr 1007 of 1007 euro"),
    ],
)
def test_only_a_sure_mention_in_a_sentence_is_blackened(trace: str, noted: str, left: str) -> None:
    mentions = Mentions(Traces([trace]))
    document = {"debtor_id": "D-2", "notes": noted, "list": [{"what": noted}], "id": noted, "n": 3}
    assert mentions.blacken(document) == {**document, "notes": left, "list": [{"what": left}]}
    assert mentions.debtors == ({"D-2"} if left != noted else set())


@given(st.text(), st.text(alphabet="Ab1 é.ß", min_size=6))
def test_what_is_blackened_is_not_found_again(around: str, trace: str) -> None:
    traces = Traces([trace])
    noted = f"x {around} {trace} {around} x"
    left = traces.out_of(noted)
    assert left == noted or not traces.in_text(left)


@pytest.mark.parametrize("noted", ["0205550101", "+31 20-555 01 01", "+31 (0)20 555 0101", "020/5550101"])
def test_a_telephone_number_is_blackened_in_any_form(noted: str) -> None:
    traces = Traces((), ["020 555 0101"])
    assert traces.out_of(f"bel {noted} terug") == "bel […] terug"


def in_file(path: Path, content: bytes, *texts: str) -> tuple[str, ...]:
    path.write_bytes(content)
    return Traces(texts).in_file(path)


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    name = "Bäckerei Zonneveld & Zn"
    mail = EmailMessage()
    mail["Subject"] = f"Factuur voor {name}"
    mail.set_content(f"Geachte {name},\n" + "lang " * 40, cte="base64")
    raw = mail.as_bytes()
    assert name.encode() not in raw
    assert in_file(tmp_path / "x.eml", raw, name) == (name,)
    assert in_file(tmp_path / "x.eml.part", raw, name) == (name,)
    folded = "SUMMARY:Bel Bäcke\r\n rei Zonneveld\\, & Zn\r\n".encode()
    assert in_file(tmp_path / "x.ics", folded, name) == (name,)
    escaped = json.dumps({"n": name, "m": "een\nBäckerei"}).encode()
    assert b"\\u00e4" in escaped
    assert in_file(tmp_path / "x.json", escaped, name) == (name,)
    assert in_file(tmp_path / "y.json", b'{"m":"een\\nZonneveld"}', "Zonneveld") == ("Zonneveld",)


def test_the_name_of_a_file_counts_and_rubbish_does_not_matter(tmp_path: Path) -> None:
    assert in_file(tmp_path / "2026-11-23 De-Wilg c1.eml", b"", "De Wilg") == ("De Wilg",)
    assert in_file(tmp_path / "x", bytes(range(256)) * 9, "De Wilg") == ()
    assert in_file(tmp_path / "y", b"\xff\xfeDe Wilg\x00", "De Wilg") == ("De Wilg",)


def test_what_is_known_of_others_as_well_says_nothing() -> None:
    book = ledger(3)
    dossier = Dossier("D-1", book.account("D-1"), calls=(call(),), agreements=(agreement(),))
    everything = Traces.of(dossier)
    assert everything.texts == (
        "D-1",
        "2026-0001",
        "Bakkerij Zonneveld 1 BV",
        "Bakkerij Zonneveld 1",
        "Mevr. Bos",
    )
    assert everything.words == ("Bos",)
    standings = {"D-2": Standing("D-2", last_contact="mevr. bos"), "D-1": Standing("D-1")}
    only = Traces.only_of(dossier, book, standings)
    assert only.texts == ("D-1", "2026-0001", "Bakkerij Zonneveld 1 BV", "Bakkerij Zonneveld 1")
    assert only.words == ()


@pytest.mark.parametrize("field", ["company_no", "phone", "email", "contact_person"])
def test_what_two_branches_share_is_not_only_his(field: str) -> None:
    book = ledger(3)
    debtors = {key: replace(d, **{field: "0123.456.789"}) for key, d in book.debtors.items()}
    book = replace(book, debtors=debtors)
    dossier = Dossier("D-1", book.account("D-1"))
    assert "0123.456.789" in (*Traces.of(dossier).texts, *Traces.of(dossier).words)
    only = Traces.only_of(dossier, book, {})
    assert "0123.456.789" not in (*only.texts, *only.words)


def pointing_to(phone: str = "", email: str = "", *others: tuple[str, str]) -> Traces:
    """By what a debtor with that number and address is found, beside others with theirs."""
    book = ledger(3)
    details = [(phone, email), *others, ("", ""), ("", "")]
    debtors = {
        key: replace(d, phone=number, mobile="", email=address)
        for (key, d), (number, address) in zip(book.debtors.items(), details, strict=False)
    }
    book = replace(book, debtors=debtors)
    return Traces.only_of(Dossier("D-0", book.account("D-0")), book, {})


@pytest.mark.parametrize(
    ("phone", "noted"),
    [
        ("020 555 01 19", ["555 01 19", "5550119.", "10:14 5550119 bellen", "(555-0119)", "na 17u: 5550119"]),
        ("0205550119", ["555 01 19", "5550119"]),
        ("0123-45 67 89", ["456789", "45.67.89"]),
        ("+32 2 214 08 36", ["214.08.36", "2140836"]),
        ("+31 (0)6 12 34 56 78", ["12345678", "12 34 56 78"]),
    ],
)
def test_a_number_without_its_area_code_is_doubtful(phone: str, noted: list[str]) -> None:
    traces = pointing_to(phone)
    assert len(traces.words) == 1
    for text in noted:
        assert traces.perhaps_in(f"bel {text}") == traces.words
        assert traces.in_text(text) == ()
        assert traces.out_of(text) == text


@pytest.mark.parametrize(
    "noted",
    [
        "030 555 01 19",
        "020 555 01 19",
        "5550119,50",
        "15550119",
        "5550119 00",
        "2026-5550119",
        "20261122T5550119",
        "55 01 19 90",
        "50119",
    ],
)
def test_what_is_more_than_the_number_without_its_area_code_is_not_it(noted: str) -> None:
    assert pointing_to("020 555 01 19").perhaps_in(noted) == ()


def test_a_number_that_ends_like_that_of_another_points_to_nobody() -> None:
    assert pointing_to("020 555 01 19", "", ("030-5550119", "")).words == pointing_to().words
    assert pointing_to("555 01 19").words == pointing_to().words


def test_another_address_at_his_own_domain_is_doubtful() -> None:
    traces = pointing_to("", "bos@wilg.example", ("", "info@zon.example"))
    assert traces.perhaps_in("mail INKOOP@Wilg.example.") == ("@wilg.example",)
    assert traces.in_text("inkoop@wilg.example") == ()
    assert traces.out_of("inkoop@wilg.example") == "inkoop@wilg.example"
    for text in ("zon.example", "wilg.example.org", "wilg.example-x.nl", "wilg.examples", "de-wilg.example"):
        assert traces.perhaps_in(f"a@{text}") == ()
    assert traces.perhaps_in("wilg.example") == ()


@pytest.mark.parametrize("his", ["bos@gmail.com", "bos@zon.example", ""])
def test_a_domain_that_others_have_points_to_nobody(his: str) -> None:
    assert pointing_to("", his, ("", "info@ZON.example")).words == pointing_to().words
