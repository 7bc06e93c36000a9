"""A talk that is practised: what both said, a remark of the coach, and the line to say next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain, hanging, lines

_NARROWEST = 20
_SILENCE = "…"
_INDENT = "   "


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, by whom, and whether it is one's own."""

    who: str
    text: str
    is_own: bool = False


class Talk(Vertical):
    """Shows the talk with its newest sentence in sight; tells what is said."""

    DEFAULT_CSS = """
    Talk #talk-scroll { height: 1fr; min-height: 3; scrollbar-size-vertical: 1; align-vertical: bottom; }
    Talk #talk-log { height: auto; padding-right: 1; }
    Talk #talk-coach { height: auto; max-height: 8; margin-top: 1; }
    Talk #talk-choices { height: auto; margin-top: 1; }
    Talk LineInput { height: 1; border: none; background: $panel; padding: 0 1; margin-top: 1; }
    Talk LineInput:focus { background: $selection; }
    """

    class Said(Message):
        """Something was said; an empty text is silence."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(classes="pane")
        self._sentences: tuple[Sentence, ...] = ()
        self._choices: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="talk-scroll", can_focus=False):
            yield Plain("", id="talk-log")
        yield Plain("", id="talk-coach")
        yield Plain("", id="talk-choices")
        yield LineInput(id="say-line", compact=True, select_on_focus=False)

    @property
    def line(self) -> LineInput:
        """Where the next sentence is typed."""
        return self.query_one("#say-line", LineInput)

    def show(self, sentences: Sequence[Sentence], coach: Content, choices: Sequence[str], hint: str) -> None:
        """Show a talk; `hint` stands in the empty line."""
        self._sentences, self._choices = tuple(sentences), tuple(choices)
        box = self.query_one("#talk-coach", Plain)
        box.display = bool(coach)
        box.show(coach)
        self.line.placeholder = hint
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(self.size.width - 2, _NARROWEST)
        said = [self._sentence(one, width) for one in self._sentences]
        self.query_one("#talk-log", Plain).show(lines(*said))
        offered = [
            hanging(Content.styled(f"{number}  ", "bold $accent"), text, width)
            for number, text in enumerate(self._choices, 1)
        ]
        box = self.query_one("#talk-choices", Plain)
        box.display = bool(offered)
        box.show(lines(*offered))
        self.call_after_refresh(self._newest)

    @staticmethod
    def _sentence(one: Sentence, width: int) -> Content:
        """Who says it and what, further lines a little to the right."""
        head, text = f"{one.who}: ", one.text or _SILENCE
        name = Content.styled(head, "bold $accent" if one.is_own else "bold $practice")
        first = (name + Content(text)).wrap(width)[0]
        rest = f"{head}{text}"[len(first.plain) :].strip()
        others = Content(rest).wrap(width - len(_INDENT)) if rest else []
        return lines(first, *(Content(_INDENT) + other for other in others))

    def _newest(self) -> None:
        self.query_one("#talk-scroll", VerticalScroll).scroll_end(animate=False, immediate=True)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if text.isdigit() and 1 <= int(text) <= len(self._choices):
            text = self._choices[int(text) - 1]
        self.line.fill("")
        self.post_message(self.Said(text))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
