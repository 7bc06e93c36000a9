"""Words that the collector writes: underlined while he types, explained and replaced on one key."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from app.test_journeys import ZONNEVELD, ring, words
from driving import driving

from cockpit.desk.wording import Reader
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea


def notes(d):
    return d.main.query_one("#notes", NotesArea)


def underlined(d):
    """The pieces of the screen that are drawn underlined."""
    return [s.text for strip in d.strips for s in strip if s.style is not None and s.style.underline]


async def test_a_judgement_in_the_notes_is_underlined_explained_and_replaced_by_a_fact(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("Zegt dat hij ziek was, smoes!")
        await d.see("1 onderstreept · ^N")
        assert underlined(d) == ["smoes"]
        d.press("ctrl+n")
        await d.see("“smoes”", "In plaats daarvan:", "“tegenwerping”", "AVG")
        d.press("enter")
        await d.until(lambda: d.call.notes == "Zegt dat hij ziek was, tegenwerping!")
        await d.gone("onderstreept ·")
        assert d.main.focused is notes(d)
        d.press("ctrl+z")
        await d.until(lambda: d.call.notes.endswith("smoes!"), "undone like anything typed")
        await d.until(lambda: store.drafts()[ZONNEVELD].notes == d.call.notes)


async def test_escape_leaves_the_words_and_the_key_goes_from_one_finding_to_the_next(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("liegt, een wanbetaler")
        await d.see("2 onderstreept")
        d.press("home", "ctrl+n")
        await d.see("1/2", "“liegt”")
        d.press("ctrl+n")
        await d.see("2/2", "“wanbetaler”", "facturen na de vervaldag")
        d.press("right")
        await d.see("1/2")
        d.press("escape")
        await d.gone("1/2")
        assert d.call.notes == "liegt, een wanbetaler"
        assert d.main.focused is notes(d)


async def test_notes_are_not_judged_by_the_rules_for_what_is_said(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("Hij moet eerst met zijn baas praten. Waarom weet hij niet.")
        await d.until(lambda: "waarom" in d.call.notes.lower())
        await d.until(lambda: not d.main.is_waiting("look"))
        assert underlined(d) == []
        d.press("ctrl+n")
        await d.until(lambda: "Er is niets onderstreept." in d.messages)


async def test_our_half_of_the_agreement_is_judged_as_the_customer_will_read_it(cockpit):
    async with driving(cockpit, (160, 45)) as d:
        await ring(d)
        box = d.main.query_one("#field-if_we", LineInput)
        d.press("f4", "enter")
        d.type("u moet de kopie tekenen")
        await d.until(lambda: d.call.entry.if_we == "u moet de kopie tekenen")
        await d.until(lambda: underlined(d) == ["moet"], "underlined")
        d.press("ctrl+n")
        await d.see("“moet”", "In plaats daarvan:", "S0.2 ·")
        suggestion = d.app.screen.marked.finding.suggestion
        d.press("f5")
        await d.until(lambda: d.call.entry.if_we == suggestion)
        assert d.main.focused is box
        await d.until(lambda: underlined(d) == [])
        # The day and the return stand in other boxes: their absence here is no fault.
        d.press("ctrl+a", "ctrl+k")
        d.type("geen rente, zo snel mogelijk")
        await d.until(lambda: d.call.entry.if_we.endswith("mogelijk"))
        await d.until(lambda: not d.main.is_waiting("look"))
        assert underlined(d) == []


async def to_wrap_up(d):
    await ring(d)
    d.press("f4")
    d.type("vr")
    d.press("f9", "6")
    await d.see("Wat is er gezegd?", "Komt terug op")
    d.press("f5")
    await d.see("Afronden", "F6")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_a_message_hides_none_of_the_keys_of_the_summary(cockpit, size):
    async with driving(cockpit, size) as d:
        await to_wrap_up(d)
        cockpit.notify("Zomaar iets.", timeout=60)
        await d.see("Zomaar iets.", "F5  bewaren")
        keys = d.app.screen.query_one(KeyBar).region
        await d.until(lambda: all(not toast.region.overlaps(keys) for toast in d.app.screen.query("Toast")))


async def test_own_words_stand_in_the_mail_and_are_judged_while_they_are_typed(cockpit, tmp_path):
    async with driving(cockpit) as d:
        await to_wrap_up(d)
        d.press("f6")
        await d.see("De mail", "Uw eigen woorden", "Bedankt voor het gesprek")
        d.type("Fijn u te spreken. U moet de kopie nog tekenen.")
        await d.see("1 onderstreept · ^N")
        assert underlined(d) == ["moet"]
        assert "Fijn u te spreken. U moet" in words(d, "#letter-text")
        d.press("ctrl+n")
        await d.see("In plaats daarvan:")
        d.press("enter")
        await d.gone("In plaats daarvan:")
        await d.until(lambda: "moet" not in d.call.own_words)
        assert d.call.own_words.startswith("Fijn u te spreken. "), "only the sentence was replaced"
        d.press("ctrl+n")
        await d.until(lambda: "Er is niets onderstreept." in d.messages)
        written = d.call.own_words
        d.press("f5")
        await d.see("Om voor te lezen")
        d.press("f2")
        await d.until(lambda: list(tmp_path.rglob("*.eml")), "the mail")
        mail = message_from_bytes(next(tmp_path.rglob("*.eml")).read_bytes(), policy=policy.default)
        assert written in " ".join(mail.get_body(("plain",)).get_content().split())
        assert written in " ".join(mail.get_body(("html",)).get_content().split())
        saved = d.call.id
        d.press("f5")
        store = d.app.desk.session.store
        await d.until(lambda: (call := store.call(saved)) and call.own_words == written)


async def test_where_from_shows_article_and_tip_the_other_side_and_every_rule(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("ctrl+o", "w")
        await d.see("Herkomst", "S3 ·")
        told = words(d, "#told")
        assert "Wie belt" in told and "Beslist door: Het soort gesprek" in told
        rules = ("must", "why", "self-blame", "closed-question", "vague", "one-sided", "pressure", "long")
        assert all(f"{rule} " in told for rule in rules)
        d.press("escape")
        await d.gone("Herkomst")
        assert d.main.focused is notes(d)


@pytest.mark.parametrize("reader", list(Reader))
async def test_any_text_can_be_looked_at(cockpit, reader):
    async with driving(cockpit) as d:
        await ring(d)
        wording = d.app.desk.wording
        for text in ("", "\n\n", "[b]moet[/]", "é" * 5000, "\u200f\x00", "waarom?\n" * 300):
            for marked in wording.look(text, reader, d.call):
                line = text.split("\n")[marked.row]
                assert line[marked.finding.start : marked.finding.end] == marked.quote
