"""`cockpit export`: everything that is kept about one debtor, to be given to him."""

from __future__ import annotations

import email
import email.policy
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cockpit.commands import output, shapes
from cockpit.commands.dossiers import dossier_of, name_of
from cockpit.commands.mentions import mention_shape
from cockpit.commands.mentions import place as where
from cockpit.commands.session import opened
from cockpit.commands.show_words import agreement_lines, call_lines, follow_up_line, invoice_rows
from cockpit.commands.workspace import CannotDo, Place
from cockpit.commands.written import call_texts, terms_texts
from cockpit.core.agreement import Agreement, Revision
from cockpit.core.call import Call
from cockpit.core.ledger import Account, Debtor
from cockpit.core.standing import Standing
from cockpit.desk.privacy import mentions_of, papers_of
from cockpit.desk.session import Session
from cockpit.language import _, dates, labels
from cockpit.plain_files import whole
from cockpit.store.codec import encode
from cockpit.store.port import Dossier
from cockpit.store.searching import Mention


def run(options: Namespace, place: Place) -> int:
    """Write all of it; 1 when nobody or more than one was found."""
    with opened(place, read_only=True) as session:
        dossier = dossier_of(session, options.debtor)
        if dossier is None:
            return 1
        papers = papers_of(session, dossier)
        found = mentions_of(session, place.folder, dossier)
        if options.json:
            output.data(_shape(session, dossier, papers, found))
        else:
            for line in _lines(session, dossier, papers):
                output.result(line)
            _say_mentions(found)
    return 0


def _say_mentions(found: list[Mention]) -> None:
    """For the collector alone: what was noted about others is not to be given away unread."""
    if found:
        output.message(
            _("He may also be meant in what was noted about others. Not in this export, to be judged:")
        )
    for one in found:
        output.message("  " + _("{texts}, in {place}").format(texts=", ".join(one.texts), place=where(one)))


def _shape(session: Session, dossier: Dossier, papers: list[Path], found: list[Mention]) -> shapes.Shape:
    """As `cockpit show` has it, on the clock of the workspace; in `kept` every field as the files have it,
    times in UTC, without those that are empty. The standing and the debtor are as they are kept."""
    zone = session.zone
    standing, draft = dossier.standing, dossier.draft
    account = dossier.account
    return {
        "debtor": shapes.debtor(account.debtor) if account else {"id": dossier.debtor_id},
        "invoices": _invoices(session, account, standing),
        "standing": encode(standing) if standing else None,
        "calls": [_both(call, shapes.call(call, zone)) for call in dossier.calls],
        "agreements": [_both(made, shapes.agreement(made, zone)) for made in dossier.agreements],
        "follow_ups": [_both(one, shapes.follow_up(one, zone)) for one in dossier.follow_ups],
        "call_begun": _both(draft, shapes.call(draft, zone)) if draft else None,
        "backups": [
            {
                **shapes.backup(backup, zone),
                "debtor": shapes.debtor(earlier.debtor),
                "invoices": _invoices(session, earlier, standing),
            }
            for backup, earlier in dossier.earlier
        ],
        "files": [{"name": path.name, "text": _text_of(path)} for path in papers],
        "mentioned": [mention_shape(one) for one in found],
    }


def _both(value: object, shown: shapes.Shape) -> shapes.Shape:
    """What `cockpit show` has and what it has not, and beside it the document as it is kept."""
    kept = encode(value)
    return {**kept, **shown, "kept": kept}


def _invoices(session: Session, account: Account | None, standing: Standing | None) -> list[shapes.Shape]:
    return [
        _both(one, shapes.invoice(one, session.today(), standing is not None and standing.contests(one)))
        for one in (account.invoices if account else ())
    ]


def _lines(session: Session, dossier: Dossier, papers: list[Path]) -> Iterator[str]:
    zone, standing = session.zone, dossier.standing or Standing(dossier.debtor_id)
    yield _("Everything that is kept about {name} ({number})").format(
        name=name_of(dossier), number=dossier.debtor_id
    )
    if dossier.account:
        yield from _who(dossier.account.debtor)
        rows = invoice_rows(dossier.account, standing, session.today())
        yield from _section(_("Invoices"), output.table(rows))
    yield from _section(_("Where it stands"), _standing_lines(standing))
    calls = [line for call in dossier.calls for line in _call_lines(session, call)]
    yield from _section(_("Calls"), calls)
    if dossier.draft:
        yield from _section(_("A call begun"), list(_call_lines(session, dossier.draft)))
    made = [line for one in dossier.agreements for line in _agreement_lines(session, one)]
    yield from _section(_("Agreements"), made)
    yield from _section(_("Follow-up"), [follow_up_line(one, zone) for one in dossier.follow_ups])
    for backup, account in dossier.earlier:
        day = dates.moment(backup.at.astimezone(zone))
        rows = invoice_rows(account, standing, session.today())
        title = _("The ledger until {day}").format(day=day)
        yield from _section(title, [*_who(account.debtor), *output.table(rows)])
    for path in papers:
        yield from _section(path.name, _text_of(path).splitlines())
    yield ""
    yield _("With --json every field is also written as it is kept, under “kept”.")


def _who(d: Debtor) -> Iterator[str]:
    known = (d.name, d.contact_person, d.phone, d.mobile, d.email, d.company_no, d.country)
    yield " · ".join([*filter(None, known), labels.language(d.language)])


def _standing_lines(standing: Standing) -> list[str]:
    marks = (
        (standing.do_not_call, _("do not call")),
        (standing.insolvent, _("insolvent")),
        (standing.number_is_wrong, _("the telephone number is wrong")),
        (bool(standing.skip_reason), _("set aside: {reason}").format(reason=standing.skip_reason)),
        (bool(standing.next_time), _("Next time: {hint}").format(hint=standing.next_time)),
    )
    disputes = [_("contested: {reason}").format(reason=dispute.reason) for dispute in standing.disputes]
    return [*(text for holds, text in marks if holds), *disputes]


def _call_lines(session: Session, call: Call) -> Iterator[str]:
    """The call as `cockpit show` has it, then what else was written down."""
    yield from call_lines(call, session.zone)
    yield from (f"    {text}" for text in call_texts(call))
    for revision in call.revisions:
        yield from _revision_lines(session, revision)


def _agreement_lines(session: Session, made: Agreement) -> Iterator[str]:
    """The agreement as `cockpit show` has it, then on what terms we gave and what was corrected."""
    yield from agreement_lines(made, session.zone)
    for concession in made.concessions:
        yield from (f"    {text}" for text in terms_texts(concession.terms))
    for revision in made.revisions:
        yield from _revision_lines(session, revision)


def _revision_lines(session: Session, revision: Revision) -> Iterator[str]:
    at = dates.moment(revision.at.astimezone(session.zone), style="medium")
    yield "    " + _("corrected {at}: {why}").format(at=at, why=revision.why)
    for _field, old, new in revision.fields:
        yield f"      {old} → {new}"


def _text_of(path: Path) -> str:
    """What stands in a mail or a calendar file."""
    try:
        content = whole(path)
    except OSError as error:
        raise CannotDo(_("{path} could not be read.").format(path=path)) from error
    with suppress(LookupError, ValueError, AttributeError, TypeError):  # spoilt by something else
        if path.suffix == ".eml":
            return _mail_text(content)
    return content.decode("utf-8", "replace")


def _mail_text(content: bytes) -> str:
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("plain",))
    head = [f"{name}: {value}" for name, value in message.items() if name in {"To", "Subject", "Date"}]
    return "\n".join([*head, "", body.get_content() if body else ""])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)
