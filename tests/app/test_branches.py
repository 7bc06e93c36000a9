"""The talk takes another turn: a branch of the script, by the key of the objections and its letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driving import driving

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.core.call import CallKind, Phase
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.language import _
from cockpit.playbook import Library
from cockpit.store.codec import decode, encode

SIZES = [(120, 36), (80, 24), (160, 45)]


async def at(d, step: str) -> None:
    """In a call, at this step."""
    d.press("f5", "f5")
    await d.until(lambda: d.main.is_talking, "the call")
    for _step in d.hand.playbook.steps:
        if d.call.step == step:
            break
        before = d.call.step
        d.press("f5")
        await d.until(lambda before=before: d.call.step != before, "the next line")
    assert d.call.step == step


def script(d) -> str:
    return str(d.main.query_one("#script").content)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_branch_is_taken_from_the_notes_and_the_way_back_is_the_way_that_was_come(cockpit, size):
    async with driving(cockpit, size) as d:
        await at(d, "choice")
        d.type("wil wel")
        d.press("f3")
        await d.see(
            "a  Noemt een dag die past", "b  Wil in delen betalen", "c  Noemt geen dag", "Ziek geweest"
        )
        d.press("b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")
        d.type(", in drie keer")
        await d.until(lambda: d.call.notes == "wil wel, in drie keer", d.call.notes)
        assert "In delen, elk met een dag" in script(d)
        assert d.main.focused.id == "notes"
        d.press("f5")
        await d.until(lambda: d.call.step == "read-back", "the closing")
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "in-parts", "back in the branch")
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "choice", "back where the branch was taken")
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "our-need")
        assert d.main.is_talking


async def test_the_branches_stand_below_the_lines_with_their_keys(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        text = await d.see(
            "F3 a  Noemt een dag die past", "F3 b  Wil in delen betalen", "F3 c  Noemt geen dag"
        )
        assert text.index("F3 a") > text.index(d.hand.step.lines[-1].text[:20])
        d.press("f3", "c")
        await d.see("F3 a  Noemt toch een dag")
        d.press("shift+f5")
        await d.see("F3 c  Noemt geen dag")
        d.press("f3", "a", "shift+f5")
        await d.rest()
        assert d.call.step == "choice"


async def test_a_branch_that_was_walked_is_ticked(cockpit):
    async with driving(cockpit) as d:
        await at(d, "right-person")
        d.press("f3", "a")
        await d.until(lambda: d.call.step == "put-through", "the branch")
        d.press("f5")
        await d.until(lambda: d.call.step == "right-person", "he is put through")
        await d.see("Iemand anders aan de lijn ✓")
        assert d.call.path == ("ask-for-contact", "right-person", "put-through")


async def test_the_key_of_ones_own_stands_before_the_letter(make_cockpit):
    async with driving(make_cockpit(keys={"objection": "f10"})) as d:
        await at(d, "choice")
        await d.see("F10 b  Wil in delen betalen")
        d.press("f10", "b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")


async def test_by_the_leader_as_well(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        d.press("ctrl+o", "o", "b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")


async def test_escape_takes_none(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        d.press("f3", "escape")
        d.type("x")
        await d.until(lambda: d.call.notes == "x")
        assert d.call.step == "choice"


async def test_a_branch_can_be_taken_while_the_customer_speaks(make_cockpit):
    async with driving(make_cockpit(listen_seconds=600)) as d:
        d.press(*["f5"] * 5)
        await d.until(lambda: d.main.is_talking and d.call.step == "ask-date", "the question")
        d.press("f5")
        await d.see(_("Listen … the customer has the floor."))
        d.press("f3", "b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")
        await d.gone(_("Listen … the customer has the floor."))
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "ask-date", "the question again")


async def test_a_card_within_a_branch_comes_back_to_it(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        d.press("f3", "b", "f3", "2")
        await d.see("Tegenwerping 2")
        d.press("f5")
        await d.gone("Tegenwerping 2")
        assert d.call.step == "in-parts"


async def test_a_branch_is_taken_back_like_every_action(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        path = d.call.path
        d.press("f3", "b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")
        d.press("ctrl+r")
        await d.until(lambda: d.call.step == "choice", "taken back")
        assert d.call.path == path


async def test_before_the_call_there_is_nothing_to_branch_from(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f3")
        text = await d.see("Wat brengt de klant in?")
        assert "Iemand anders aan de lijn" not in text


async def test_a_call_in_a_branch_is_there_again_with_the_way_back(cockpit):
    async with driving(cockpit) as d:
        await at(d, "choice")
        d.press("f3", "b")
        await d.until(lambda: d.call.step == "in-parts", "the branch")
        call = d.call
        assert decode(type(call), encode(call)) == call
    again = CockpitApp(cockpit.desk.session.settings, lambda: Desk(cockpit.desk.session), cockpit.theme_files)
    async with driving(again) as d:
        await d.until(lambda: d.main.is_talking, "the unfinished call")
        assert d.call.path == call.path and d.call.step == "in-parts"
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "choice", "the way back")


async def test_a_draft_of_yesterday_has_no_path_and_goes_on(cockpit, store):
    async with driving(cockpit) as d:
        await at(d, "our-need")
        call = d.call
    document = encode(call)
    del document["path"]
    old = decode(type(call), document)
    assert old.path == () and old.phase is Phase.TALK
    store.save_draft(old)
    again = CockpitApp(cockpit.desk.session.settings, lambda: Desk(cockpit.desk.session), cockpit.theme_files)
    async with driving(again) as d:
        await d.until(lambda: d.main.is_talking, "the unfinished call")
        d.press("shift+f5")
        await d.until(lambda: d.call.step == "ask-date", "the step before")


# -- a team's own, saved while the cockpit is open -----------------------------------------------------------

OWN = """kind = "{kind}"
language = "nl"
title = "Eigen"
goal = "Een dag."
[[step]]
id = "own"
stage = "closing"
title = "Van onszelf"
[[step.line]]
say = "{agreed_amount} op {agreed_day}, met [/b] erin."
[[step.branch]]
when = "Vraagt [/bold] @click $x"
to = "own"
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "playbooks"
    path.mkdir()
    return path


