"""The rule files: the built-in ones are whole, a team's own is laid on top, a broken one says where."""

from pathlib import Path

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.tone import Failure, NotationError, RuleError, RuleSet, Severity, check, judge, languages, load
from cockpit.tone.reading import compile_all, read_rules

IDS = ["must", "why", "self-blame", "closed-question", "vague", "one-sided", "pressure", "long"]
SEVERITIES = ["error", "error", "error", "warning", "warning", "warning", "error", "suggestion"]
ASKING = {Stage.INQUIRY, Stage.NEGOTIATION}
PROMISING = {Stage.NEGOTIATION, Stage.CLOSING}
STAGES = [
    set(Stage),
    set(Stage),
    set(Stage) - {Stage.OBJECTION},
    ASKING,
    PROMISING,
    PROMISING,
    set(Stage),
    set(Stage),
]
NEW = """
[rule.slang]
severity = "warning"
message = "Slang."
bad = "Yo, pay up."
good = "Good morning."
match = [{phrases = "yo"}]
"""


@pytest.fixture
def own(tmp_path):
    def write(text: str, lang: str = "en") -> Path:
        path = tmp_path / "own.toml"
        path.write_text(f'language = "{lang}"\n' + text, encoding="utf-8")
        return path

    return write


def rules_found(text: str, rules: RuleSet, stage: str = "closing") -> list[str]:
    return [f.rule for f in judge(text, lang=rules.language, stage=stage, kind="reminder", rules=rules)]


@pytest.mark.parametrize("lang", languages())
def test_the_built_in_rules_are_those_of_the_definition(lang):
    rules = load(lang)
    assert [rule.id for rule in rules.rules] == IDS
    assert [rule.severity.value for rule in rules.rules] == SEVERITIES
    assert [set(rule.stages) for rule in rules.rules] == STAGES
    assert all(rule.kinds == set(CallKind) for rule in rules.rules if rule.id != "self-blame")
    assert rules.rule("self-blame").kinds == set(CallKind) - {CallKind.COURTESY}
    assert rules.rule("no such rule") is None
    for rule in rules.rules:
        assert rule.message.count(".") == 1, rule.message
        assert rule.source.startswith("S")
        assert rule.bad
        assert rule.good


@pytest.mark.parametrize("lang", languages())
def test_every_rule_does_what_its_own_examples_say(lang):
    assert check(load(lang)) == ()


def test_an_example_that_turns_out_otherwise_is_named(own):
    rules = load("en", own('[rule.must]\nbad = "[closing dunning] All is well."\ngood = "You must."'))
    missed, alarmed = check(rules)
    assert (missed.rule, missed.example.text, missed.should_break) == ("must", "All is well.", True)
    assert (missed.example.stage, missed.example.kind) == (Stage.CLOSING, CallKind.DUNNING)
    assert alarmed == Failure("must", alarmed.example, should_break=False)


def test_a_team_adds_a_rule(own):
    rules = load("en", own(NEW))
    assert rules_found("Yo, you must pay.", rules) == ["slang", "must"]
    assert rules_found("Yo, you must pay.", load("en")) == ["must"]


def test_a_match_asks_for_something_else_in_the_same_sentence_and_for_something_that_is_not_there(own):
    rules = load(
        "en",
        own(
            """
            [words]
            vessel = "boat|ship"
            [rule.nautical]
            severity = "warning"
            message = "At sea."
            bad = "The anchor of this boat."
            good = "The anchor of the news."
            [[rule.nautical.match]]
            phrases = "anchor"
            when = "{vessel}"
            without = "toy .. {vessel}"
            """
        ),
    )
    assert rules_found("That ship has lost her anchor.", rules) == ["nautical"]
    assert rules_found("The anchor is gone. That ship sails.", rules) == []
    assert rules_found("My toy boat has an anchor.", rules) == []
    assert rules_found("My toy boat sails. A ship has an anchor.", rules) == ["nautical"]


@pytest.mark.parametrize("key", ["when", "without"])
def test_a_mistake_in_what_else_a_match_asks_for_is_named(own, key):
    path = own(f'[[rule.must.match]]\nphrases = "shall"\n{key} = "(ship|boat"')
    with pytest.raises(RuleError) as error:
        load("en", path)
    assert (error.value.line, error.value.key) == (4, "(ship|boat")


