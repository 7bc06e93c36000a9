"""Scenario files, the table of effects and the stock: read, and refused with their place."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from cockpit.core.money import Money
from cockpit.desk.scenario_checks import examined_text
from cockpit.desk.scenario_template import template
from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay.acts import Act
from cockpit.roleplay.effects import effects, read_effects
from cockpit.roleplay.moves import OBJECTIONS, Move
from cockpit.roleplay.scenario import Temperament
from cockpit.roleplay.scenario_files import read_scenario, scenario_name
from cockpit.roleplay.stock import read_stock, stock

ROOM = files("cockpit.roleplay")
ON = date(2026, 11, 23)
NAME = "grote-klant.nl.toml"
TEXT = (ROOM / "scenarios" / NAME).read_text(encoding="utf-8")


def test_an_example_is_read():
    found = read_scenario(NAME, TEXT)
    assert (found.id, found.language, found.level) == ("grote-klant", "nl", 2)
    assert found.total == found.payable == Money(Decimal("1842.50"))
    assert found.paying.best < found.paying.in_mind
    assert [fact.id for fact in found.facts] == ["oven", "money-is-there"]
    assert found.facts[1].after == {"oven"}
    assert found.objections[0].at == {Move.DATE_QUESTION}
    assert found.temperament is Temperament.FRIENDLY
    assert found.day(ON, 0) == ON
    assert found.day(ON, 5) == date(2026, 11, 30)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_template_explains_every_key_and_is_sound_as_it_is(lang):
    text = template(lang)
    for key in (
        *("title", "goal", "level", "kind", "country", "temperament", "truth", "model", "caller", "debtor"),
        *("name", "firm", "contact", "picks_up", "patience", "trust", "invoice", "number", "what", "amount"),
        *("due_days_ago", "delivered_days_ago", "reminders", "paying", "in_mind", "best", "parts", "first"),
        *("gap", "payable", "fact", "id", "by", "after", "pull", "say", "again", "objection", "at"),
        "settled",
        *("stranger", "back_in", "hands_over", "lines"),
    ):
        assert re.search(rf"^(# )?(\[\[?{key}\]|{key} = )", text, re.M), key
    for name in (*Move, *Act, *OBJECTIONS):
        assert re.search(rf"^#   {name.value} +\S", text, re.M), name
    examined, found = examined_text(f"begin.{lang}.toml", text)
    assert not found
    assert examined.best_after == 2


def test_what_is_commented_out_in_the_template_can_be_taken_in():
    text = template("nl")
    for line in ("# parts = 3 ", '# first = "300.00"', "# gap = 10 "):
        assert line in text
        text = text.replace(line, line[2:])
    stranger = text[text.index("# [stranger]") : text.index("# Eigen regels")]
    opened = "\n".join(x[2:] if x.startswith("# ") else x for x in stranger.split("\n"))
    read = read_scenario("begin.nl.toml", text.replace(stranger, opened))
    assert (read.paying.parts, read.paying.first, read.paying.gap) == (3, Decimal("300.00"), 10)
    assert read.stranger.hands_over and read.stranger.back_in == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_shipped_scenario_is_read(lang):
    shelf = ROOM / "scenarios"
    names = [entry.name for entry in shelf.iterdir() if entry.name.endswith(f".{lang}.toml")]
    assert names
    for name in names:
        read_scenario(name, (shelf / name).read_text(encoding="utf-8"))


def test_names_of_files():
    assert scenario_name("/a/b/grote-klant.nl.toml") == ("grote-klant", "nl")
    for bad in ("grote-klant.toml", "Grote.nl.toml", "x.nl.txt", "a..nl.toml"):
        assert scenario_name(bad) is None
        with pytest.raises(PlaybookError, match=r"a name such as grote-klant\.nl\.toml"):
            read_scenario(bad, TEXT)


@pytest.mark.parametrize(
    ("change", "line_of", "where", "expected"),
    [
        (("level = 2", "level = 6"), "level = 6", "level", "from 1 to 5"),
        (("level = 2", "levl = 2"), None, "level", "from 1 to 5"),
        (('kind = "reminder"', 'kind = "remind"'), 'kind = "remind"', "kind", "one of courtesy"),
        (('country = "NL"', 'country = "FR"'), 'country = "FR"', "country", "one of NL, BE"),
        (('language = "nl"', 'language = "en"'), 'language = "en"', "language", "“nl”"),
        (("patience = 6", "patience = 0"), "patience = 0", "debtor, patience", "from 1 to 20"),
        (("patience = 6", "patience = true"), "patience = true", "debtor, patience", "a whole number"),
        (
            ('amount = "1842.50"', "amount = 1842.5"),
            "amount = 1842.5",
            "invoice 1, amount",
            "an amount such as",
        ),
        (
            ('amount = "1842.50"', 'amount = "1.842,50"'),
            'amount = "1.842,50"',
            "invoice 1, amount",
            '"1842.50"',
        ),
        (('amount = "1842.50"\n', ""), None, "invoice 1, amount", '"1842.50"'),
        (("best = 2", "best = 20"), "best = 20", "paying, best", "not after “in_mind”"),
        (
            ('by = ["open-question", "listen"]', 'by = ["open"]'),
            'by = ["open"]',
            "fact 1, by",
            "open-question",
        ),
        (('after = ["oven"]', 'after = ["oen"]'), 'after = ["oen"]', "fact 2, after", "a list out of oven"),
        (('id = "big-customer"', 'id = "huge"'), 'id = "huge"', "objection 1, id", "one of never-received"),
        (("[lines]\nnames-day", "[lines]\nname-day"), None, "lines", "the key 'names-day'"),
        (("[[invoice]]\n", "[[invoices]]\n"), None, "", "the key 'invoice'"),
        (("model = [", "models = ["), None, "", "the key 'model'"),
    ],
)
def test_a_mistake_names_file_line_key_and_what_fits(change, line_of, where, expected):
    assert change[0] in TEXT
    wrong: list[PlaybookError] = []
    text = TEXT.replace(*change, 1)
    read_scenario(NAME, text, wrong)
    error = next(e for e in wrong if expected in e.expected and where in e.where)
    assert error.path == NAME
    if line_of:
        assert text.splitlines()[error.line - 1].strip() == line_of
    with pytest.raises(PlaybookError):
        read_scenario(NAME, text)


def test_without_invoices_there_is_nothing_to_call_about():
    wrong: list[PlaybookError] = []
    text = TEXT[: TEXT.index("\n[[invoice]]")] + TEXT[TEXT.index("\n[paying]") :]
    read_scenario(NAME, text, wrong)
    assert any("[[invoice]]" in error.expected for error in wrong)


def test_what_is_no_toml_is_refused():
    with pytest.raises(PlaybookError, match="TOML that can be read"):
        read_scenario(NAME, "[[")


# -- effects and stock --------------------------------------------------------------------------------------


def test_the_effects_follow_the_articles():
    table = effects().of
    assert table["must"].pull < 0
    assert table["our-need"].pull > 0
    assert table["pressure"].patience <= -effects().most_pull
    assert table["concession-for-nothing"].pull == 0
    assert all(effect.source.startswith("S") for effect in table.values())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("[effect.must]", "[effect.moeten]"), "effect"),
        (("pull = 4", 'pull = "4"'), "effect, our-need, pull"),
        (("most_turns = 60", "most_turns = 0"), "most_turns"),
        (("tells_at = 5\n", ""), "tells_at"),
    ],
)
def test_a_mistake_in_the_effects_is_named(change, where):
    text = (ROOM / "effects.toml").read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(PlaybookError) as caught:
        read_effects("effects.toml", text.replace(*change, 1))
    assert caught.value.where.startswith(where)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_stock_has_lines_for_everything_he_does(lang):
    found = stock(lang)
    for act in Act:
        for temperament in Temperament:
            assert found.of(act, temperament)
    assert len(set(found.openers)) >= 5


def test_a_stock_that_lacks_something_is_refused():
    text = (ROOM / "stock" / "en.toml").read_text(encoding="utf-8")
    with pytest.raises(PlaybookError) as caught:
        read_stock("en.toml", text.replace("\nhangs-up =", "\nhangs-upp =", 1))
    assert caught.value.where == "any, hangs-up"
    with pytest.raises(PlaybookError):
        read_stock("en.toml", text.replace("[vague]", "[wage]", 1))
