"""What the script says to real debtors keeps the tone rules, and so does what is mailed to them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.desk.board import Board
from cockpit.desk.demo import fill as fill_demo
from cockpit.desk.handing_over import saved_handover
from cockpit.desk.script_preview import preview_script
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.handover.mail import plain_body
from cockpit.handover.summary import closing_summary
from cockpit.language import use
from cockpit.playbook import Library, fill
from cockpit.playbook.library import SHELF
from cockpit.playbook.sheets import read_sheet
from cockpit.store.memory import MemoryStore
from cockpit.tone import Severity, judge

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AGREED = {
    "nl": {
        "agreed_amount": "€ 1.842,50",
        "agreed_day": "vrijdag 27 november 2026",
        "agreed_method": "overboeking",
        "if_we": "een kopie van de factuur per mail",
        "if_we_by": "maandag 23 november 2026 om 16:30 uur",
        "in_return": "geen rente over deze factuur",
    },
    "en": {
        "agreed_amount": "€1,842.50",
        "agreed_day": "Friday 27 November 2026",
        "agreed_method": "bank transfer",
        "if_we": "a copy of the invoice by email",
        "if_we_by": "Monday 23 November 2026 at 4:30 pm",
        "in_return": "no interest on this invoice",
    },
}


@pytest.fixture(scope="module")
def session() -> Session:
    use("en")
    store = MemoryStore(lambda: NOW)
    fill_demo(store, NOW, "Europe/Amsterdam")
    settings = Settings(
        firm="Deegkamp", caller="Sanne Verhoef", bookkeeper="Hanna Smit", phone="020 555 0100"
    )
    return Session(store, settings, lambda: NOW, lambda prefix: f"{prefix}-1")


@pytest.fixture(scope="module")
def board(session: Session) -> Board:
    board = Board(session)
    board.load()
    return board


def faults(text: str, language: str, stage: Stage, kind: CallKind) -> list[tuple[str, str, str]]:
    found = judge(text, lang=language, stage=stage, kind=kind)
    return [(f.rule, text[f.start : f.end], text) for f in found if f.severity is not Severity.SUGGESTION]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(CallKind))
@pytest.mark.parametrize("debtor", ["D-1007", "D-1002"])
def test_no_line_breaks_a_rule_however_it_is_filled(session, board, debtor, kind, language) -> None:
    shown = preview_script(session, board, board.account(debtor), kind, language)
    book = shown.playbook
    said = [(step.stage, line) for step in book.steps for line in step.lines]
    said += [(Stage.OBJECTION, line) for card in book.objections for _, line in card.lines]
    said += [(Stage.OPENING, line) for line in (*book.voicemail, *book.third_party)]
    wrong = []
    for fields in (shown.fields, shown.fields | AGREED[language]):
        for stage, line in said:
            for n in range(len(line.variants) + 1):
                wrong += faults(fill(line, fields, n).text, language, stage, kind)
    assert wrong == []


@pytest.mark.parametrize("path", sorted(SHELF.glob("*.toml")), ids=lambda path: path.name)
def test_no_wording_breaks_a_rule_whether_it_is_reached_or_not(path) -> None:
    sheet = read_sheet(str(path), path.read_text(encoding="utf-8"), Library())
    wrong = [
        fault
        for said in sheet.said()
        for wording in said.line.wordings
        for kind in sorted(said.kinds)
        for fault in faults(wording, sheet.language, said.stage, kind)
    ]
    assert wrong == []


def test_what_the_demo_would_mail_keeps_the_rules(session, board) -> None:
    """Descriptions of invoices are the ledger's words and `if_we` is the collector's: neither is ours."""
    mailed, wrong = 0, []
    for debtor in board.ledger.debtors:
        for call in session.store.calls_of(debtor):
            facts = saved_handover(session, board, call)
            foreign = [i.number for i in facts.invoices]
            foreign += filter(None, (facts.call.entry.if_we, facts.call.entry.in_return))
            for line in (*plain_body(facts).split("\n"), closing_summary(facts).read_back):
                if line.strip() and not any(text in line for text in foreign):
                    mailed += 1
                    wrong += faults(line, facts.tag.partition("_")[0], Stage.CLOSING, call.kind)
    assert mailed > 100
    assert wrong == []