def test_a_team_sharpens_a_rule_with_words_and_phrases_of_its_own(own):
    rules = load(
        "en",
        own(
            """
            [words]
            weekday = "payday"
            chore = "chase|nag"
            [grammar]
            exact = "end of play"
            [rule.vague]
            severity = "error"
            message = "No day."
            stages = ["opening", "closing"]
            kinds = ["reminder"]
            leave = "soon enough"
            [[rule.vague.match]]
            phrases = "when we get to it | (i|we) {chore}"
            [[rule.vague.say]]
            when = "pay <rest> $"
            without = "never"
            stages = ["closing"]
            say = "Name the day you pay <rest>."
            """.replace("            ", "")
        ),
    )
    (found,) = judge(
        "We'll pay it when we get to it.", lang="en", stage="closing", kind="reminder", rules=rules
    )
    assert (found.severity, found.message) == (Severity.ERROR, "No day.")
    assert found.suggestion == "Name the day you pay it when we get to it." or found.suggestion
    assert rules_found("We chase it.", rules) == ["vague"]
    assert rules_found("You'll pay soon enough.", rules) == []
    assert rules_found("You'll pay soon, on payday.", rules) == []
    assert rules_found("You'll pay soon, end of play.", rules) == []
    assert rules_found("You'll pay soon.", rules, "opening") == ["vague"]
    assert rules_found("You'll pay soon.", rules, "negotiation") == []


def test_a_team_switches_a_rule_off_and_leaves_a_kind_out(own):
    rules = load("en", own('[rule.long]\noff = true\n[rule.must]\nnot_kinds = ["reminder"]\ndrop = "please"'))
    assert rules.rule("long") is None
    assert rules_found("You must pay.", rules) == []


BROKEN = [
    ("[rule.must", 2, "", "TOML that can be read"),
    ('[rule.must]\nseverity = "fatal"', 3, "rule.must.severity", "one of error, warning, suggestion"),
    ('[rule.must]\nseverty = "error"', 3, "rule.must.severty", "the key 'severity'"),
    ('[rule.must]\nstages = "closing"', 3, "rule.must.stages", "a list between square brackets"),
    ('[rule.must]\nstages = ["lunch"]', 3, "rule.must.stages", "one of opening, inquiry"),
    ("[rule.must]\nmessage = 5", 3, "rule.must.message", "a text between quotation marks"),
    ('[rule.must]\noff = "yes"', 3, "rule.must.off", "true or false"),
    ('[rule.must]\nmatch = "moet"', 3, "rule.must.match", "a list of tables [[rule.must.match]]"),
    ('[rule.must]\ngood = "[lunch] Hello."', 3, "rule.must.good", "[stage kind] before the example"),
    ('[[rule.must.match]]\nphrases = "(you|must"', 3, "(you|must", "a closing “)”"),
    ('[[rule.must.match]]\nphrases = "you] must"', 3, "you] must", "an opening bracket before “]”"),
    ('[[rule.must.match]]\nphrases = "{nobody} pays"', 3, "{nobody} pays", "a word list of this file"),
    ('[[rule.must.match]]\nphrases = "{nobody"', 3, "{nobody", "the name of a word list between braces"),
    ('[[rule.must.match]]\nphrases = ".. pay"', 3, ".. pay", "a phrase that begins with a word"),
    ('[[rule.must.match]]\nphrases = "^"', 3, "^", "a phrase that begins with a word"),
    ('[words]\npay = "(oops"', 3, "(oops", "a closing “)”"),
    ('[words]\ncustomer = "dear sir"', 0, "{customer}", "single words"),
    ('[[rule.must.match]]\nphrases = "pay !(a b)"', 3, "pay !(a b)", "single words after ! and ="),
    ('[[rule.must.match]]\nphrases = "pay <rest"', 3, "pay <rest", "a closing “>”"),
    ('[[rule.must.match]]\nphrases = "' + "(a|b c) " * 20 + '"', 3, None, "fewer choices in one phrase"),
    ('[[rule.must.match]]\nphrases = "' + "(" * 9_000 + '"', 0, "", "fewer brackets in one another"),
    ("deep = " + "[" * 9_000, 0, "", "fewer brackets in one another"),
    ('[[rule.must.match]]\nphrases = "p*y"', 3, "p*y", "one * at the beginning or the end of a word"),
    (
        '[[rule.must.match]]\nphrases = "ok"\n[[rule.must.match]]\nonly = ["x"]\nphrases = "no"',
        5,
        None,
        "one of",
    ),
    (
        '[[rule.must.match]]\nonly = ["asked"]',
        2,
        "rule.must.match 1.phrases",
        "a text between quotation marks",
    ),
    ('[words]\nloop = "{loop}"\n[rule.must]\nleave = "{loop}"', 3, "{loop}", "a word list"),
    ('[grammar]\nchoice = "or else"', 3, None, "single words"),
    ('[grammar]\nchioce = "or"', 3, "grammar.chioce", "the key 'choice'"),
    ('spelling = "dunno"', 2, "dunno", "spellings, =, and the words they stand for"),
    ("words = 5", 2, "words", "a table [words]"),
    ("colour = 5", 2, "colour", "one of language"),
    ('[rule.new]\nmessage = "x"', 2, "rule.new.severity", "one of error"),
    ('[rule.new]\nseverity = "error"', 2, "rule.new.message", "a text"),
    ('[rule.new]\nseverity = "error"\nmessage = "x"', 2, "rule.new.match", "[[rule.new.match]] with phrases"),
    (
        '[rule.new]\nseverity = "error"\nmessage = "x"\ndetect = "long"',
        2,
        "rule.new.bad",
        "at least one example",
    ),
]


