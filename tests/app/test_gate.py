"""May this customer be rung now, whom is it, and who called before: by keyboard, on the demo data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app.test_journeys import SIZES, ring, take
from driving import driving

from cockpit.core.contact_rules import DebtorKind
from cockpit.core.override import Closed
from cockpit.core.party import kind_of, letter_sent
from cockpit.language import use
from cockpit.screens.views.preparation_view import check_rows
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.notes import NotesArea


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


@pytest.fixture
def evening(clock):
    """20:30 in Amsterdam."""
    clock.now = clock.now.replace(hour=19, minute=30)


def to_row(d, item):
    """The cursor of the preparation on a row; the list is left as it is."""
    checklist = d.main.query_one(Checklist)
    place = [row.id for row in checklist._rows].index(item)
    d.press(*["down"] * (place - checklist._cursor))


def rows(d):
    return {row.id: row.value for row in d.main.query_one(Checklist)._rows}


async def is_consumer(d):
    await take(d)
    to_row(d, "party")
    d.press("enter")
    await d.see("Who owes it?", "a consumer")
    d.press("3")
    await d.until(lambda: kind_of(d.call, d.hand.standing) is DebtorKind.CONSUMER)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_law_is_a_gate_that_a_reason_opens(make_cockpit, evening, started, size):
    async with driving(make_cockpit(claims="other"), size) as d:
        await is_consumer(d)
        d.press("f5")
        await d.see("only between 07:00 and 20:00", "Bki art. 4.2", "Tuesday 24 November 2026 at 07:00")
        d.press("f5")
        await d.see("A reason is needed here.")
        assert not d.main.is_talking and started == []
        d.type("hij vroeg zelf om half negen")
        d.press("f5")
        await d.until(lambda: d.main.is_talking, "the call")
        (passed,) = d.call.overrides
        assert (passed.closed, passed.reason) == (Closed.HOURS, "hij vroeg zelf om half negen")
        assert len(started) == 1
        assert d.main.focused is d.main.query_one("#notes", NotesArea)
        d.press("ctrl+o", "d")  # dialled again: the same gate is not asked about twice
        await d.until(lambda: len(started) == 2)


async def test_escape_leaves_the_telephone_where_it_is(make_cockpit, evening, started):
    async with driving(make_cockpit(claims="other")) as d:
        await is_consumer(d)
        await d.until(lambda: "only between 07:00 and 20:00 · again from" in rows(d)["gate"])
        for keys in (("f5",), ("ctrl+o", "d")):
            d.press(*keys)
            await d.see("This customer may not be rung now")
            d.type("zomaar")
            d.press("escape")
            await d.gone("This customer may not be rung now")
        assert started == [] and d.call.overrides == () and d.main.preparing


@pytest.mark.parametrize("claims", ["own", "other"])
async def test_a_firm_is_rung_at_any_hour(make_cockpit, evening, claims):
    async with driving(make_cockpit(claims=claims)) as d:
        await ring(d)
        assert d.call.overrides == ()


async def test_what_was_passed_is_in_the_history_and_the_party_remembered(make_cockpit, evening, store):
    async with driving(make_cockpit(claims="other")) as d:
        await is_consumer(d)
        d.press("f5")
        await d.see("What is the reason?")
        d.type("afgesproken")
        d.press("enter")
        await d.until(lambda: d.main.is_talking)
        d.press("f9", "1")
        await d.see("Comes back on")
        d.press("f5")
        await d.until(lambda: store.last_call().overrides, "saved")
        await take(d)
        assert kind_of(d.call, d.hand.standing) is DebtorKind.CONSUMER
        d.press("ctrl+o", "h")
        await d.see("Agreements")
        d.press("end", "up", "up", "up")
        await d.until(lambda: "outside the hours of the law all the same" in flat(d))


def flat(d):
    """The words of the detail, however they are wrapped."""
    return " ".join(str(d.app.screen.query_one("#history-text").content).split())


async def test_the_day_of_the_letter_is_read_as_a_day_behind_us(cockpit):
    async with driving(cockpit) as d:
        await is_consumer(d)
        to_row(d, "letter")
        d.press("enter")
        await d.see("On which day was the letter sent?")
        d.type("2-11")
        await d.see("= Monday 2 November 2026")
        d.press("enter")
        await d.until(lambda: letter_sent(d.call, d.hand.standing) is not None)
        await d.until(lambda: rows(d)["letter"] == "sent on Monday 2 November 2026")
        to_row(d, "letter")
        d.press("enter")
        await d.see("On which day was the letter sent?")
        d.type("morgen")
        await d.see("✗ Not a day that is behind us")
        d.press("escape")
        await d.gone("On which day")
        assert d.call.answer_to("letter") == "2026-11-02"


async def test_a_belgian_consumer_needs_a_notice_first(make_cockpit):
    async with driving(make_cockpit(claims="other")) as d:
        await take(d)
        hand = d.hand
        hand._known = replace(hand.account, debtor=replace(hand.account.debtor, country="BE"))
        hand.board.account = lambda _debtor: hand._known
        to_row(d, "party")
        d.press("enter")
        await d.see("Who owes it?")
        d.press("3")
        await d.until(lambda: "no formal notice is known" in rows(d)["advice-notice-unknown"])
        checklist = d.main.query_one(Checklist)
        assert checklist._rows[checklist._cursor].id == "party", "the cursor stays on its row"
        assert rows(d)["clause"].startswith("none: then no collection costs") and "letter-by" not in rows(d)
        to_row(d, "clause")
        d.press("enter")
        await d.see("What does the contract with this customer say")
        d.type("8 %")
        d.press("enter")
        await d.until(lambda: rows(d)["clause"] == "8 %")
        d.press("f5")
        await d.until(lambda: d.main.is_talking, "advice is no gate")
        hand.change(hand.call.answer("letter", "2026-11-05"))
        assert {row.id: row.value for row in check_rows(hand)}["letter-by"] == "by post"


async def test_whoever_takes_over_sees_what_the_other_one_agreed(make_cockpit):
    async with driving(make_cockpit(caller="Mark de Wit"), (160, 45)) as d:
        await take(d)
        await d.see("handed over", "Sanne Verhoef called on Wed 11 Nov", "Promises to pay")
        await d.see("promised: €1,842.50 on Thu 19 Nov", "the talk: Laten uitpraten")
        assert d.text.count("Begin met het bedrag") == 1, "the hint stands in the card"
        to_row(d, "handed")
        d.press("enter")
        await d.see("Agreements")
        d.press("escape")
        await d.gone("Agreements")


async def test_who_calls_stands_in_the_preparation_when_the_settings_say_it(make_cockpit):
    named = {"broken-promise": "Joris Deegkamp"}
    async with driving(make_cockpit(callers=named), (160, 45)) as d:
        await take(d)
        assert rows(d)["caller"] == "Joris Deegkamp"
        d.press("ctrl+o", "k")
        await d.until(
            lambda: (
                "Sanne Verhoef, on behalf of Joris Deegkamp"
                in [row.value for row in d.main.query_one(Checklist)._rows]
            )
        )


async def test_without_such_settings_nothing_is_said_about_it(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        assert not {"caller", "handed", "gate"} & set(rows(d))
