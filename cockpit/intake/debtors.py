"""Who the debtors in a file are: rows merged by number or else by name, the first filled cell wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cockpit.core.ledger import Debtor
from cockpit.core.text import fold
from cockpit.intake.days import Day
from cockpit.intake.sheet import Texts

_COUNTRIES = {
    "NL": "nld nederland netherlands the-netherlands holland pays-bas niederlande",
    "BE": "bel belgie belgium belgique belgien",
    "DE": "deu duitsland germany deutschland allemagne",
    "FR": "fra frankrijk france",
    "LU": "lux luxemburg luxembourg",
    "GB": "gbr uk verenigd-koninkrijk united-kingdom great-britain groot-brittannie engeland england",
    "IE": "irl ierland ireland",
    "US": "usa verenigde-staten united-states",
    "ES": "esp spanje spain",
    "IT": "ita italie italy",
    "AT": "aut oostenrijk austria",
    "CH": "che zwitserland switzerland",
    "PL": "pol polen poland",
    "DK": "dnk denemarken denmark",
    "SE": "swe zweden sweden",
}
_COUNTRY_NAMES = {
    name.replace("-", " "): code for code, names in _COUNTRIES.items() for name in names.split()
}
_LANGUAGES = {
    "nl": "nl nld dut n nederlands dutch vlaams neerlandais",
    "en": "en eng e engels english anglais",
    "fr": "fr fra fre f frans french francais",
    "de": "de deu ger d duits german deutsch",
}
_LANGUAGE_NAMES = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
_DUTCH_SPEAKING = frozenset({"NL", "BE"})
_DIALS = (("+31", "NL"), ("0031", "NL"), ("+32", "BE"), ("0032", "BE"))
_NOT_DIALLED = re.compile(r"[^0-9+]")
_VAT = re.compile(r"(NL|BE|DE|FR|LU|GB|IE|ES|IT|AT|PL|DK|SE)[ .]?[0-9]", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")
_MOST_DAYS = 365


def whole_number(text: str) -> int | None:
    """The first number in "30 dagen netto" or "2e herinnering", up to 365; None when there is none."""
    found = _NUMBER.search(text)
    return int(found[0]) if found and int(found[0]) <= _MOST_DAYS else None


def country_code(text: str) -> str:
    """The ISO code of a country's code or name, empty when it is not known."""
    plain = fold(text).replace("-", " ") if text else ""
    if plain in _COUNTRY_NAMES:
        return _COUNTRY_NAMES[plain]
    return plain.upper() if len(plain) == 2 and plain.isascii() and plain.isalpha() else ""


def _country_dialled(number: str) -> str:
    if "+" not in number and "00" not in number[:4]:
        return ""
    dialled = _NOT_DIALLED.sub("", number)
    return next((country for prefix, country in _DIALS if dialled.startswith(prefix)), "")


def language_code(text: str) -> str:
    """The ISO code of a language's code or name (also with a country: nl_BE), empty when it is not known."""
    return _LANGUAGE_NAMES.get(re.split(r"[-_ ]", fold(text))[0], "") if text else ""


def email_address(text: str) -> str:
    """The first address of a cell with one or more; empty when there is none."""
    return next((part for part in re.split(r"[;,\s<>]+", text) if part.count("@") == 1), "")


UNCLEAR: Mapping[str, Callable[[str], bool]] = {
    "payment_terms_days": lambda text: whole_number(text) is not None,
    "reminders": lambda text: whole_number(text) is not None,
    "country": lambda text: bool(country_code(text)),
    "language": lambda text: bool(language_code(text)),
    "email": lambda text: bool(email_address(text)),
}
"""Optional fields whose cells may be filled and still say nothing, and whether a cell says something."""