@pytest.mark.parametrize(("text", "line", "key", "expected"), BROKEN)
def test_a_broken_file_names_file_line_key_and_what_was_expected(own, text, line, key, expected):
    path = own(text)
    with pytest.raises(RuleError) as caught:
        load("en", path)
    error = caught.value
    assert error.path == str(path)
    assert (error.line, error.key) == (line, error.key if key is None else key)
    assert expected in error.expected
    assert str(error).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert rules_found("You must pay.", load("en")) == ["must"]


def test_a_file_that_is_missing_too_large_not_text_or_in_another_language_is_refused(own, tmp_path):
    with pytest.raises(RuleError, match="a file in UTF-8 that can be read"):
        load("en", tmp_path / "absent.toml")
    path = own("#" * 1_000_000)
    with pytest.raises(RuleError, match="at most 1 MB"):
        load("en", path)
    path.write_bytes(b'language = "en"\n# \xff')
    with pytest.raises(RuleError, match="UTF-8"):
        load("en", path)
    with pytest.raises(RuleError, match="language: expected “en”"):
        load("en", own("", lang="nl"))


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(f'language = "en"{NEW}', encoding="utf-8-sig")
    assert rules_found("Yo, pay up.", load("en", path)) == ["slang"]


def test_another_language_is_a_file_and_no_code():
    german = read_rules(
        "de.toml",
        """
language = "de"
inverts_after_clause = true
[words]
you = "sie|du"
day = "montag|freitag"
[grammar]
question_words = "wann|wie|was|welcher|welchen"
prepositions = "an"
lead_ins = "und"
subordinators = "wenn|sobald"
modals = "können|ist|sind"
verbs = "zahlen"
customer = "{you}"
pronouns = "{you}|ich|wir"
subjects = "das|der|die"
then = "dann"
choice = "oder"
exact = "{day}"
[rule.muss]
severity = "error"
message = "Druck."
bad = "Sie müssen zahlen."
good = "Das Muster liegt bei."
match = [{phrases = "muss | mussen"}]
[rule.ja-nein]
severity = "warning"
message = "Ja genügt."
detect = "closed-question"
bad = \"\"\"
Können Sie Freitag zahlen
Ist das möglich?
\"\"\"
good = \"\"\"
An welchem Tag können Sie zahlen?
Zahlen Sie Freitag oder Montag?
Zahlen Sie Freitag, dann ist alles gut.
Wenn Sie Freitag zahlen, sind Sie fertig.
\"\"\"
""".replace("An welchem", "Und an welchen"),
        "de",
    )
    compile_all(german.rules, german.grammar)
    assert check(german) == ()


def test_a_phrase_of_the_built_in_files_that_cannot_be_read_is_named_when_it_is_checked():
    broken = read_rules(
        "xx.toml",
        'language = "xx"\n[rule.a]\nseverity = "error"\nmessage = "m"\nbad = "b"\ngood = "g"\n'
        'match = [{phrases = "(a"}]',
        "xx",
    )
    with pytest.raises(NotationError, match="a closing"):
        check(broken)
