"""Targets: what leaves the house. Mails, calendar files, tables and file names made of hostile words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from fuzz.folders import new_folder
from fuzz.fuzzing import target
from fuzz.hostile import BYTES, HARMFUL, TEXT, edited, harmless
from fuzz.made import MAKERS, Maker
from hypothesis import strategies as st

from cockpit.commands.export import _text_of
from cockpit.core.agreement import Agreement, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.figures import Counting
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk.handing_over import paper_name, write_calendar, write_mail
from cockpit.desk.outbox import Outbox, recipients, to_send
from cockpit.desk.outside import NotStarted, dial_command, international
from cockpit.desk.report_csv import as_csv
from cockpit.desk.reporting import Report
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.handover.agenda import as_ics
from cockpit.handover.facts import Handover, Sender
from cockpit.handover.files import safe_name
from cockpit.handover.mail import MAILTO_LIMIT, as_eml, confirmation, mail_name, mailto, plain_body
from cockpit.handover.payment_qr import Beneficiary
from cockpit.handover.summary import closing_summary
from cockpit.handover.texts import as_json, as_markdown, as_text
from cockpit.store.memory import MemoryStore

SENT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)

HERE = new_folder()
IBAN = "NL13TEST0123456789"


def a_handover(make: Maker) -> Handover:
    """Any call, with whatever was agreed in it."""
    states = tuple(StateChange(make.value(State), SENT) for _ in range(make.random.randint(1, 3)))
    euros = Money(Decimal(make.random.choice(("0.01", "1842.50", "99999999999999.99"))))
    promises = make.some(Promise, 2, amount=euros, open_then=None)
    agreement = make.record(Agreement, states=states, promises=promises)
    address = make.random.choice((make.text(), "boekhouding@zonneveld.example", "a@b.example, c@d.example"))
    return Handover(
        call=make.record(Call, opened_at=SENT, started_at=SENT),
        agreement=make.random.choice((None, agreement)),
        debtor=make.record(Debtor, email=address),
        invoices=make.some(Invoice, 3),
        follow_ups=make.some(FollowUp, 2),
        sender=Sender(
            make.text(), make.text(), make.random.choice((make.text(), "jo@ons.example")), make.text()
        ),
        zone=make.random.choice(("Europe/Amsterdam", "UTC", "Pacific/Apia")),
        tag=make.random.choice(("nl", "en", "nl_BE")),
        payee=make.random.choice((None, Beneficiary(make.text(), IBAN, make.text()))),
    )


HANDOVERS = MAKERS.map(a_handover)
HEADERS = {
    "Subject",
    "Date",
    "Message-ID",
    "X-Unsent",
    "Content-Language",
    "To",
    "From",
    "MIME-Version",
    "Content-Type",
}
PARTS = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Content-ID", "Content-Disposition"}


@target("mail draft", st.tuples(HANDOVERS, TEXT), limit=4)
def mail(case: tuple[Handover, str]) -> None:
    h, name = case
    raw = as_eml(confirmation(h, name, SENT))
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    names = [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]
    assert set(names) <= HEADERS and len(names) == len(set(names)), names
    message = message_from_bytes(raw, policy=default)
    assert not message.defects
    assert [a.addr_spec for a in message["To"].addresses] == list(h.addresses()) if message["To"] else True
    assert not HARMFUL.search(message["Subject"]), message["Subject"]
    for part in message.walk():
        assert not part.defects
        if part is not message:
            assert set(part.keys()) <= PARTS
            assert part.get_filename() in (None, "qr.png")
    assert "<script" not in message.get_body(("html",)).get_content()
    harmless(message.get_body(("plain",)).get_content().replace("\r\n", "\n"))
    harmless(plain_body(h))
    assert re.fullmatch("[0-9a-f]{12}", mail_name(h))


@target("mailto links", HANDOVERS)
def links(h: Handover) -> None:
    link = mailto(h)
    assert len(link) <= MAILTO_LIMIT and link.isascii() and link.isprintable()
    parts = urlsplit(link)
    assert parts.scheme == "mailto" and set(parse_qs(parts.query)) <= {"subject", "body"}
    assert set(filter(None, unquote(parts.path).split(","))) <= set(h.addresses())
    harmless(parse_qs(parts.query).get("subject", [""])[0])


LINES = {
    *(
        "BEGIN",
        "END",
        "PRODID",
        "VERSION",
        "METHOD",
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "SUMMARY",
    ),
    *("DESCRIPTION", "DTSTART", "DTEND", "TRANSP", "ACTION", "TRIGGER", "STATUS"),
}


def content_lines(data: bytes) -> Iterator[str]:
    """The lines of a calendar file as they were before they were folded."""
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
    yield from data.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


@target("calendar file", HANDOVERS, limit=4)
def calendar(h: Handover) -> None:
    data = as_ics(h, SENT)
    if not data:
        return
    lines = list(content_lines(data))
    for line in lines:
        assert re.split("[:;]", line)[0] in LINES, line
        harmless(line)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    again = as_ics(h, SENT, data)
    assert again.count(b"STATUS:CANCELLED") == 0


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Call Cockpit//Call Cockpit//EN
METHOD:PUBLISH
BEGIN:VEVENT
SUMMARY:Zonneveld: toezegging
DTSTART;VALUE=DATE:20261127
DTEND;VALUE=DATE:20261128
DTSTAMP:20261123T092000Z
UID:A-1-promise-1@call-cockpit
SEQUENCE:3
DESCRIPTION:€ 1.842\\,50
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT5M
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
A_CALL = Call("C-1", "D-1", CallKind.REMINDER, SENT, outcome=Outcome(Reach.RIGHT_PERSON, Result.PROMISE))
A_HANDOVER = Handover(A_CALL, None, Debtor("D-1", "Zonneveld"), (), (), Sender(), "Europe/Amsterdam", "nl")


@target(
    "calendar file of before", BYTES | edited([CALENDAR], 6).map(lambda text: text.encode("utf-8", "replace"))
)
def calendar_before(earlier: bytes) -> None:
    """What lies in the outbox may have been spoilt: what is cancelled then is still a calendar."""
    data = as_ics(A_HANDOVER, SENT, earlier)
    for line in content_lines(data) if data else ():
        assert re.split("[:;]", line)[0] in LINES, line
        harmless(line)


LETTER = as_eml(confirmation(A_HANDOVER, "C-1", SENT)).decode("ascii")
TRIED = "X-Cockpit-Tried: 2026-11-23T09:20:00+00:00 refused 550%20no\r\nTo: x@y.example\r\n"


@target(
    "mails in the outbox",
    BYTES | edited([LETTER, TRIED + LETTER], 6).map(lambda text: text.encode("utf-8", "replace")),
)
def outbox(raw: bytes) -> None:
    """A mail that waits may have been spoilt by something else."""
    folder = HERE / "outbox"
    box = Outbox(folder)
    path = folder / "unsent" / "2026-11-23 Zonneveld C-1.0a1b2c.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    (posted,) = box.waiting()
    for text in (posted.call, posted.mark, posted.subject, posted.problem, posted.detail, *posted.to):
        assert "\n" not in text
        harmless(text)
    sender, to = recipients(to_send(path))
    for address in (sender, *to):
        assert not re.search(r"[\x00-\x20\x7f]", address), address
    path = box.failed(path, "refused", raw.decode("latin-1"), SENT)
    assert box.waiting()[0].path == path
    _text_of(path)
    box.drop(path)


@target("summary", HANDOVERS)
def summary(h: Handover) -> None:
    found = closing_summary(h)
    for text in (as_text(found, h.tag), as_markdown(found, h.tag)):
        assert not HARMFUL.search(re.sub(r"[\n\t]", "", text))
    spoken = [
        line for line in as_markdown(found, h.tag).split("\n") if not line.startswith("    ")
    ]  # notes are code
    assert not re.search(r"(?<!\\)<script", "\n".join(spoken))
    as_json(h, found)


NUMERIC = re.compile(r"-?\d+(\.\d+)?")


@target("tables for spreadsheets", st.lists(TEXT, min_size=1, max_size=4), few=40)
def spreadsheets(callers: list[str]) -> None:
    """No cell of the report is a formula, whatever a collector is called."""
    counting = Counting(ZoneInfo("Europe/Amsterdam"), frozenset())
    for number, caller in enumerate(callers):
        call = Call(f"C-{number}", "D", CallKind.REMINDER, SENT, Phase.SAVED, caller=caller, started_at=SENT,
                    outcome=Outcome(Reach.RIGHT_PERSON, Result.PROMISE))  # fmt: skip
        counting.add(call, None)
    report = Report(date(2026, 11, 1), date(2026, 11, 30), counting.counted(), None)
    for by in ("collector", "kind"):
        rows = list(csv.reader(io.StringIO(as_csv(report, by), newline="")))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            assert NUMERIC.fullmatch(cell) or not cell.startswith(
                ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
            ), cell
            assert "\n" not in cell
            harmless(cell)


RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def a_file_name(name: str) -> None:
    """A name that lies in its folder on every system."""
    assert name not in {"", ".", ".."} and not re.search(r'[/\\:*?"<>|\x00-\x1f\x7f]', name), name
    assert not RESERVED.fullmatch(name.split(" ")[0]) or " " in name, name
    assert len(name.encode("utf-8")) <= 255 and not name.endswith((" ", ".")) and not name.startswith("-")
    harmless(name)


@target("file names", st.tuples(TEXT, TEXT, TEXT, st.integers(1, 9)), few=40)
def names(case: tuple[str, str, str, int]) -> None:
    debtor_id, name, call_id, minute = case
    a_file_name(safe_name(name))
    folder = HERE / "names"
    store = MemoryStore(lambda: SENT)
    session = Session(store, Settings(), lambda: SENT, lambda prefix: prefix, folder)
    call = Call(
        call_id, debtor_id, CallKind.REMINDER, SENT, outcome=Outcome(Reach.RIGHT_PERSON, Result.PROMISE)
    )
    follow = FollowUp("F", debtor_id, call_id, FollowUpKind.RING_BACK, SENT.replace(minute=minute))
    h = Handover(call, None, Debtor(debtor_id, name), (), (follow,), Sender(), "UTC", "nl")
    a_file_name(paper_name(session, h))
    for path in (write_mail(session, h), write_calendar(session, h)):
        assert path is not None and path.parent == folder and path.is_file()
        assert (path.stat().st_mode & 0o777) == 0o600
        path.unlink()


@target("telephone commands", st.tuples(TEXT, TEXT, st.sampled_from(["NL", "BE"])), few=40)
def telephone(case: tuple[str, str, str]) -> None:
    setting, number, country = case
    plain = international(number, country)
    assert re.fullmatch(r"(\+?[0-9]+)?", plain)
    for dialled in (number, plain):
        try:
            command = dial_command(setting + "{number}", dialled)
        except NotStarted:
            continue
        assert command
    if plain:
        assert dial_command("phone --call {number}", plain) == ["phone", "--call", plain]
