"""Whatever is said is said with a known code and exactly the values that its sentence needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cockpit.intake import ERRORS, NOTICES, REFUSED, Defaults, IntakeError, read
from cockpit.intake.problems import quoted

EXPORTS = sorted(p for p in (Path(__file__).parent / "exports").iterdir() if p.suffix != ".expected")
ENDLESS = b"Klant;Factuurnummer;Datum;Bedrag\n" + b"x" * 200_000 + b"\nZon;1;01-09-2026;5,00\n"
NUMBERED = b"Nummer;Klant;Factuurnummer;Datum;Bedrag\n" + b"".join(
    b"%d;Zon;F%d;01-09-2026;5,00\n" % (n, n) for n in range(3)
)


def test_no_code_means_two_things() -> None:
    assert not set(ERRORS) & set(REFUSED) | set(REFUSED) & set(NOTICES) | set(NOTICES) & set(ERRORS)


def test_every_code_is_used_with_its_values() -> None:
    seen = set()
    for data in [*(path.read_bytes() for path in EXPORTS), ENDLESS, NUMBERED]:
        found = read(data, defaults=Defaults(today=date(2026, 11, 21)))
        for told, known in ((found.refused, REFUSED), (found.notices, NOTICES)):
            assert [one.line for one in told] == sorted(one.line for one in told)
            for one in told:
                assert tuple(one.values) == known[one.code]
                assert all(isinstance(value, str) for value in one.values.values())
                seen.add(one.code)
    assert seen == set(REFUSED) | set(NOTICES)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04xl/",
        b"%PDF",
        b"a\nb",
        b"Klant;Factuur\n1;2\n",
        b"Klant;Factuur" + b";x" * 300 + b"\n",
    ],
)
def test_errors_too(data: bytes) -> None:
    with pytest.raises(IntakeError) as raised:
        read(data, defaults=Defaults(today=date(2026, 11, 21)))
    assert tuple(raised.value.values) == ERRORS[raised.value.code]


def test_text_in_a_message_is_short_and_harmless() -> None:
    assert quoted("a\x1b[2J\r\nb") == "a b"
    assert len(quoted("x" * 1000)) == 60
