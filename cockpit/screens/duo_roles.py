"""Who calls, who plays the debtor, who watches; and the card of the one who plays, behind its curtain."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from cockpit.desk.duo import Roles
from cockpit.language import N_, _
from cockpit.roleplay.card import Card
from cockpit.screens.curtain import CurtainScreen
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

_TRAINEE, _TRAINER, _OBSERVER = "trainee", "trainer", "observer"


class AskRoles(ModalScreen[Roles | None]):
    """F5 begins, F2 shows the trainer his card, Escape chooses another scenario."""

    CSS = """
    AskRoles .dialog { border: heavy $practice; }
    AskRoles .dialog-title { color: $practice; }
    AskRoles #roles-missing { color: $gap; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "take", N_("Begin"), id="next", show=False, priority=True),
        Binding("f2", "card", N_("The trainer's card"), show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, roles: Roles, card: Card) -> None:
        super().__init__()
        self._title, self._roles, self._card = title, roles, card

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            title = _("PRACTICE · {title} · with a trainer").format(title=self._title)
            yield Plain(title, classes="dialog-title")
            yield Plain(_("Who calls, in this cockpit"))
            yield LineInput(self._roles.trainee, id=_TRAINEE, compact=True)
            yield Plain(_("Who plays the debtor, from the card"))
            yield LineInput(self._roles.trainer, id=_TRAINER, compact=True)
            yield Plain(_("Who watches and fills in the sheet (may be left open)"))
            yield LineInput(self._roles.observer, id=_OBSERVER, compact=True)
            yield Plain("", id="roles-missing")
            yield KeyBar()

    def on_mount(self) -> None:
        empty = next((one for one in self.query(LineInput) if not one.value), None)
        (empty or self.query_one(f"#{_TRAINEE}", LineInput)).focus()
        keys = [
            ("f5", _("begin")),
            ("f2", _("the trainer's card")),
            ("↑ ↓", _("choose")),
            ("esc", _("another one")),
        ]
        self.query_one(KeyBar).keys(keys, self.app.size.width)

    def on_input_submitted(self) -> None:
        """Enter goes to the next name, and begins after the last."""
        if self.focused is self.query_one(f"#{_OBSERVER}"):
            self.action_take()
        else:
            self.focus_next()

    @property
    def roles(self) -> Roles:
        """The names as they stand."""
        names = (self.query_one(f"#{name}", LineInput).value for name in (_TRAINEE, _TRAINER, _OBSERVER))
        return Roles(*names).cleaned()

    def action_take(self) -> None:
        """Begin, when there are two names that are not the same."""
        roles = self.roles
        if not roles.trainee or not roles.trainer:
            self._say(_("Two names are needed: who calls, and who plays the debtor."))
        elif len({name.casefold() for name in roles.named}) < len(roles.named):
            self._say(_("Nobody has two of these roles."))
        else:
            self.dismiss(roles)

    def _say(self, text: str) -> None:
        self.query_one("#roles-missing", Plain).show(text)

    def action_card(self) -> None:
        """The trainer reads his card; the others look away."""
        self.app.push_screen(CurtainScreen(self._card))

    def action_leave(self) -> None:
        self.dismiss(None)
