"""The scenarios that come along and those of a team."""

from __future__ import annotations

import pytest

from cockpit.core.call import CallKind
from cockpit.roleplay.library import SHELF, Library, read_whole

NAME = "grote-klant.nl.toml"
TEXT = (SHELF / NAME).read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    return folder


def test_ours_are_there_without_a_folder(tmp_path):
    library = Library(tmp_path / "absent")
    assert not library.problems
    assert library.find("grote-klant", "nl").scenario.language == "nl"
    assert library.find("grote-klant", "nl_BE").scenario.language == "nl"
    assert library.find("grote-klant.en", "nl").scenario.language == "en"
    assert library.find("grote-klant", "fr").scenario.id == "grote-klant"
    assert library.find("grote-klant.fr", "nl") is None
    assert library.find("niets", "nl") is None
    assert Library().files() == library.files()


def test_they_are_chosen_by_language_level_and_kind():
    library = Library()
    every = library.scenarios()
    assert [one.scenario.level for one in every] == sorted(one.scenario.level for one in every)
    assert {one.scenario.language for one in library.scenarios("nl-BE")} == {"nl"}
    assert all(one.scenario.level == 2 for one in library.scenarios(level=2))
    kinds = {one.scenario.kind for one in library.scenarios(kind=CallKind.REMINDER)}
    assert kinds == {CallKind.REMINDER}
    assert not library.scenarios("fr")


def test_an_own_scenario_goes_before_ours(own):
    (own / NAME).write_text(TEXT.replace("De bakker die", "Onze bakker die"), encoding="utf-8")
    (own / "tweede.nl.toml").write_text(TEXT, encoding="utf-8")
    (own / ".verborgen.nl.toml").write_text("x", encoding="utf-8")
    library = Library(own)
    assert library.find("grote-klant", "nl").scenario.title.startswith("Onze bakker")
    assert library.find("grote-klant", "nl").is_own
    assert not library.find("grote-klant", "en").is_own
    assert library.find("tweede", "nl").text == TEXT
    assert len(library.files()) == len(Library().files()) + 2


def test_what_cannot_be_used_is_told_and_the_others_go_on(own):
    (own / NAME).write_text(TEXT.replace("level = 2", "level = 9"), encoding="utf-8")
    (own / "kapot.nl.toml").write_text("[[", encoding="utf-8")
    (own / "Zonder Taal.toml").write_text(TEXT, encoding="utf-8")
    (own / "frans.fr.toml").write_text(TEXT.replace('"nl"', '"fr"', 1), encoding="utf-8")
    (own / "geen-tekst.nl.toml").write_bytes(b"\xff\xfe\x00")
    library = Library(own)
    told = {error.path.rpartition("/")[2]: error for error in library.problems}
    assert set(told) == {NAME, "kapot.nl.toml", "Zonder Taal.toml", "frans.fr.toml", "geen-tekst.nl.toml"}
    assert told[NAME].where == "level"
    assert TEXT.splitlines()[told[NAME].line - 1] == "level = 2"
    assert told["frans.fr.toml"].expected == "a language out of en, nl"
    assert told["frans.fr.toml"].line == told[NAME].line - 3
    assert library.find("grote-klant", "nl").scenario.level == 2
    assert library.find("frans", "nl") is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("[debtor]", "[debiteur]"), ["debiteur", "debtor"]),
        (('amount = "1842.50"', "amount = 1842.50"), ["invoice 1, amount"]),
        (('amount = "1842.50"', 'amount = "veel"'), ["invoice 1, amount"]),
        (("[paying]", "[betalen]"), ["betalen", "paying"]),
    ],
)
def test_each_mistake_is_told_once(change, where):
    _, wrong = read_whole(NAME, TEXT.replace(*change, 1))
    assert [error.where for error in wrong] == where
