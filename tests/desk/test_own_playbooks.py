"""A team's own playbooks on the desk: in use when a debtor is taken up, read again when they were saved."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count

import pytest
from desk.build import NOW, Table, account, debtor, invoice

from cockpit.core.call import CallKind, Phase
from cockpit.core.ledger import Account
from cockpit.desk.calling import CallInHand
from cockpit.desk.script_preview import preview_script
from cockpit.desk.session import Session
from cockpit.playbook import Library, PlaybookError
from cockpit.playbook.library import SHELF

LATER = count(1)

SHORT = """kind = "{kind}"
language = "{language}"
title = "Eigen draaiboek"
goal = "Een dag."
[[step]]
id = "own"
stage = "closing"
title = "Eigen"
[[step.line]]
say = "U betaalt {agreed_amount} op {agreed_day}."
"""


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "playbooks"
    folder.mkdir()
    return folder


def save(folder, name, text=SHORT):
    kind, language = name.split(".")[:2]
    path = folder / name
    path.write_text(text.replace("{kind}", kind).replace("{language}", language), encoding="utf-8")
    moment = next(LATER) * 10**9
    os.utime(path, ns=(moment, moment))


def two_debtors(own, **more) -> Table:
    table = Table(
        account(invoice("1", 100)),
        Account(debtor("D-2", called="De Wilg"), (invoice("2", 50, debtor="D-2"),)),
        **more,
    )
    table.session = replace(table.session, playbooks=Library(own))
    table.again()
    return table


def test_without_own_ones_a_session_has_those_that_come_along():
    session = Table(account(invoice("1", 100))).session
    assert isinstance(session, Session)
    assert session.playbooks.own is None


def test_a_saved_playbook_is_in_use_at_the_next_debtor(own):
    table = two_debtors(own)
    first = table.hand
    assert first.playbook.title != "Eigen draaiboek"
    save(own, "reminder.nl.toml")
    assert first.playbook.title != "Eigen draaiboek"
    other = next(d for d in ("D-1", "D-2") if d != first.call.debtor_id)
    assert table.desk.choose(other)
    assert table.hand.call.kind is CallKind.REMINDER
    assert table.hand.playbook.title == "Eigen draaiboek"


def test_a_saved_playbook_is_in_use_when_the_call_begins_and_not_in_the_middle_of_it(own):
    table = two_debtors(own)
    save(own, "reminder.nl.toml")
    table.hand.start()
    assert table.hand.call.step == "own"
    save(own, "reminder.nl.toml", SHORT.replace("Eigen draaiboek", "Later"))
    assert not table.hand.next_step()
    assert table.hand.playbook.title == "Eigen draaiboek"
    table.hand.use(CallKind.DUNNING)
    assert table.hand.playbook.title != "Later"


def test_a_broken_playbook_is_told_and_the_call_goes_on_with_ours(own):
    save(own, "reminder.nl.toml", "kind = ")
    table = two_debtors(own)
    assert [problem.path for problem in table.session.playbooks.problems] == [str(own / "reminder.nl.toml")]
    table.hand.start()
    assert table.hand.call.step == "ask-for-contact"


def test_an_unfinished_call_in_a_language_that_is_gone_goes_on_in_the_debtors(own):
    for path in SHELF.glob("*.en.toml"):
        text = path.read_text(encoding="utf-8").replace('language = "en"', 'language = "fr"')
        save(own, path.name.replace(".en.", ".fr."), text)
    table = two_debtors(own)
    table.hand.speak("fr")
    table.hand.start()
    assert table.hand.playbook.language == "fr"
    (own / "common.fr.toml").unlink()
    table.session = replace(table.session, playbooks=Library(own))
    assert table.again()
    assert (table.hand.call.language, table.hand.call.phase) == ("nl", Phase.TALK)
    assert table.hand.playbook.language == "nl"


# -- the preview --------------------------------------------------------------------------------------------


def preview(table: Table, kind=CallKind.REMINDER, language=None):
    return preview_script(table.session, table.board, table.board.account("D-1"), kind, language)


def test_a_script_filled_for_a_debtor_before_the_talk():
    table = Table(account(invoice("2026-0412", "1842.50")))
    shown = preview(table)
    assert (shown.playbook.kind, shown.playbook.language) == (CallKind.REMINDER, "nl")
    assert shown.fields["invoice"] == "2026-0412"
    assert shown.fields["amount"].replace("\xa0", " ") == "€ 1.842,50"
    assert "agreed_day" not in shown.fields
    assert preview(table, CallKind.DUNNING, "en").playbook.language == "en"
    assert preview(table, language="en").fields["amount"] == "€1,842.50"
    with pytest.raises(PlaybookError):
        preview(table, language="fr")


def test_a_preview_begins_nothing_and_keeps_nothing():
    table = Table(account(invoice("1", 100)))
    table.store.broken |= {"save", "save_draft", "drop_draft"}
    before = table.hand.call
    preview(table)
    assert table.hand.call == before
    assert table.store.drafts() == {}
    assert isinstance(table.hand, CallInHand)
    assert table.clock() == NOW
