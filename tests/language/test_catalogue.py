"""Messages, negotiation of tags, and what loads when."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.language import (
    N_,
    NN_,
    _,
    available,
    catalogue,
    current,
    negotiate,
    ngettext,
    pgettext,
    translator,
    use,
)
from cockpit.language.locales import locale_of, tag_of
from cockpit.language.words import Words, words_of

PO = """msgid ""
msgstr ""
"Language: pl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Queue"
msgstr "Kolejka"

msgctxt "stage"
msgid "open"
msgstr "otwarcie"

msgid "open"
msgstr "otwarte"

#, fuzzy
msgid "Help"
msgstr "Pomoc?"

msgid "Quit"
msgstr ""

msgid "{n} call"
msgid_plural "{n} calls"
msgstr[0] "{n} rozmowa"
msgstr[1] "{n} rozmowy"
msgstr[2] "{n} rozmów"

#~ msgid "Gone"
#~ msgstr "Dawne"
"""


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "cockpit.po").write_text(PO, "utf-8")
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path)
    forget()
    yield
    forget()


def forget() -> None:
    catalogue._translator.cache_clear()
    catalogue._load.cache_clear()


def test_english_is_the_source() -> None:
    assert (_("Queue"), ngettext("{n} call", "{n} calls", 1), ngettext("{n} call", "{n} calls", 0)) == (
        "Queue",
        "{n} call",
        "{n} calls",
    )
    assert current() == "en"
    assert (N_("Queue"), NN_("one", "many")) == ("Queue", ("one", "many"))


def test_dutch() -> None:
    use("nl")
    assert (current(), _("Queue"), _("No such text anywhere")) == ("nl", "Wachtrij", "No such text anywhere")
    assert ngettext("{n} invoice", "{n} invoices", 1).format(n=1) == "1 factuur"
    assert ngettext("{n} invoice", "{n} invoices", 3).format(n=3) == "3 facturen"


def test_the_language_of_the_debtor_beside_that_of_the_interface() -> None:
    dutch = translator("nl_BE")
    assert (dutch.tag, dutch.language, dutch.gettext("Queue")) == ("nl_BE", "nl", "Wachtrij")
    assert _("Queue") == "Queue"
    assert translator("nl_BE") is dutch
    use("nl_BE")
    assert translator().tag == "nl_BE"
    assert current() == "nl"


@pytest.mark.parametrize("tag", ["en", "nl"])
def test_an_empty_text_is_not_the_header_of_the_catalogue(tag: str) -> None:
    use(tag)
    assert _("") == ""
    assert pgettext("stage", "") == ""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("nl", "nl"),
        ("NL", "nl"),
        ("nl_BE", "nl_BE"),
        ("nl-be", "nl_BE"),
        ("nl_BE.UTF-8", "nl_BE"),
        ("nl_NL@euro", "nl_NL"),
        ("nl-Latn-BE", "nl_BE"),
        ("en_001", "en_001"),
        ("fr", "en"),
        ("fr_BE", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("", "en"),
        ("nl/../..", "en"),
        ("\x1b[2J", "en"),
    ],
)
def test_negotiate(tag: str, expected: str) -> None:
    assert negotiate(tag) == expected


def test_regional_formats() -> None:
    assert str(locale_of("en")) == "en_GB"
    assert str(locale_of("nl_BE")) == "nl_BE"
    assert str(locale_of("nl_DE")) == "nl"
    assert str(locale_of("en_QA")) == "en_GB"
    assert tag_of(None) == "en"


@pytest.mark.usefixtures("polish")
def test_a_further_language_is_files() -> None:
    assert available() == ["en", "pl"]
    use("pl_PL")
    assert (current(), _("Queue"), _("Help"), _("Quit"), _("Gone")) == (
        "pl",
        "Kolejka",
        "Help",
        "Quit",
        "Gone",
    )
    assert (pgettext("stage", "open"), _("open"), pgettext("other", "open")) == (
        "otwarcie",
        "otwarte",
        "open",
    )
    assert [ngettext("{n} call", "{n} calls", n) for n in (1, 2, 5, 22)] == [
        "{n} rozmowa",
        "{n} rozmowy",
        "{n} rozmów",
        "{n} rozmowy",
    ]


def test_a_language_without_words_reads_numbers() -> None:
    bare = Words({})
    assert bare.day_rules[0].pattern.fullmatch("27-11 ")
    assert bare.clock_rules[0].pattern.fullmatch("16:30 ")
    assert bare.normal("  27-11. ") == "27-11 "
    assert words_of("fr") is words_of("en")


def test_available() -> None:
    assert available() == ["en", "nl"]


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("from cockpit.language import _, use; use('en'); _('Queue')", False),
        ("import cockpit.language.sentences, cockpit.language.dates, cockpit.language.amounts", False),
        ("from cockpit.language import _, use; use('nl'); _('Queue')", True),
    ],
)
def test_english_does_not_pay_for_babel(code: str, loaded: bool) -> None:
    program = f"import sys; {code}; sys.exit(int('babel' in sys.modules))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == int(loaded)
