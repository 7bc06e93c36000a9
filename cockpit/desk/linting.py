"""Judging files of lines: playbooks as scripts and as spoken words, rule files by their examples, plain text.

A playbook is checked by its own room and each of its lines by the tone rules, the team's own among them.
A line of plain text that breaks a rule on purpose says so behind it: `U moet niets. # ok: must — it eases`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit import tone
from cockpit.core.call import CallKind, Stage
from cockpit.core.text import clean_line
from cockpit.desk.findings import FORM, Found, of_example, of_playbook_file, of_rule_file, of_tone
from cockpit.desk.script_checks import check_script
from cockpit.language import _
from cockpit.language.system_errors import reason
from cockpit.late import late
from cockpit.plain_files import beginning
from cockpit.playbook import Library
from cockpit.playbook.library import SHELF
from cockpit.playbook.places import Place, Places
from cockpit.playbook.problems import Code
from cockpit.playbook.sheets import Said, Sheet, form_of
from cockpit.playbook.tables import parsed
from cockpit.tone import Exemption, Finding, RuleError, RuleSet, Severity, asks_day, judge
from cockpit.tone import check as check_rules
from cockpit.tone import languages as rule_languages
from cockpit.tone import load as load_rules

if TYPE_CHECKING:
    from cockpit.desk import scenario_checks
else:
    scenario_checks = late("cockpit.desk.scenario_checks")

FILE_LIMIT = 10_000_000
EXEMPT = "# ok:"
"""Behind a line of plain text: the rules that it may break, a dash, and the reason."""

_RULE_KEYS = frozenset({"rule", "grammar", "words", "spelling"})
_SCENARIO_KEYS = frozenset({"debtor", "invoice", "paying"})
_CODES = frozenset(Code)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How lines are judged that do not say it themselves: their language, stage and kind of call."""

    language: str
    stage: Stage = Stage.NEGOTIATION
    kind: CallKind = CallKind.REMINDER


class CannotRead(Exception):
    """A file that cannot be judged; the text is a sentence in the interface language."""


