"""An invented call with an invented bakery, and every part of it replaceable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest

from cockpit.core.agreement import Agreement, Commitment, Promise
from cockpit.core.call import Call, CallKind
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.facts import Handover, Sender
from cockpit.handover.mail import as_eml, confirmation
from cockpit.handover.payment_qr import Beneficiary
from cockpit.handover.summary import closing_summary

PAYEE = Beneficiary("Ovenhuis Service BV", "NL13TEST0123456789")
"""An account that nobody has; its check digits are right."""

CALLED = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


class Facts:
    """Makes the values of the tests. Amsterdam is one hour ahead of UTC on the day of the call."""

    called = CALLED
    payee = PAYEE
    friday = date(2026, 11, 27)
    money = staticmethod(euro)

    @staticmethod
    def invoice(number: str = "2026-0412", amount: str = "1842.50", currency: str = "EUR", **more) -> Invoice:
        values = {
            "debtor_id": "D-1007",
            "invoice_date": date(2026, 9, 3),
            "due_date": date(2026, 10, 3),
            "amount": euro(amount, currency),
            "open": euro(amount, currency),
            "description": "ovenonderhoud",
        }
        return Invoice(number, **(values | more))

    @staticmethod
    def follow_up(kind: FollowUpKind, due: datetime, **more) -> FollowUp:
        values = {"id": f"F-{kind.value}", "debtor_id": "D-1007", "call_id": "C-1", "kind": kind, "due": due}
        return FollowUp(**(values | more))

    @staticmethod
    def agreement(*promises: Promise, **more) -> Agreement:
        values = {"contact": "mevrouw Bos", "promises": promises}
        return Agreement("A-1", "D-1007", "C-1", CALLED, **(values | more))

    @staticmethod
    def promise(amount: str = "1842.50", due: date = friday, currency: str = "EUR", **more) -> Promise:
        return Promise(euro(amount, currency), due, **more)

    @staticmethod
    def copy_by_eleven(what: str = "mail you a copy", **more) -> Commitment:
        return Commitment(what, datetime(2026, 11, 23, 10, 0, tzinfo=UTC), **more)

    def handover(self, result: Result | None = Result.PROMISE, **parts) -> Handover:
        """A handover in English; `promise` is there when the result is one. Every part can be given."""
        call = Call(
            "C-1",
            "D-1007",
            CallKind.REMINDER,
            CALLED,
            started_at=CALLED,
            contact="mevrouw Bos",
            caller="Jo Faber",
            notes="10:14 zegt dat de oven weer draait",
            outcome=Outcome(Reach.RIGHT_PERSON, result),
        )
        promised = result in {Result.PROMISE, Result.PART_PROMISE}
        parts.setdefault("agreement", self.agreement(self.promise()) if promised else None)
        values = {
            "call": replace(call, **parts.pop("on_call", {})),
            "debtor": Debtor(
                "D-1007", "Bakkerij Zonneveld BV", phone="020 555 0147", email="boekhouding@zonneveld.example"
            ),
            "invoices": (self.invoice(),),
            "follow_ups": (),
            "sender": Sender("Ovenhuis Service BV", "Jo Faber", "jo.faber@ovenhuis.example", "020 555 0199"),
            "zone": "Europe/Amsterdam",
            "tag": "en",
        }
        return Handover(**(values | parts))

    @staticmethod
    def answers(h: Handover) -> dict[str, str]:
        """The five answers by question, with ordinary spaces."""
        return {code: text.replace("\xa0", " ") for code, text in closing_summary(h).answers}

    def unreached(self, reach: Reach, **parts) -> Handover:
        """A call in which the right person was not on the line."""
        return self.handover(None, on_call={"outcome": Outcome(reach)}, **parts)


class _Table(HTMLParser):
    """The texts of all table cells of a document, row by row, and every tag that it uses."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def joined(text: str) -> str:
    """What a mail program makes of text with soft line ends (RFC 3676)."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    return "".join(line if line.endswith(" ") else f"{line}\n" for line in lines).removesuffix("\n")


class Post:
    """Reads a mail as another program reads it."""

    cells = _Table

    @staticmethod
    def read(h: Handover) -> EmailMessage:
        sent = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
        return message_from_bytes(as_eml(confirmation(h, "m-1@call-cockpit", sent)), policy=default)

    @staticmethod
    def text(message: EmailMessage, kind: str) -> str:
        """The `plain` or `html` part, with ordinary line ends and spaces; soft line ends are joined."""
        text = message.get_body((kind,)).get_content().replace("\r\n", "\n")
        return (joined(text) if kind == "plain" else text).replace("\xa0", " ")


@pytest.fixture
def facts() -> Facts:
    return Facts()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def full(facts: Facts) -> Callable[..., Handover]:
    """The whole agreement: a promise, our half before it, and a ring-back when it is due."""

    def make(tag: str = "en", **parts) -> Handover:
        commitment = facts.copy_by_eleven("u een kopie mailen" if tag.startswith("nl") else "mail you a copy")
        follow_ups = (
            facts.follow_up(FollowUpKind.COMMITMENT, commitment.due, timed=True, what=commitment.what),
            facts.follow_up(FollowUpKind.PROMISE_DUE, datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
        )
        agreement = facts.agreement(facts.promise(covers=("2026-0412",)), commitments=(commitment,))
        return facts.handover(tag=tag, follow_ups=follow_ups, **({"agreement": agreement} | parts))

    return make
