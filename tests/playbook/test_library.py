"""A team's own playbooks beside ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cockpit.core.call import CallKind
from cockpit.playbook import Library, PlaybookError, languages, load
from cockpit.playbook.library import FILE_LIMIT, SHELF

REMINDER, COURTESY = CallKind.REMINDER, CallKind.COURTESY

BOOK = """kind = "{kind}"
language = "{language}"
title = "Ours"
goal = "A day."
[[step]]
id = "one"
stage = "closing"
title = "One"
[[step.line]]
say = "{say}"
"""

COMMON = """
[[voicemail]]
say = "Bonjour."
[[third_party]]
say = "Merci."
[labels]
amount = "montant"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    return folder


def save(folder: Path, name: str, text: str = "", **said: str) -> Path:
    """Save a file as an editor does, at a later time even for a coarse clock."""
    path = folder / name
    kind, language = name.split(".")[:2]
    values = {"kind": kind, "language": language, "say": "Day {agreed_day}."} | said
    if not text:
        text = BOOK
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def said(library: Library, kind: CallKind = REMINDER, language: str = "nl") -> str:
    return library.load(kind, language).steps[0].lines[0].text


@pytest.mark.parametrize("folder", [None, Path("absent"), SHELF])
def test_without_a_folder_there_are_only_ours(folder: Path | None) -> None:
    library = Library(folder)
    assert library.languages() == languages() == ("en", "nl")
    assert library.load(REMINDER, "nl_BE") is load(REMINDER, "nl")
    assert library.problems == ()
    assert library.own_files() == []
    assert {path.name for path in library.files()} == {path.name for path in SHELF.glob("*.toml")}
    assert not library.refresh()


def test_an_own_playbook_takes_the_place_of_ours(own: Path) -> None:
    path = save(own, "reminder.nl.toml")
    library = Library(own)
    book = library.load(REMINDER, "nl")
    assert (book.title, book.path, said(library)) == ("Ours", str(path), "Day {agreed_day}.")
    assert [card.id for card in book.objections] == [card.id for card in load(REMINDER, "nl").objections]
    assert library.load(REMINDER, "en") is load(REMINDER, "en")
    assert library.load(COURTESY, "nl") is load(COURTESY, "nl")
    assert path in library.files()
    assert SHELF / "reminder.nl.toml" not in library.files()
    assert library.problems == ()


def test_own_cards_change_ours_line_by_line_and_add_others(own: Path) -> None:
    text = """
    [[objection]]
    id = "was-ill"
    acknowledge = "Vervelend."
    [[objection]]
    id = "moved"
    number = 11
    title = "Verhuisd"
    acknowledge = "Goed."
    answer = "Ja."
    check = "Waarheen?"
    by_when = "Vandaag."
    date_question = "Welke dag?"
    """
    save(own, "objections.nl.toml", text)
    library = Library(own)
    ours = load(REMINDER, "nl").objection("was-ill")
    card = library.load(REMINDER, "nl").objection("was-ill")
    assert ours is not None
    assert card is not None
    assert card.acknowledge.text == "Vervelend."
    assert (card.answer, card.number, card.title) == (ours.answer, ours.number, ours.title)
    for kind in CallKind:
        assert [c.number for c in library.load(kind, "nl").objections] == list(range(1, 12))
    assert library.load(REMINDER, "en").objection("moved") is None
    assert SHELF / "objections.nl.toml" in library.files()
    own_playbook = save(own, "dunning.nl.toml")
    library.refresh()
    assert library.load(CallKind.DUNNING, "nl").path == str(own_playbook)
    assert library.load(CallKind.DUNNING, "nl").objection("moved") is not None


def test_own_common_lines_change_what_they_name(own: Path) -> None:
    save(own, "common.nl.toml", '[[voicemail]]\nsay = "Belt u even."\n[labels]\namount = "som"\n')
    library = Library(own)
    book = library.load(REMINDER, "nl")
    assert [line.text for line in book.voicemail] == ["Belt u even."]
    assert book.third_party == load(REMINDER, "nl").third_party
    labels = book.steps[0].lines[0].labels
    assert (labels["amount"], labels["firm"]) == ("som", "ons bedrijf")
    assert len(library.load(CallKind.CALLBACK, "nl").voicemail) == 3


def test_a_file_that_was_saved_is_read_when_it_is_looked_for(own: Path) -> None:
    library = Library(own)
    assert said(library) == said(Library())
    save(own, "reminder.nl.toml", say="First.")
    assert said(library) == said(Library())
    assert library.refresh()
    assert said(library) == "First."
    save(own, "reminder.nl.toml", say="Other.")
    assert library.refresh()
    assert said(library) == "Other."
    assert not library.refresh()
    (own / "reminder.nl.toml").unlink()
    assert library.refresh()
    assert said(library) == said(Library())


