"""Reading a rule file, and a team's own on top of it. How to write one stands at the head of en.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cockpit.core.call import CallKind, Stage
from cockpit.core.text import clean_line
from cockpit.tone.grammar import Grammar
from cockpit.tone.notation import N_, Lexicon, NotationError
from cockpit.tone.phrases import Phrases
from cockpit.tone.rules import (
    Circumstance,
    Detector,
    Example,
    Match,
    Replacement,
    Rule,
    RuleError,
    RuleSet,
    Severity,
)
from cockpit.tone.tables import ONE_OF, Table, read_table

_FILE_KEYS = ("language", "inverts_after_clause", "spelling", "words", "grammar", "rule")
_RULE_KEYS = (
    *("off", "severity", "stages", "kinds", "not_kinds", "named_is_fine", "unless", "detect", "message"),
    *("source", "other_side", "match", "leave", "drop", "say", "good", "bad"),
)
_WHERE = re.compile(r"\[([a-z]+)(?: ([a-z-]+))?\]\s*")


def read_rules(path: str, source: str, language: str, builtin: str = "") -> RuleSet:
    """The rules of a file; with `builtin`, the text of the built-in file, they change and add to those.

    `path` is the name of the file in errors. Raises `RuleError` naming file, line, key and what was expected.
    """
    tables = [read_table(f"{language}.toml", builtin)] if builtin else []
    tables.append(read_table(path, source))
    for table in tables:
        table.only(_FILE_KEYS)
        if table.text("language") != language:
            raise table.error("language", N_("“{name}”"), name=language)
    lexicon = Lexicon(_joined(t.table("words").texts() for t in tables))
    grammar = _grammar(tables, lexicon)
    rules: dict[str, Rule] = {}
    for table in tables:
        for rule_id in table.table("rule").values:
            change = _Change(table.table("rule").table(rule_id), lexicon)
            changed = change.of(rules.get(rule_id), rule_id)
            rules.pop(rule_id, None) if changed is None else rules.update({rule_id: changed})
    if builtin:
        _check_own(tables[-1], grammar, rules.values())
    return RuleSet(language, tuple(rules.values()), grammar)


def compile_all(rules: Iterable[Rule], grammar: Grammar) -> None:
    """Read every phrase now. Raises `NotationError` for one that cannot be read."""
    grammar.check()
    for rule in rules:
        for phrases in _blocks(rule):
            _ = phrases.compiled


def _check_own(own: Table, grammar: Grammar, rules: Iterable[Rule]) -> None:
    try:
        compile_all(rules, grammar)
    except NotationError as problem:
        line = _line_of(problem.phrase, own.source)
        raise RuleError(own.path, line, problem.phrase, problem.template, problem.values) from problem
    except RecursionError as problem:
        raise RuleError(own.path, 0, "", N_("fewer brackets in one another")) from problem


def _line_of(phrase: str, source: str) -> int:
    """The line on which a phrase begins, from 1; 0 when it is not in this file."""
    for number, line in enumerate(source.splitlines(), 1):
        text = line.strip()
        if phrase in text or (text and phrase.startswith(text)):
            return number
    return 0


def _blocks(rule: Rule) -> Iterable[Phrases]:
    yield from (match.phrases for match in rule.matches)
    yield from (*rule.leave, *((rule.drop,) if rule.drop else ()))
    for match in rule.matches:
        yield from (phrases for phrases in (match.when, match.without) if phrases)
    for replacement in rule.replacements:
        yield from (phrases for phrases in (replacement.when, replacement.without) if phrases)


def _joined(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for table in tables:
        for key, text in table.items():
            joined[key] = f"{joined[key]}\n{text}" if key in joined else text
    return joined


def _grammar(tables: list[Table], lexicon: Lexicon) -> Grammar:
    for table in tables:
        table.table("grammar").only(Grammar.keys())
    spelling = "\n".join(table.text("spelling", "") for table in tables)
    texts = _joined(t.table("grammar").texts() for t in tables)
    return Grammar(spelling, texts, lexicon, tables[0].flag("inverts_after_clause"))


@dataclass(frozen=True, slots=True)
class _Change:
    """One [rule.…] table: a new rule, or what a team changes in one that exists."""

    table: Table
    lexicon: Lexicon

    def of(self, rule: Rule | None, rule_id: str) -> Rule | None:
        """The rule as the table has it; None when the table switches it off."""
        self.table.only(_RULE_KEYS)
        if self.table.flag("off"):
            return None
        fresh = rule is None
        rule = rule or Rule(rule_id, Severity.ERROR, self.table.line("message"))
        severity = self.table.choice("severity", Severity)
        if fresh and severity is None:
            raise self.table.error("severity", ONE_OF, names=", ".join(Severity))
        rule = replace(
            rule,
            severity=severity or rule.severity,
            message=self.table.line("message", rule.message),
            source=self.table.line("source", rule.source),
            other_side=self.table.line("other_side", rule.other_side),
            named_is_fine=self.table.flag("named_is_fine", rule.named_is_fine),
            detector=self.table.choice("detect", Detector) or rule.detector,
            drop=next(iter(self._phrases(self.table, "drop")), rule.drop),
            matches=(*rule.matches, *self._matches()),
            leave=(*rule.leave, *self._phrases(self.table, "leave")),
            replacements=(*self._replacements(), *rule.replacements),
        )
        return self._finished(self._placed(rule), fresh)

    def _placed(self, rule: Rule) -> Rule:
        """The rule with where it holds."""
        kinds = self.table.choices("kinds", CallKind) or rule.kinds
        return replace(
            rule,
            stages=self.table.choices("stages", Stage) or rule.stages,
            kinds=kinds - (self.table.choices("not_kinds", CallKind) or frozenset()),
            unless=self.table.choices("unless", Circumstance) or rule.unless,
        )

    def _finished(self, rule: Rule, fresh: bool) -> Rule:
        """The rule with its examples. A new one has some of both, and something that it finds."""
        rule = replace(
            rule,
            bad=(*rule.bad, *self._examples("bad", rule)),
            good=(*rule.good, *self._examples("good", rule)),
        )
        if fresh and not (rule.matches or rule.detector):
            raise self.table.error("match", N_("[[{name}]] with phrases"), name=f"{self.table.where}.match")
        for key, examples in (("bad", rule.bad), ("good", rule.good)):
            if fresh and not examples:
                raise self.table.error(key, N_("at least one example"))
        return rule

    def _matches(self) -> Iterable[Match]:
        for table in self.table.tables("match"):
            table.only(("phrases", "only", "severity", "when", "without"))
            yield Match(
                Phrases(table.text("phrases"), self.lexicon),
                table.choices("only", Circumstance) or frozenset(),
                table.choice("severity", Severity),
                next(iter(self._phrases(table, "when")), None),
                next(iter(self._phrases(table, "without")), None),
            )

    def _replacements(self) -> Iterable[Replacement]:
        for table in self.table.tables("say"):
            table.only(("say", "when", "without", "stages"))
            yield Replacement(
                table.line("say"),
                next(iter(self._phrases(table, "when")), None),
                next(iter(self._phrases(table, "without")), None),
                table.choices("stages", Stage) or frozenset(Stage),
            )

    def _phrases(self, table: Table, key: str) -> Iterable[Phrases]:
        block = table.text(key, "")
        return (Phrases(block, self.lexicon),) if block.strip() else ()

    def _examples(self, key: str, rule: Rule) -> Iterable[Example]:
        """One example a line; "[closing dunning] …" says where, else where the rule holds first."""
        for line in filter(None, map(clean_line, self.table.text(key, "").splitlines())):
            found = _WHERE.match(line)
            stage = next(s for s in Stage if s in rule.stages)
            kind = CallKind.REMINDER if CallKind.REMINDER in rule.kinds else min(rule.kinds)
            if found:
                try:
                    stage, kind = Stage(found[1]), CallKind(found[2] or kind)
                except ValueError as problem:
                    raise self.table.error(key, N_("[stage kind] before the example"), near=line) from problem
            yield Example(line[found.end() :] if found else line, stage, kind)
