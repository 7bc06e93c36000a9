"""The style sheet and the sizes of a window."""

from __future__ import annotations

import re
from pathlib import Path

import cockpit.app
from cockpit.screens import sizes
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.practice import PracticeScreen

SHEETS = {
    CockpitScreen: Path(cockpit.app.__file__).with_name("cockpit.tcss"),
    PracticeScreen: Path(cockpit.app.__file__).with_name("screens") / "practice_look.py",
}
NAMES = {name for _, name in (*sizes.WIDTHS, *sizes.HEIGHTS)} | {"-low"}
ROOMY = {name for some in sizes.ROOMY for name in some}


def test_only_windows_that_are_not_roomy_ask_where_the_collector_is():
    """Else a change of place would not be seen in a roomy one: there the styles are left as they are."""
    found = 0
    for screen, sheet in SHEETS.items():
        for selector in re.findall(r"([^{},\n]+)(?=[,{])", sheet.read_text(encoding="utf-8")):
            screens_own = "" if selector.strip().startswith("#") else selector.strip().partition(" ")[0]
            classes = set(re.findall(r"\.(-[a-z]+)", screens_own))
            if classes & screen.UNSTYLED:
                found += 1
                assert classes & (NAMES - ROOMY), selector
    assert found > 20


def test_a_window_is_roomy_when_it_is_wide_and_high():
    assert sizes.is_roomy({"-wide", "-tall", "-preparing"})
    assert sizes.is_roomy({"-huge", "-tall"})
    assert not sizes.is_roomy({"-wide", "-short"})
    assert not sizes.is_roomy({"-mid", "-tall"})
