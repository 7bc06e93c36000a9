"""The help: for where the collector is, with his own keys, in any window."""

import pytest
from textual.containers import VerticalScroll

from cockpit.language import use
from cockpit.screens.help import HelpScreen
from cockpit.screens.views.help_view import Place, help_text
from cockpit.widgets.actions import ACTIONS, BY_ID, key_name


@pytest.fixture(autouse=True)
def english():
    use("en")


def seen(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([], "Now: choosing whom to call"),
        (["f5"], "Now: preparing the call"),
        (["f5", "f5"], "Now: in the call"),
        (["f5", "f5", "f4"], "Now: in the agreement"),
    ],
)
async def test_help_for_where_one_is(cockpit, keys, place):
    async with cockpit.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        focused = cockpit.main.focused
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(cockpit.screen, HelpScreen) and place in seen(cockpit)
        await pilot.press("f1")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and cockpit.main.focused is focused


@pytest.mark.parametrize("key", ["escape", "f5", "f1"])
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (160, 45)])
async def test_it_scrolls_and_closes(cockpit, key, size):
    cockpit.animation_level = "none"
    async with cockpit.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("f1", "end")
        await pilot.pause()
        scroll = cockpit.screen.query_one(VerticalScroll)
        assert scroll.scroll_y == scroll.max_scroll_y
        assert "Saved?" in seen(cockpit)
        await pilot.press(key)
        await pilot.pause()
        assert cockpit.screen is cockpit.main


async def test_after_a_key_of_ones_own_the_help_has_that_key(make_cockpit):
    cockpit = make_cockpit(keys={"next": "f10", "help": "f11"})
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f11")
        await pilot.pause()
        assert "Enter or F10 takes the highlighted debtor" in seen(cockpit)
        assert "How a call goes: F10 goes on" in seen(cockpit)
        await pilot.press("f11")
        await pilot.pause()
        assert cockpit.screen is cockpit.main


def label(name):
    """The shipped key of an action as it is printed on the keyboard."""
    return key_name(BY_ID[name].key) or f"^O {BY_ID[name].leader}"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [30, 56, 72, 116])
@pytest.mark.parametrize("place", Place)
def test_every_action_is_in_every_help_once_and_nothing_is_too_wide(place, width, language):
    use(language)
    text = help_text(place, label, width)
    lines = text.plain.splitlines()
    assert max(map(len, lines)) <= max(width, 50)
    for action in ACTIONS:
        if action.leader:
            assert sum(f"^O {action.leader} " in f"{line} " for line in lines) == 1
    assert "{" not in text.plain


def test_what_matters_here_comes_first():
    text = help_text(Place.CALLING, label, 116).plain
    assert text.index("F9") < text.index("How a call goes") < text.index("Everything else") < text.index("^Q")
    choosing = help_text(Place.CHOOSING, label, 116).plain
    assert choosing.index("^F") < choosing.index("How a call goes") < choosing.index("F9")
    assert "ctrl+shift+v" in choosing and "1.250,50" in choosing and "half past four" in choosing
