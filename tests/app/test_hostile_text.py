"""Whatever stands in a ledger or is typed is only text: shown and exported harmlessly, never a crash."""

from __future__ import annotations

import email
import email.policy
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import icalendar
import pytest
from driving import driving

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Dispute, Standing, after_call, with_agreement
from cockpit.core.text import clean_line
from cockpit.desk.desk import Desk
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes

NASTY = {
    "markup": "sale [/b] end [red]x[/red] [50%]",
    "action": "[@click=app.quit]press me[/]",
    "escape": "A\x1b]0;PWNED\x07B\x1b[2JC\x1b]52;c;cHduZWQ=\x07D\x9b31mE",
    "bidi": "abc\u202edcba\u2066x\u200f",
    "emoji": "👩\u200d💻 Ünïcode 漢字",
    "long": "x" * 10_000,
    "formula": '=HYPERLINK("http://x.example")',
    "breaks": "one\r\nBcc: all@x.example\ntwo\ttab",
    "braces": "{amount} {0} %(x)s $primary",
}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def hostile_store(text: str) -> MemoryStore:
    """One debtor with this text in every field that a file or an older talk can fill, and a history."""
    debtor = Debtor(
        "D-1", text or "x", phone="020 555 01 01", email=text, contact_person=text, company_no=text
    )
    day = date(2026, 10, 1)
    euros = Money(Decimal("100.00"))
    invoices = tuple(
        Invoice(f"{n}{text[:40]}", "D-1", day, day, euros, euros, text, your_ref=text, payment_ref=text)
        for n in range(3)
    )
    call = Call(
        "C-1", "D-1", CallKind.REMINDER, NOW.replace(day=20), Phase.SAVED, started_at=NOW.replace(day=20),
        ended_at=NOW.replace(day=20), contact=text, answers=(("course", text),), notes=text,
        outcome=Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail=text, invoices=(invoices[2].number,)),
        evaluation=Evaluation(text, text, text), agreement_id="A-1",
    )  # fmt: skip
    agreement = Agreement(
        "A-1", "D-1", "C-1", NOW.replace(day=20), text, (Promise(euros, date(2026, 11, 19), covers=(invoices[0].number,), open_then=euros),),
        (Commitment(text, NOW.replace(day=21)),), (), (StateChange(State.MAILED, NOW.replace(day=20)),),
    )  # fmt: skip
    standing = with_agreement(after_call(Standing("D-1"), call), agreement)
    standing = replace(standing, disputes=(Dispute((invoices[2].number,), text, NOW),))
    store = MemoryStore()
    store.replace_ledger(Ledger({"D-1": debtor}, invoices, NOW, "x.csv"))
    store.save(Changes((call,), (agreement,), (), (standing,)))
    return store


def is_harmless(strips) -> bool:
    """No character that a terminal could take for a command, or that turns the line around."""
    text = "".join(segment.text for strip in strips for segment in strip)
    return not [c for c in text if unicodedata.category(c) in {"Cc", "Cf"} and c != "\xad"]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_every_screen_shows_it_as_text(session, tmp_path, name, size) -> None:
    text = NASTY[name]
    told = replace(session, store=hostile_store(text))
    app = CockpitApp(told.settings, lambda: Desk(told), theme_files(tmp_path))
    async with driving(app, size) as d:
        await d.until(lambda: d.main.is_open and d.hand is not None, "the debtor in hand")
        screens = [
            ("f1",), ("ctrl+g",), ("ctrl+o", "h"), ("ctrl+o", "g"), ("ctrl+o", "v"), ("ctrl+o", "p"),
        ]  # fmt: skip
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking, "the call")
        assert is_harmless(d.strips)
        for keys in screens:
            d.press(*keys)
            await d.rest()
            assert is_harmless(d.strips), keys
            d.press("escape")
            await d.rest()
        d.paste(text)
        d.press("f3", "1")
        await d.rest()
        assert is_harmless(d.strips)
        d.press("escape", "f4")
        d.type("+3")
        d.press("enter")
        d.paste(text)
        d.press("enter")
        d.type("morgen")
        d.press("enter")
        d.paste(text)
        await d.rest()
        assert is_harmless(d.strips)
        d.press("f9", "6")
        await d.rest()
        assert is_harmless(d.strips)
        d.press("f5")
        await d.rest()
        assert is_harmless(d.strips)
        d.press("f2", "f8")
        await d.rest()
        assert is_harmless(d.strips)
        d.paste(text)
        d.press("f5")
        await d.until(lambda: told.store.last_call().id != "C-1", "the call saved")
        d.press("ctrl+f")
        d.paste(text[:30])
        await d.rest()
        assert is_harmless(d.strips)

    [mail] = told.outbox.glob("*.eml")
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert message["Bcc"] is None
    assert set(message.keys()) <= {
        "From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type", "Reply-To",
        "Content-Language",
    }  # fmt: skip
    [entry] = told.outbox.glob("*.ics")
    assert icalendar.Calendar.from_ical(entry.read_bytes()).walk("VEVENT")


def test_names_from_a_ledger_are_cleaned_before_they_are_shown() -> None:
    assert clean_line(NASTY["escape"]) == "ABCDE"
    assert "\u202e" not in clean_line(NASTY["bidi"])
