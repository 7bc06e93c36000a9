"""How the screen looks, drawn: few pictures, compared line by line.

When the screen was changed on purpose, look at `snapshot_report.html` of the failed run, and then:
`pytest tests/app/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

import pytest
from driving import Driver

ZONNEVELD = "D-1007"


def scene(*acts):
    """What is done before the picture is taken."""

    async def play(pilot) -> None:
        d = Driver(pilot.app, pilot)
        await d.until(lambda: d.app.main.has_class("-open"), "the cockpit open")
        for act in acts:
            await act(d)
        await d.rest()

    return play


async def prepare(d: Driver) -> None:
    d.press("ctrl+f")
    d.type("zonnev")
    d.press("enter", "f5")
    await d.until(lambda: d.main.preparing and d.call.debtor_id == ZONNEVELD, "the preparation")
    d.press(*["down"] * 6, "space")
    await d.until(lambda: d.call.ticks, "a tick")


async def talk(d: Driver) -> None:
    d.press("f5", "f5", "f5", "f5")
    await d.until(lambda: d.main.is_talking and d.call.step == d.hand.playbook.steps[3].id, "the question")


async def agree(d: Driver) -> None:
    d.type("Mevr. Bos: wacht op een grote klant, kopie graag")
    d.press("f4")
    for text in ("vr", "een kopie mailen", "vandaag 16:30"):
        d.type(text)
        d.press("enter")
    d.press("f4")
    await d.until(lambda: d.call.entry.if_we_by == "vandaag 16:30" and d.main.focused.id == "notes")


async def card(d: Driver) -> None:
    d.press("f3", "2")
    await d.see("Tegenwerping 2")


async def wrap_up(d: Driver) -> None:
    d.press("f9", "6", "f5")
    await d.see("Afronden")
    d.type("Rustig gebleven")
    await d.see("Rustig gebleven")


PREPARED = (prepare,)
AGREED = (prepare, talk, agree)
CARD = (prepare, talk, card)
WRAPPED_UP = (prepare, talk, agree, wrap_up)


@pytest.mark.parametrize(
    ("acts", "size", "theme"),
    [
        pytest.param(PREPARED, (120, 36), "night", id="preparation-120-night"),
        pytest.param(PREPARED, (80, 24), "night", id="preparation-80-night"),
        pytest.param(AGREED, (120, 36), "night", id="agreement-120-night"),
        pytest.param(AGREED, (80, 24), "night", id="agreement-80-night"),
        pytest.param(AGREED, (160, 45), "day", id="agreement-160-day"),
        pytest.param(CARD, (160, 45), "night", id="card-160-night"),
        pytest.param(WRAPPED_UP, (120, 36), "night", id="wrap-up-120-night"),
        pytest.param(WRAPPED_UP, (80, 24), "night", id="wrap-up-80-night"),
    ],
)
def test_the_screen_looks_as_it_did(snap_compare, make_cockpit, acts, size, theme) -> None:
    assert snap_compare(make_cockpit(theme=theme), terminal_size=size, run_before=scene(*acts))
