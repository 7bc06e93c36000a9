"""The picture in the README is the real screen.

When the screen was changed on purpose: `COCKPIT_UPDATE_PICTURE=1 pytest tests/app/test_picture.py`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from driving import driving

from cockpit.app import CockpitApp

PICTURE = Path(__file__).parents[2] / ".assets" / "cockpit.svg"


def without_names(svg: str) -> str:
    """The drawing without the names that are made anew at every export."""
    svg = re.sub(
        r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL
    )  # the picture loads nothing from elsewhere
    return re.sub(r"terminal-\d+-", "terminal-", svg)


async def test_the_picture_in_the_readme_is_the_screen_of_today(cockpit: CockpitApp) -> None:
    async with driving(cockpit, (132, 38)) as d:
        d.press("ctrl+f")
        d.type("zonnev")
        d.press("enter", "f5")
        await d.until(lambda: d.main.preparing and d.call.debtor_id == "D-1007", "the preparation")
        d.press("f5", "f5", "f5", "f5")
        d.type("Mevr. Bos: oven draait goed. Wacht zelf op een grote klant.")
        d.press("f3", "2", "f5", "f4")
        d.type("vr")
        d.press("enter")
        d.type("een kopie mailen")
        d.press("enter")
        d.type("vandaag 16:30")
        d.press("enter", "enter")
        await d.see("vrijdag 27 november 2026", "een kopie mailen", "2 grote klant ✓")
        await d.rest()
        drawn = without_names(cockpit.export_screenshot(title="Call Cockpit"))
    if os.environ.get("COCKPIT_UPDATE_PICTURE"):
        PICTURE.write_text(drawn, "utf-8")
    assert PICTURE.read_text("utf-8") == drawn