class Linter:
    """Judges files by the rules of one team.

    Its own lie in the folder `rules`, a `<language>.toml` for each language, and its own playbooks in the
    folder `playbooks`; neither need be there.

    `lines` counts what was judged so far, `problems` are own rule files that cannot be used.
    """

    def __init__(self, playbooks: Path = SHELF, rules: Path | None = None) -> None:
        self.lines = 0
        self.problems: list[Found] = []
        self._playbooks = playbooks
        self._own_rules = rules
        self._libraries: dict[Path, Library] = {}
        self._rules: dict[str, RuleSet] = {}

    def playbooks(self) -> tuple[list[str], list[str]]:
        """The playbook files that come along and are used, and the team's own."""
        library = self._own_library()
        own = library.own_files()
        return [str(path) for path in library.files() if path not in own], [str(path) for path in own]

    def rule_files(self) -> list[str]:
        """The team's own rule files."""
        return sorted(str(path) for path in self._own_rules.glob("*.toml")) if self._own_rules else []

    def out_of_place(self) -> list[Found]:
        """Own playbook files that are never used, because of their names or of a file that is missing."""
        return [of_playbook_file(error) for error in self._own_library().problems if not error.where]

    def rules(self, language: str) -> RuleSet:
        """The rules of a language with the team's own on top. Raises `RuleError` when there are none.

        An own file that cannot be used is put with the `problems`, and those that come along hold.
        """
        if language not in self._rules:
            builtin = self._rules[language] = load_rules(language)
            own = self._own_rules / f"{builtin.language}.toml" if self._own_rules else None
            try:
                if own is not None and own.exists():
                    self._rules[language] = load_rules(language, own)
            except RuleError as error:
                self.problems.append(of_rule_file(error))
        return self._rules[language]

    def file(self, path: str, default: Circumstances) -> list[Found]:
        """Everything found in a file, in its order; `default` is for plain text. Raises `CannotRead`."""
        text = _text(path)
        found = (
            self._toml(path, text, default)
            if path.lower().endswith(".toml")
            else self.text(path, text, default)
        )
        return sorted(found, key=lambda f: (f.line, f.column))

    def text(self, path: str, text: str, said: Circumstances) -> list[Found]:
        """Everything found in plain text, one utterance a line. Raises `CannotRead`."""
        found: list[Found] = []
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                self.lines += 1
                found += self._line(path, number, line, said)
        return found

    def _line(self, path: str, number: int, line: str, said: Circumstances) -> Iterator[Found]:
        spoken, mark, told = line.rpartition(EXEMPT)
        names, _dash, reason = told.replace(" - ", "—").partition("—")
        rules = [name.strip() for name in names.split(",")] if mark else []
        place = Place(number, len(spoken) + 1)
        if mark and not reason.strip():
            text = _("A reason is missing here, as in “{example}”.").format(example=f"{EXEMPT} must — …")
            yield Found(path, place.line, place.column, Severity.ERROR, FORM, text)
            rules = []
        for one in self.judged(spoken if mark else line, said, [Exemption(name, reason) for name in rules]):
            yield of_tone(path, Place(number, one.start + 1), one)
        for name in rules:
            if self.rules(said.language).rule(name) is None:
                yield _no_rule(path, place, name)

    def judged(self, text: str, said: Circumstances, exempt: Iterable[Exemption] = ()) -> tuple[Finding, ...]:
        """What the tone rules find in one utterance. Raises `CannotRead` for a language without rules."""
        try:
            rules = self.rules(said.language)
        except RuleError as error:
            raise CannotRead(_no_rules(said.language)) from error
        stage, kind = said.stage, said.kind
        return judge(text, lang=rules.language, stage=stage, kind=kind, rules=rules, exemptions=exempt)

    def structure(self, path: str, language: str = "") -> list[Found]:
        """What is wrong with a playbook file as a script. `language` is for a file that does not say its own.

        Raises `CannotRead`.
        """
        sheet, found = self._structure(path, _text(path), language)
        self.lines += sum(len(said.line.wordings) for said in sheet.said()) if sheet else 0
        return found

    def _own_library(self) -> Library:
        return self._library(self._playbooks)

    def _library(self, folder: Path) -> Library:
        return self._libraries.setdefault(folder, Library(folder))

    def _toml(self, path: str, text: str, default: Circumstances) -> list[Found]:
        try:
            data = parsed(text)
        except (tomllib.TOMLDecodeError, RecursionError):
            data = {}  # what is wrong with it is said below
        if path in self.rule_files():
            return self._rule_file(path, text, Path(path).stem)
        if form_of(data) is None and data.keys() & _RULE_KEYS:
            return self._rule_file(path, text, str(data.get("language", default.language)))
        if data.keys() >= _SCENARIO_KEYS:
            return self._scenario(path, text)
        sheet, found = self._structure(path, text, default.language)
        if sheet is not None:
            try:
                found += self._spoken(sheet, self.rules(sheet.language))
            except RuleError:
                found.append(Found(path, 1, 1, Severity.WARNING, FORM, _no_rules(sheet.language)))
        return found

    def _scenario(self, path: str, text: str) -> list[Found]:
        """A scenario to practise with: whether it is sound, and the model talk by the tone rules."""
        examined, found = scenario_checks.examined_text(path, text)
        self.lines += len(examined.scenario.model) if examined else 0
        return found

    def _structure(self, path: str, text: str, language: str) -> tuple[Sheet | None, list[Found]]:
        library = self._library(Path(path).resolve().parent)
        return check_script(path, text, library, language, self._asks_day)

    def _asks_day(self, language: str, text: str) -> bool:
        try:
            return asks_day(text, language, self.rules(language))
        except RuleError:  # nothing is known of the language: a question is taken for the right one
            return True

    def _spoken(self, sheet: Sheet, rules: RuleSet) -> Iterator[Found]:
        """What the tone rules find in the lines of a playbook file."""
        places = Places(sheet.text)
        for said in sheet.said():
            exempt = [Exemption(rule, reason) for rule, reason in said.line.allows.items()]
            for name in said.line.allows:
                if rules.rule(name) is None and name not in _CODES:
                    yield _no_rule(sheet.path, places.of((*said.line.origin.keys, "allow", name)), name)
            for wording, keys in zip(said.line.wordings, said.line.keys, strict=True):
                self.lines += 1
                for one in _findings(wording, said, rules, exempt):
                    yield of_tone(sheet.path, places.of(keys, wording, one.start), one)

    def _rule_file(self, path: str, text: str, language: str) -> list[Found]:
        """A rule file keeps its own examples."""
        is_ours = Path(path).resolve().parent == Path(tone.__file__).parent / "rules"
        try:
            rules = load_rules(language, None if is_ours else Path(path))
        except RuleError as error:
            return [of_rule_file(error)]
        self.lines += sum(len(rule.bad) + len(rule.good) for rule in rules.rules)
        return [of_example(path, text, failure) for failure in check_rules(rules)]


def decoded(raw: bytes, path: str) -> str:
    """The text of a file. Raises `CannotRead` when it is too long or is no text."""
    if len(raw) > FILE_LIMIT:
        raise CannotRead(_("{path} is larger than 10 MB.").format(path=path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead(_("{path} is not text in UTF-8.").format(path=path)) from error


def _text(path: str) -> str:
    try:
        return decoded(beginning(Path(path), FILE_LIMIT), path)
    except OSError as error:
        text = _("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))
        raise CannotRead(text) from error


def _findings(wording: str, said: Said, rules: RuleSet, exempt: list[Exemption]) -> Iterable[Finding]:
    """What is found in a wording in any kind of call in which it is said, each thing once.

    How long it is was counted with the fields filled in.
    """
    found = dict[Finding, None]()
    for kind in _different(said, rules):
        lang, stage = rules.language, said.stage
        for one in judge(wording, lang=lang, stage=stage, kind=kind, rules=rules, exemptions=exempt):
            if one.rule != Code.LONG:
                found[one] = None
    return found


def _different(said: Said, rules: RuleSet) -> Iterable[CallKind]:
    """Kinds of call that stand for all those in which the line is said: each has other rules."""
    kinds: dict[frozenset[str], CallKind] = {}
    for kind in sorted(said.kinds):
        hold = frozenset(rule.id for rule in rules.rules if said.stage in rule.stages and kind in rule.kinds)
        kinds.setdefault(hold, kind)
    return kinds.values()


def _no_rule(path: str, place: Place, name: str) -> Found:
    text = _("There is no rule “{name}”.").format(name=clean_line(name, 40))
    return Found(path, place.line, place.column, Severity.WARNING, FORM, text)


def _no_rules(language: str) -> str:
    text = _("There are no tone rules for the language “{language}”; there are for {known}.")
    return text.format(language=clean_line(language, 20), known=", ".join(rule_languages()))