@pytest.fixture
def with_own(session: Session, folder, tmp_path) -> CockpitApp:
    own = replace(session, playbooks=Library(folder))
    return CockpitApp(own.settings, lambda: Desk(own), theme_files(tmp_path))


async def test_an_own_playbook_that_cannot_be_used_is_told_once_when_a_debtor_is_chosen(with_own, folder):
    async with driving(with_own) as d:
        assert d.messages == []
        kind = d.call.kind.value
        (folder / f"{kind}.nl.toml").write_text(OWN.replace("{kind}", kind).replace("[[step]]", "[[stap]]"))
        d.press("down")
        await d.until(lambda: d.messages, "what is wrong")
        (said,) = d.messages
        assert said.startswith(f"{kind}.nl.toml, regel ") and "\n" not in said
        assert str(folder) not in said, "there is no room for a path"
        d.press("down", "down")
        await d.until(lambda: d.main.query_one("#queue").highlighted == d.call.debtor_id)
        assert len(d.messages) == 1
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking, "ours goes on working")
        assert d.hand.playbook.step("ask-for-contact")


async def test_several_that_cannot_be_used_are_counted(with_own, folder):
    async with driving(with_own) as d:
        for kind in ("reminder", "dunning", "callback"):
            (folder / f"{kind}.nl.toml").write_text("kind = ")
        d.press("down")
        await d.until(lambda: d.messages, "what is wrong")
        assert "callback.nl.toml" in d.messages[0] and "2" in d.messages[0]


async def test_a_saved_one_is_used_without_a_restart_and_a_running_call_keeps_its_own(with_own, folder):
    async with driving(with_own) as d:
        for kind in CallKind:
            (folder / f"{kind.value}.nl.toml").write_text(OWN.replace("{kind}", kind.value))
        first = d.call.debtor_id
        d.press("down")
        await d.until(lambda: d.call.debtor_id != first, "the next debtor")
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking, "the call")
        await d.see("Van onszelf", "met [/b]", "F3 a  Vraagt [/bold] @click $x")
        for path in folder.iterdir():
            path.write_text(path.read_text().replace("Van onszelf", "Van later"))
        d.press("f3", "a")
        await d.rest()
        assert "Van onszelf" in d.text and d.messages == []
