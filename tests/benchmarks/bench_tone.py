"""Judging lines, against plain regular expressions made of the same phrases, on the labelled utterances.

    python tests/benchmarks/bench_tone.py [--json]

The expressions find the words only: they know no questions, no conditions, no exceptions and no replacements.
The English lines are also given to proselint, a prose linter from PyPI, when it is installed
(`pip install -e '.[bench]'`). Times are those of the processor, so that other work on the machine counts
out; `cockpit lint` is timed on the clock.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from bench_lint import AIM as LINT_AIM
from bench_lint import seconds
from measuring import Measured, main, milliseconds, spread

from cockpit.tone import RuleSet, judge, languages, load
from cockpit.tone.library import _builtin_text
from cockpit.tone.notation import Edge, Gap, Sequence, Word
from cockpit.tone.reading import compile_all, read_rules

CORPUS = Path(__file__).parent.parent / "tone"
LINE_AIM, LOAD_AIM = 0.001, 0.030  # seconds
ROUNDS = 3
_PROSE_LINES = 300  # a prose linter takes its time

Said = tuple[str, str, str]


def measure() -> list[Measured]:
    """Loading and judging in every language, and the whole command from cold."""
    lines = [line for lang in languages() for line in (*_loading(lang), *_judging(lang))]
    return [*lines, *_prose_linter(), _linting()]


def _loading(lang: str) -> list[Measured]:
    text = _builtin_text(lang)
    reading = _best(lambda: read_rules("x", text, lang))
    fresh = [read_rules("x", text, lang) for _ in range(ROUNDS)]
    each = iter(fresh)
    compiling = _best(lambda: _compile(next(each)))
    whole = f"with every phrase compiled {milliseconds(reading + compiling)}"
    aim = f"< {milliseconds(LOAD_AIM)}"
    return [Measured(f"{lang}: rules loaded", milliseconds(reading), whole, None, aim, reading < LOAD_AIM)]


def _compile(rules: RuleSet) -> None:
    compile_all(rules.rules, rules.grammar)


def _judging(lang: str) -> list[Measured]:
    """Each utterance by itself, and all of them; the expressions on the same ones."""
    rules, lines = load(lang), _utterances(lang)
    _compile(rules)
    each = [_best(lambda said=said: _judge(said, lang, rules)) for said in lines]
    patterns = _expressions(rules)
    plain = _best(lambda: [[p.search(text) for p in patterns] for text, _, _ in lines]) / len(lines)
    one = sum(each) / len(each)
    words = sum(len(text.split()) for text, _, _ in lines) / len(lines)
    reference = f"plain re, the words only, {milliseconds(plain)} a line"
    aim = f"< {milliseconds(LINE_AIM)}"
    return [
        Measured(
            f"{lang}: judging a line of {words:.0f} words, median / 95 %",
            spread(each),
            reference,
            one / plain,
            aim,
            one < LINE_AIM,
        ),
        Measured(f"{lang}: judging {len(lines):,} utterances", f"{1 / one:,.0f} a second"),
        Measured(f"{lang}: the slowest of them", milliseconds(max(each))),
    ]


def _prose_linter() -> list[Measured]:
    """The same English lines, one by one, through proselint with all its checks; nothing without it."""
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        print("proselint is not installed: not compared", file=sys.stderr)
        return []
    CheckRegistry().register_many(__register__)
    rules, lines = load("en"), _utterances("en")[:_PROSE_LINES]
    _compile(rules)
    ours = _best(lambda: [_judge(said, "en", rules) for said in lines]) / len(lines)
    theirs = _best(lambda: [LintFile("line", text).lint() for text, _, _ in lines]) / len(lines)
    reference = f"proselint {milliseconds(theirs)}"
    name = f"en: a line of the first {len(lines)}"
    return [Measured(name, milliseconds(ours), reference, ours / theirs)]


def _linting() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        clock, _ = seconds(["--workspace", folder, "lint"], ROUNDS)
        bare, _ = seconds(["--workspace", folder, "where"], ROUNDS)
    reference = f"the same command without judging {milliseconds(bare)}"
    return Measured(
        "cockpit lint, all playbooks, cold",
        milliseconds(clock),
        reference,
        clock / bare,
        f"< {milliseconds(LINT_AIM)}",
        clock < LINT_AIM,
    )


def _judge(said: Said, lang: str, rules: RuleSet) -> None:
    text, stage, kind = said
    judge(text, lang=lang, stage=stage, kind=kind, rules=rules)


def _utterances(lang: str) -> list[Said]:
    """Every labelled utterance with its stage and kind."""
    data = tomllib.loads((CORPUS / f"corpus.{lang}.toml").read_text(encoding="utf-8"))
    return [
        (line.partition("|")[2].strip(), group["stage"], group["kind"])
        for group in data["group"]
        for line in group["lines"].strip().splitlines()
    ]


def _best(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in seconds of processor time."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def _expressions(rules: RuleSet) -> list[re.Pattern[str]]:
    """One regular expression a block of phrases: every phrase an alternative."""
    made = []
    for rule in rules.rules:
        for match in rule.matches:
            index = match.phrases.compiled
            found = [c for same in index.by_word.values() for c in same] + [c for _, c in index.loose]
            sequences = {id(sequence): sequence for _, sequence in found}
            made.append(re.compile("|".join(map(_expression, sequences.values())), re.IGNORECASE))
    return made


def _expression(sequence: Sequence) -> str:
    pieces = []
    for element in sequence:
        if isinstance(element, Word):
            words = [*map(re.escape, sorted(element.words)), *(re.escape(b) + r"\w*" for b in element.begins)]
            words += [r"\w*" + re.escape(e) for e in element.ends]
            pieces.append(rf"\b(?:{'|'.join(words)})\b\W*")
        elif isinstance(element, Gap):
            pieces.append(rf"(?:\w+\s+){{0,{element.most}}}?")
        elif isinstance(element, Edge) and not element.start:
            pieces.append(r"(?=[.,;:?!]|$)")
    return "".join(pieces)


if __name__ == "__main__":
    main(measure)
