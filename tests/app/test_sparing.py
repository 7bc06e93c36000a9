"""The main screen goes through few styles: through none where nothing can look other than before."""

import gc
import re
from pathlib import Path

from driving import driving
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

import cockpit.app
from cockpit.screens.history import HistoryScreen
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.queue_list import QueueList

SHEET = Path(cockpit.app.__file__).with_name("cockpit.tcss").read_text(encoding="utf-8")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rules(word):
    """What the style sheet says where this word is in the selector."""
    sheet = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    return [
        (one.strip(), style) for some, style in RULE.findall(sheet) for one in some.split(",") if word in one
    ]


def test_only_the_frame_of_a_pane_shows_where_the_focus_is():
    """Colours other than the frame's would have everything in the pane drawn again, as Textual does it."""
    [(selector, style)] = rules(":focus-within")
    assert selector == ".pane:focus-within"
    assert [part.partition(":")[0].strip() for part in style.split(";") if part.strip()] == ["border"]


def test_no_rule_asks_whether_the_focus_is_in_the_queue_or_the_checklist():
    selectors = " ".join(selector for selector, _style in rules(":focus"))
    assert ":focus" in selectors
    for widget in (QueueList, Checklist):
        assert widget.__name__ not in selectors
        assert not any(
            ":focus" in base.DEFAULT_CSS for base in widget.__mro__ if hasattr(base, "DEFAULT_CSS")
        )


async def test_preparing_a_found_debtor_styles_only_the_two_panes_again(cockpit, monkeypatch):
    async with driving(cockpit, size=(120, 36)) as d:
        d.press("ctrl+f")
        d.type("zonnev")
        await d.until(lambda: len(d.main.query_one(QueueList)._ids) < 5, "who was found")
        styled, update_nodes = [], Stylesheet.update_nodes

        def spy(self, nodes, animate=False):
            nodes = list(nodes)
            styled.extend(nodes)
            update_nodes(self, nodes, animate)

        monkeypatch.setattr(Stylesheet, "update_nodes", spy)
        d.press("f5")
        await d.until(lambda: d.main.focused is d.main.query_one(Checklist), "the checklist")
        panes = {d.main.query_one("#left"), d.main.query_one("#middle")}
        assert panes <= set(styled), "the frames of both panes show it"
        await d.until(lambda: not d.main.query_one("#search").display, "the search left")
        assert len(styled) <= 4, styled
        left, middle = (d.main.query_one(pane).styles.border_top[1] for pane in ("#left", "#middle"))
        assert left != middle


async def test_what_is_hidden_does_not_have_the_screen_laid_out_again(cockpit):
    async with driving(cockpit, size=(120, 36)) as d:
        line = d.main.query_one("#line-now")
        assert not line.display
        await d.rest()
        before = line._layout_updates
        line.show("Iets heel anders dan er stond")
        assert line._layout_updates == before


async def test_the_history_is_right_in_its_first_frame(cockpit, monkeypatch):
    laid_out, refresh = [], Screen._refresh_layout

    def spy(self, *args, **kwargs):
        if isinstance(self, HistoryScreen) and self.children:
            laid_out.append(self.has_class("-side"))
        refresh(self, *args, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", spy)
    async with driving(cockpit, size=(120, 36)) as d:
        d.main.action_request("history")
        await d.until(lambda: isinstance(cockpit.screen, HistoryScreen) and laid_out, "the history")
        assert all(laid_out)


async def test_garbage_is_collected_when_no_other_request_follows(cockpit, monkeypatch):
    collected = []
    async with driving(cockpit) as d:
        monkeypatch.setattr(gc, "collect", collected.append)
        d.press("f5")
        await d.until(lambda: d.main.preparing, "the preparation")
        assert d.main.is_waiting("tidy")
        assert not collected
        await d.until(lambda: collected, "a collection of what is young")
        assert collected == [1]
        assert not d.main.is_waiting("tidy")
