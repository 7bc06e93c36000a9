"""Checking a playbook file as a script, beside those of its own folder and of the other languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cockpit.core.call import CallKind
from cockpit.desk.findings import Found, of_playbook_file, of_script
from cockpit.playbook import Library, PlaybookError, languages
from cockpit.playbook.checking import Translation, check
from cockpit.playbook.sheets import Form, Sheet, read_sheet


def check_script(
    path: str, text: str, library: Library, language: str, asks_day: Callable[[str, str], bool]
) -> tuple[Sheet | None, list[Found]]:
    """The file as far as it can be read, and what is wrong with it.

    `library` is that of its folder. `language` is for a file that does not say its own; `asks_day` says of
    a language and a text of it whether that asks for a day.
    """
    try:
        sheet = read_sheet(path, text, library, language)
    except PlaybookError as error:
        return None, [of_playbook_file(error)]
    tag = sheet.language
    translations = {
        other: _translation(sheet, library, other) for other in library.languages() if other != tag
    }
    problems = check(sheet, lambda said: asks_day(tag, said), translations, _files_missing(sheet, library))
    found = [*map(of_playbook_file, sheet.wrong), *map(of_script, problems)]
    return sheet, list(dict.fromkeys(found))


def _translation(sheet: Sheet, library: Library, tag: str) -> Translation:
    """What another language has of the same.

    In a file of a language that we do not have, all that the first of ours has is wanted; in one of two files
    of the team's own that belong together, all that the other has. Where a team goes its own way in one
    language only, it has left things out on purpose.
    """
    own = {str(path) for path in library.own_files()}
    pair = Path(sheet.path).with_name(Path(sheet.path).name.replace(f".{sheet.language}.", f".{tag}."))
    is_whole = sheet.language not in languages() and tag == languages()[0]
    paths = own & {str(pair)}
    if sheet.book is None:
        cards = library.cards(tag)
        wanted = {card.id for card in cards if is_whole or card.origin.path in paths}
        return Translation(cards=frozenset(card.id for card in cards), wanted=frozenset(wanted))
    book = library.load(sheet.book.kind, tag)
    steps = frozenset(step.id for step in book.steps)
    return Translation(
        steps,
        frozenset(card.id for card in book.objections),
        frozenset((step.id, branch.to) for step in book.steps for branch in step.branches),
        steps if is_whole or book.path in paths else frozenset(),
    )


def _files_missing(sheet: Sheet, library: Library) -> list[str]:
    """What a language of the team's own still lacks; told where the language begins."""
    if sheet.form is not Form.COMMON or sheet.language in languages():
        return []
    names = {path.name for path in library.own_files()}
    wanted = ("objections", *(kind.value for kind in CallKind))
    return [name for what in wanted if (name := f"{what}.{sheet.language}.toml") not in names]
