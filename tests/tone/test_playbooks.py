"""Every line that is shipped keeps the rules in its stage and kind, as it is written and as it is said."""

from collections.abc import Iterator

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.playbook import FIELDS, Line, Playbook, fill, load
from cockpit.tone import Severity, judge

SAID = {
    "nl": {
        "day": "vrijdag 27 november",
        "who": "mevrouw Bos",
        "what": "een kopie van de factuur",
        "amount": "1.842,50 euro",
    },
    "en": {
        "day": "Friday 27 November",
        "who": "Mrs Bosworth",
        "what": "a copy of the invoice",
        "amount": "1,842.50 euros",
    },
}


def lines(playbook: Playbook) -> Iterator[tuple[Stage, Line]]:
    for step in playbook.steps:
        yield from ((step.stage, line) for line in step.lines)
    for objection in playbook.objections:
        yield from ((Stage.OBJECTION, line) for _, line in objection.lines)
    yield from ((Stage.OPENING, line) for line in (*playbook.voicemail, *playbook.third_party))


def values(lang: str) -> dict[str, str]:
    said = SAID[lang]
    kept = dict.fromkeys(FIELDS, said["who"])
    for name in FIELDS:
        if name.endswith(("_day", "_by")) or name.startswith("option_"):
            kept[name] = said["day"]
        elif "amount" in name:
            kept[name] = said["amount"]
        elif name in {"if_we", "in_return", "delivered", "description", "ring_back_what"}:
            kept[name] = said["what"]
    return kept


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", CallKind)
def test_no_shipped_line_carries_an_error_or_a_warning(lang, kind):
    for stage, line in lines(load(kind, lang)):
        said = [fill(line, values(lang), wording).text for wording in range(len(line.wordings))]
        for text in (*line.wordings, *said):
            found = [
                f"{f.rule}: {text[f.start : f.end]}"
                for f in judge(text, lang=lang, stage=stage, kind=kind)
                if f.severity is not Severity.SUGGESTION
            ]
            assert not found, (text, found)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", CallKind)
def test_the_key_questions_of_the_preparation_press_nobody(lang, kind):
    for question in load(kind, lang).questions:
        rules = {f.rule for f in judge(question, lang=lang, stage=Stage.INQUIRY, kind=kind)}
        assert not rules & {"must", "why", "pressure"}, question
