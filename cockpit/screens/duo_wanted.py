"""Asking for practice with a trainer on the line: the application changes the screen."""

from __future__ import annotations

from textual.message import Message

from cockpit.roleplay.scenario import Scenario


class DuoWanted(Message):
    """Somebody wants to practise with a trainer, in this scenario."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        super().__init__()
        self.scenario = scenario
