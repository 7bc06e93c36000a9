"""Reading a new export inside the cockpit: the path, what it would change, and only then taking it over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from cockpit.desk import import_words as words
from cockpit.desk.desk import Desk
from cockpit.desk.importing import Admitted, Preview, admit, preview, take_back
from cockpit.desk.ledger_files import NotRead
from cockpit.desk.typed_path import complete, typed_files
from cockpit.intake import Layout
from cockpit.language import N_, _, ngettext, sentences
from cockpit.screens import panes, writing
from cockpit.screens.import_backups import offer_backups
from cockpit.screens.import_columns import ColumnsScreen
from cockpit.screens.small import Confirm
from cockpit.screens.views.import_view import preview_text
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.path_input import PathInput
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_MOST_NAMES = 12


def open_import(screen: CockpitScreen) -> None:
    """Let the collector read an export; during a call the ledger stays as it is."""
    if screen.desk.is_live:
        screen.say(_("During a call nothing is imported: end the call first."))
        return
    writing.flush(screen)

    def done(said: str | None) -> None:
        if said is not None:
            _begin_anew(screen)
            panes.show_all(screen)
            screen.focus_queue()
            screen.say(said)

    hint = _("{key} takes that back.").format(key=screen.key_label("undo"))
    screen.app.push_screen(ImportScreen(screen.desk, screen.key_of("next"), hint), done)


def _begin_anew(screen: CockpitScreen) -> None:
    """Take the debtor up again with his new invoices, or the first one when his time has gone."""
    desk = screen.desk
    before = desk.hand.call.debtor_id if desk.hand else ""
    desk.let_go()
    screen.preparing = False
    if desk.board.queue.position(before) is None:
        before = desk.next_debtor() or ""
    if before:
        desk.choose(before)


class ImportScreen(ModalScreen[str | None]):
    """Enter reads the file, F5 takes over what is shown, Escape leaves everything as it was.

    Gives the sentence that says what was done.
    """

    CSS = """
    ImportScreen .dialog { width: 96%; max-width: 120; height: 94%; padding: 0 1; }
    ImportScreen #import-path { margin-bottom: 1; }
    ImportScreen #import-said { height: auto; max-height: 6; color: $muted; }
    ImportScreen #import-said.-wrong { color: $gap; }
    ImportScreen #import-shown { height: 1fr; margin: 1 0; scrollbar-size-vertical: 1; }
    ImportScreen #import-text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "accept", N_("Take over"), id="next", show=False),
        Binding("f2", "backups", N_("Earlier ledgers"), show=False),
        Binding("c,C", "columns", N_("Columns"), show=False),
    ]

    class Counted(Message):
        """A file is being taken apart; from the thread that reads."""

        def __init__(self, job: int, file: str, rows: int) -> None:
            super().__init__()
            self.job, self.file, self.rows = job, file, rows

    class Finished(Message):
        """The files were read, or could not be; from the thread that reads."""

        def __init__(self, job: int, found: Preview | NotRead) -> None:
            super().__init__()
            self.job, self.found = job, found

    class TakenOver(Message):
        """What was shown is in the store, or could not be; from the thread that wrote."""

        def __init__(self, new: Preview, done: Admitted | StoreError) -> None:
            super().__init__()
            self.new, self.done = new, done

    def __init__(self, desk: Desk, next_key: str, undo_hint: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._undo_hint = undo_hint
        self.new: Preview | None = None
        self._next_key = next_key
        self._files: tuple[Path, ...] = ()
        self._columns: dict[str, str] = {}
        self._layout: Layout | None = None
        self._job = 0
        self._reading = False
        self._taking = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield PathInput(_completed, id="import-path")
            yield Plain("", id="import-said")
            with VerticalScroll(id="import-shown"):
                yield Plain("", id="import-text")
            yield KeyBar(id="import-keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("Import"))
        path = self.query_one(PathInput)
        path.placeholder = _("path of the export (CSV or TSV)")
        path.focus()
        self._say(_("Type the path, or drag the file into this window. Enter reads it, and shows it first."))

    def on_resize(self) -> None:
        self._show_keys()

    def on_descendant_focus(self) -> None:
        self._show_keys()

    # -- reading ----------------------------------------------------------------------------------------

    def on_path_input_candidates(self, event: PathInput.Candidates) -> None:
        more = "  …" if len(event.names) > _MOST_NAMES else ""
        self._say("  ".join(event.names[:_MOST_NAMES]) + more)

    def on_input_submitted(self) -> None:
        """Read the file that was typed."""
        if self._taking:
            return
        self._files = typed_files(self.query_one(PathInput).value)
        self._columns = {}
        if self._files:
            self._read()

    def _read(self) -> None:
        self._job += 1
        self._reading, self.new, self._layout = True, None, None
        self.query_one("#import-text", Plain).show("")
        self._say(_("Reading …"))
        work = partial(self._work, self._job, self._files, dict(self._columns))
        self.run_worker(work, thread=True, group="import")
        self._show_keys()

    def _work(self, job: int, files: tuple[Path, ...], columns: Mapping[str, str]) -> None:
        """Beside the screen, in a thread of its own; the store is asked on the screen's thread."""
        session = self.desk.session
        found: Preview | NotRead
        try:
            found = preview(
                session,
                self.desk.board,
                files,
                columns,
                remembered=lambda mark: self.app.call_from_thread(session.store.layout, mark),
                agreed=lambda debtor: self.app.call_from_thread(session.store.agreements_of, debtor),
                reading=lambda file, rows: self._count(job, file, rows),
            )
        except NotRead as error:
            found = error
        self.post_message(self.Finished(job, found))

    def _count(self, job: int, file: str, rows: int) -> None:
        self.post_message(self.Counted(job, file, rows))

    def on_import_screen_counted(self, event: Counted) -> None:
        if event.job == self._job and self._reading:
            text = ngettext("Reading {file}, {n} row …", "Reading {file}, {n} rows …", event.rows)
            self._say(text.format(file=event.file, n=f"{event.rows:,}".replace(",", " ")))

    def on_import_screen_finished(self, event: Finished) -> None:
        if event.job != self._job or not self._reading:
            return
        self._reading = False
        if isinstance(event.found, NotRead):
            self._show_failure(event.found)
        else:
            self._show_preview(event.found)
        self._show_keys()

    def _show_failure(self, error: NotRead) -> None:
        self._say(error.sentence(), wrong=True)
        self._layout = error.layout
        if self._layout is not None and self._layout.missing:
            self.action_columns()

    def _show_preview(self, new: Preview) -> None:
        self.new = new
        self._layout = new.layouts[0]
        self._say(", ".join(path.name for path in self._files))
        self.query_one("#import-text", Plain).show(preview_text(self.desk.board.ledger, new))
        shown = self.query_one("#import-shown", VerticalScroll)
        shown.scroll_home(animate=False)
        shown.focus()

    # -- what the keys do -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a ledger is being written nothing else can be begun."""
        return not self._taking or action == "leave"

    def action_accept(self) -> None:
        """Take over what is shown; what may be the wrong file is asked about."""
        new = self.new
        if self._reading:
            return
        if new is None or self.query_one(PathInput).has_focus:
            self.on_input_submitted()
        elif new.is_doubtful:
            ask = Confirm(words.doubt(new), _("Take it over"), _("Leave the ledger as it is"))
            self.app.push_screen(ask, lambda answer: self._admit(new) if answer == "yes" else None)
        else:
            self._admit(new)

    def _admit(self, new: Preview) -> None:
        """In a thread of its own: the screen goes on while a long ledger is written, or a disk is slow."""
        self._taking = True
        self._say(_("Taking over …"))
        self._show_keys()
        self.run_worker(partial(self._write, new), thread=True, group="import")

    def _write(self, new: Preview) -> None:
        desk = self.desk
        use = partial(self.app.call_from_thread, desk.board.use)
        done: Admitted | StoreError
        try:
            done = admit(desk.session, desk.board, new, use)
        except StoreError as error:
            done = error
        self.post_message(self.TakenOver(new, done))

    def on_import_screen_taken_over(self, event: TakenOver) -> None:
        self._taking = False
        new, admitted = event.new, event.done
        if isinstance(admitted, StoreError):
            self._say(_("Not taken over: {why}").format(why=sentences.store_error(admitted)), wrong=True)
            self._show_keys()
            return
        if not new.changes_nothing:
            self.desk.did(partial(_taken_back, self.desk, admitted))
        said = [f"{words.held(new)}: {words.changes(new)}", words.promises(new), self._undo_hint]
        self.dismiss(words.same() if new.changes_nothing else ". ".join(filter(None, said)))

    def action_columns(self) -> None:
        """Choose the columns by hand, and read the file again."""
        if self._layout is None:
            return

        def chosen(columns: Mapping[str, str] | None) -> None:
            if columns:
                self._columns.update(columns)
                self._read()

        self.app.push_screen(ColumnsScreen(self._layout, self._next_key), chosen)

    def action_backups(self) -> None:
        """Bring a ledger of before an import back."""
        offer_backups(self, self.desk, self.dismiss, partial(self._say, wrong=True))

    def action_leave(self) -> None:
        """Stop reading, or leave; what is being written is waited for."""
        if self._taking:
            self._say(_("Taking over …"))
        elif self._reading:
            self._reading = False
            self._job += 1
            self._say(_("Stopped; nothing was changed."))
            self._show_keys()
        else:
            self.dismiss(None)

    # -- showing ----------------------------------------------------------------------------------------

    def _say(self, text: str, wrong: bool = False) -> None:
        said = self.query_one("#import-said", Plain)
        said.set_class(wrong, "-wrong")
        said.show(text)

    def _show_keys(self) -> None:
        back = ("escape", _("stop") if self._reading else _("leave as it was"))
        if self._taking:
            keys = []
        elif self._reading:
            keys = [back]
        elif self.new is not None and not self.query_one(PathInput).has_focus:
            keys = [(self._next_key, _("take over")), ("c", _("columns")), ("tab", _("another file")), back]
        else:
            keys = [("enter", _("read")), ("tab", _("complete")), ("f2", _("earlier ledgers")), back]
        self.query_one(KeyBar).keys(keys, self.size.width)


def _taken_back(desk: Desk, admitted: Admitted) -> bool:
    take_back(desk.session, desk.board, admitted)
    return True


def _completed(line: str) -> tuple[str, tuple[str, ...]]:
    done = complete(line)
    return done.line, done.names