def test_a_broken_file_is_reported_and_ours_holds(own: Path) -> None:
    path = save(own, "reminder.nl.toml", BOOK.replace("{kind}", "reminder").replace("{language}", "nl"))
    library = Library(own)
    (problem,) = library.problems
    assert (problem.path, problem.where, problem.line, problem.column) == (
        str(path),
        "step 1, line 1, say",
        10,
        8,
    )
    assert "a known field instead of {say}" in problem.expected
    assert library.load(REMINDER, "nl") is load(REMINDER, "nl")
    save(own, "reminder.nl.toml")
    assert library.refresh()
    assert library.problems == ()
    assert said(library) == "Day {agreed_day}."


def test_broken_shared_files_leave_ours_and_the_other_own_ones_in_use(own: Path) -> None:
    save(own, "common.nl.toml", "voicemail = 3\n")
    save(own, "objections.nl.toml", '[[objection]]\nid = "was-ill"\nnumber = 3\n')
    save(own, "reminder.nl.toml")
    library = Library(own)
    assert [problem.where for problem in library.problems] == ["voicemail", "objection 1, number"]
    assert said(library) == "Day {agreed_day}."
    assert library.load(COURTESY, "nl") is load(COURTESY, "nl")


@pytest.mark.parametrize(
    ("name", "text", "where", "expected"),
    [
        ("remindr.nl.toml", "", "", "a name such as reminder.nl.toml"),
        ("reminder.toml", "", "", "a name such as reminder.nl.toml"),
        ("dunning.nl.toml", BOOK.replace("{kind}", "reminder"), "kind", "“dunning”, as the file is called"),
        ("dunning.en.toml", BOOK.replace("{kind}", "dunning"), "language", "“en”, as the file is called"),
        ("reminder.fr.toml", BOOK.replace("{kind}", "reminder"), "", "the file common.fr.toml beside it"),
        ("reminder.nl.toml", "#" * FILE_LIMIT + "#", "", "a file of at most 250 kB"),
        ("reminder.nl.toml", "kind = reminder", "", "TOML that can be read"),
    ],
)
def test_what_cannot_be_used_says_what_was_expected(own: Path, name, text, where, expected) -> None:
    text = text.replace("{language}", "nl").replace("{say}", "Day.")
    (own / name).write_text(text, encoding="utf-8")
    library = Library(own)
    (problem,) = library.problems
    assert problem.path == str(own / name)
    assert problem.where == where
    assert expected in problem.expected
    assert library.load(REMINDER, "nl") is load(REMINDER, "nl")
    assert library.languages() == ("en", "nl")


def test_what_is_no_readable_file(own: Path) -> None:
    (own / "dunning.nl.toml").mkdir()
    (own / "reminder.nl.toml").write_bytes(b"\xff\xfe")
    (own / ".#courtesy.nl.toml").symlink_to("nobody@nowhere")
    (own / "courtesy.en.toml").symlink_to("nowhere")
    (own / "notes.txt").write_text("not ours")
    library = Library(own)
    assert [p.expected for p in library.problems] == [
        "an ordinary file, and no folder, pipe or device",
        "a file in UTF-8 that can be read",
    ]
    assert library.load(CallKind.DUNNING, "nl") is load(CallKind.DUNNING, "nl")


def test_a_byte_order_mark_does_not_matter(own: Path) -> None:
    path = save(own, "reminder.nl.toml")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    library = Library(own)
    assert library.problems == ()
    assert said(library) == "Day {agreed_day}."


def whole_language(own: Path, tag: str) -> None:
    save(own, f"common.{tag}.toml", COMMON)
    for kind in CallKind:
        save(own, f"{kind.value}.{tag}.toml", say="Bonjour.")


def test_a_language_of_their_own_is_files(own: Path) -> None:
    whole_language(own, "fr")
    library = Library(own)
    assert library.problems == ()
    assert library.languages() == ("en", "fr", "nl")
    book = library.load(REMINDER, "fr")
    assert (said(library, language="fr"), book.objections) == ("Bonjour.", ())
    assert book.steps[0].lines[0].labels["amount"] == "montant"
    assert library.shared("fr_BE") is not None
    assert library.shared("de") is None


def test_a_language_of_their_own_that_is_spoilt_stays_as_it_was(own: Path) -> None:
    whole_language(own, "fr")
    library = Library(own)
    assert said(library, language="fr") == "Bonjour."
    for text in ("kind = ", "kind = 3"):
        save(own, "reminder.fr.toml", text)
        assert library.refresh()
        assert len(library.problems) == 1
        assert library.languages() == ("en", "nl")
        assert said(library, language="fr") == "Bonjour."
    with pytest.raises(PlaybookError, match="a language out of en, nl"):
        Library(own).load(REMINDER, "fr")