def identify(codes: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """The id of the debtor of every row; empty when it names none.

    The number is the id. A row without one belongs to the only number that has its name, else the folded
    name is the id. Capitals and accents make no difference.
    """
    spelled: dict[str, str] = {}
    by_code = {code: spelled.setdefault(fold(code), code) for code in dict.fromkeys(codes)}
    ids = tuple([by_code[code] for code in codes])
    if "" not in by_code:
        return ids
    by_name = {name: fold(name) or name for name in dict.fromkeys(names)}
    owners: dict[str, set[str]] = {}
    for debtor, name in zip(ids, names, strict=True):
        if debtor and name:
            owners.setdefault(by_name[name], set()).add(debtor)
    only = {key: next(iter(owner)) for key, owner in owners.items() if len(owner) == 1}
    return tuple(
        [debtor or only.get(by_name[name], by_name[name]) for debtor, name in zip(ids, names, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the file is silent. `today` only bounds which dates are plausible."""

    today: date
    country: str = "NL"
    language: str = "nl"
    terms_days: int = 30
    currency: str = "EUR"


def _first_filled(ids: Sequence[str], first: Mapping[str, int], texts: Sequence[str]) -> dict[str, str]:
    """The first filled cell of every debtor; nearly always it stands in his `first` row."""
    found = {debtor: texts[index] for debtor, index in first.items()}
    if not all(found.values()) and any(texts):
        for debtor, text in zip(ids, texts, strict=True):
            if text and not found[debtor]:
                found[debtor] = text
    return found


class Details:
    """Per debtor the first filled cell of each column that tells something about him."""

    _FIELDS = (
        "debtor_name",
        "phone",
        "mobile",
        "email",
        "contact_person",
        "vat_no",
        "company_no",
        "payment_terms_days",
        "country",
        "language",
    )

    def __init__(self, texts: Texts, ids: Sequence[str], since: Sequence[Day], defaults: Defaults) -> None:
        self._defaults = defaults
        first = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
        self._found: Mapping[str, Mapping[str, str]] = {
            name: _first_filled(ids, first, texts[name]) for name in self._FIELDS
        }
        self._since: dict[str, date] = {}
        for debtor, day in zip(ids, since, strict=True) if any(since) else ():
            if isinstance(day, date):
                self._since.setdefault(debtor, day)

    def terms_days(self, debtor: str) -> int:
        """The debtor's payment term in calendar days, or the default one."""
        own = whole_number(self._text("payment_terms_days", debtor))
        return self._defaults.terms_days if own is None else own

    def debtor(self, debtor: str) -> Debtor:
        """The debtor as the file describes him."""
        country = self._country(debtor)
        return Debtor(
            id=debtor,
            name=self._text("debtor_name", debtor) or debtor,
            country=country,
            language=self._language(debtor, country),
            phone=self._text("phone", debtor),
            mobile=self._text("mobile", debtor),
            email=email_address(self._text("email", debtor)),
            contact_person=self._text("contact_person", debtor),
            company_no=self._text("company_no", debtor) or self._text("vat_no", debtor),
            terms_days=whole_number(self._text("payment_terms_days", debtor)),
            customer_since=self._since.get(debtor),
        )

    def _text(self, name: str, debtor: str) -> str:
        return self._found[name].get(debtor, "")

    def _country(self, debtor: str) -> str:
        """From its column, else the VAT number, else the telephone number, else the default."""
        stated = country_code(self._text("country", debtor))
        if stated:
            return stated
        for name in ("vat_no", "company_no"):
            found = _VAT.match(self._text(name, debtor))
            if found:
                return found[1].upper()
        for name in ("phone", "mobile"):
            country = _country_dialled(self._text(name, debtor))
            if country:
                return country
        return self._defaults.country

    def _language(self, debtor: str, country: str) -> str:
        """From its column, else the default in the default country, else by country, else English."""
        stated = language_code(self._text("language", debtor))
        if stated:
            return stated
        if country == self._defaults.country:
            return self._defaults.language
        return "nl" if country in _DUTCH_SPEAKING else "en"
