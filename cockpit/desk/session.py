"""What every use case needs: the store, the settings, the clock and new names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.core.money import Money
from cockpit.core.rules import Rules
from cockpit.desk.settings import Settings
from cockpit.playbook.library import Library
from cockpit.store.port import Store, StoreError


@dataclass(frozen=True, slots=True)
class Session:
    """One collector at work. `now` gives UTC, `new_id` a name that was never used before.

    Mails and calendar files are put in the folder `outbox`; without one nothing is written. `playbooks` are
    the scripts: those that come along, unless a team's own are given. A team's own tone rules are looked for
    in the folder `own_rules`, its own scenarios in `own_scenarios`. `only_looking` says why, while another
    cockpit has the workspace: then nobody is rung from here.
    """

    store: Store
    settings: Settings
    now: Callable[[], datetime]
    new_id: Callable[[str], str]
    outbox: Path | None = None
    playbooks: Library = field(default_factory=Library)
    own_rules: Path | None = None
    own_scenarios: Path | None = None
    only_looking: StoreError | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the workspace."""
        return ZoneInfo(self.settings.zone)

    def local_now(self) -> datetime:
        """The time on the collector's clock."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        """The day on the collector's calendar."""
        return self.local_now().date()

    def rules(self) -> Rules:
        """The thresholds of the queue, as the settings have them."""
        s = self.settings
        return Rules(
            country=s.country,
            grace_days=s.grace_days,
            tolerance=s.tolerance_amount,
            rest_days=s.rest_days,
            courtesy_amount=Money(s.courtesy_amount),
            courtesy_after_days=s.courtesy_after_days,
            new_customer_days=s.new_customer_days,
            confirmation_working_days=s.confirmation_working_days,
        )
