"""Everything about one line of the history: what was said and done, and what was corrected later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from textual.content import Content

from cockpit.core.agreement import ENDED, Agreement, Concession, Revision, State
from cockpit.core.call import Call
from cockpit.core.concession import Condition
from cockpit.core.concession_terms import Gift
from cockpit.core.money import Money
from cockpit.core.outcome import Reach, Result
from cockpit.core.settling import CONCLUSION
from cockpit.core.standing import DISPUTE, OPEN, SOLVED
from cockpit.core.text import shorten
from cockpit.desk.correcting import ACTION, AMOUNT, CONTACT, DAY, NOTE, OUTCOME, PROMISE, STATE
from cockpit.language import (
    N_,
    _,
    amounts,
    contact_sentences,
    dates,
    labels,
    money_sentences,
    ngettext,
    source_sentences,
)
from cockpit.screens.views.history_rows import Entry, HistoryList, outcome_words, promise_words
from cockpit.widgets.plain import lines

NOTES_SHOWN = 20_000
_FIELDS = {
    OUTCOME: N_("outcome"),
    CONTACT: N_("on the line"),
    NOTE: N_("note"),
    STATE: N_("state"),
    AMOUNT: N_("amount"),
    DAY: N_("day"),
    ACTION: N_("our action"),
    PROMISE: N_("promise"),
    DISPUTE: N_("contested"),
    CONCLUSION: N_("taken back"),
}
_TONES = {Condition.LAPSED: "$broken", Condition.MET: "$done"}
_DISPUTE = {OPEN: N_("still contested"), SOLVED: N_("solved")}


def detail(entry: Entry | None, listed: HistoryList) -> Content:
    """What there is to read about the highlighted line."""
    if entry is None:
        return Content(_("No calls and no agreements yet."))
    if entry.call is not None:
        return _call(entry.call, listed)
    if entry.agreement is not None:
        return _agreement(entry.agreement, listed)
    if entry.follow_up is not None:
        due = dates.moment(listed.local(entry.follow_up.due))
        ended = labels.ending(entry.follow_up.ending) if entry.follow_up.ending else ""
        return lines(_title(labels.follow_up(entry.follow_up.kind)), due, entry.follow_up.what, ended)
    if entry.dispute is not None:
        since = dates.day(listed.local(entry.dispute.since))
        return lines(_title(_("Contested since {day}").format(day=since)), entry.dispute.reason)
    return Content("")


def _call(call: Call, listed: HistoryList) -> Content:
    minutes = call.seconds(listed.now) // 60
    facts = [labels.kind(call.kind), ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)]
    if call.contact:
        facts.append(_("with {name}").format(name=call.contact))
    if call.caller:
        facts.append(_("by {name}").format(name=call.caller))
    parts: list[str | Content] = [
        _title(dates.moment(listed.local(call.opened_at))),
        Content.styled(" · ".join(facts), "$muted"),
        Content.styled(outcome_words(call.outcome), "bold"),
    ]
    outcome = call.outcome
    if outcome is not None and outcome.moment is not None:
        parts.append(_("for {day}").format(day=dates.moment(listed.local(outcome.moment))))
    if outcome is not None and outcome.detail:
        parts.append(outcome.detail)
    agreement = listed.past.agreement_of(call)
    if agreement is not None:
        said = [promise_words(p) for p in agreement.promises] or [_("only our action")]
        ended = agreement.state in ENDED
        said += [labels.state(agreement.state)] if ended else []
        words = _("Agreed: {what}").format(what=" · ".join(said))
        parts.append(Content.styled(words, "$muted" if ended else "$promised"))
    for passed in call.overrides:
        text = _("Rung {when} all the same ({source}): {reason}")
        why = text.format(
            when=contact_sentences.why(passed.closed),
            source=source_sentences.source(passed.source),
            reason=passed.reason,
        )
        parts.append(Content.styled(why, "$gap"))
    if call.notes.strip():
        parts += ["", shorten(call.notes.strip(), NOTES_SHOWN)]
    look = call.evaluation
    lessons = {
        _("Went well"): look.went_well,
        _("Could be better"): look.better,
        _("Next time"): look.next_time,
    }
    told = [Content.assemble((f"{name}: ", "$muted"), text) for name, text in lessons.items() if text]
    if told:
        parts += ["", *told]
    return lines(*parts, *_revisions(call.revisions, listed))


def _agreement(agreement: Agreement, listed: HistoryList) -> Content:
    made = _("Agreed on {day}").format(day=dates.day(listed.local(agreement.made_at)))
    parts: list[str | Content] = [_title(made)]
    if agreement.contact:
        parts.append(Content.styled(_("with {name}").format(name=agreement.contact), "$muted"))
    for promise in agreement.promises:
        method = _("by {method}").format(method=labels.method(promise.method))
        parts.append(Content.assemble((promise_words(promise), "bold"), f", {method}"))
        if promise.covers:
            numbers = ", ".join(promise.covers)
            text = ngettext("for {n} invoice: {list}", "for {n} invoices: {list}", len(promise.covers))
            parts.append(Content.styled(text.format(n=len(promise.covers), list=numbers), "$muted"))
    for commitment in agreement.commitments:
        by = dates.moment(listed.local(commitment.due), None, "medium")
        parts.append(_("We: {what}, by {day}").format(what=commitment.what, day=by))
        if commitment.done_at is not None:
            done = dates.moment(listed.local(commitment.done_at), None, "medium")
            parts.append(Content.styled(f"✓ {_('done on {day}').format(day=done)}", "$done"))
    for gift in agreement.concessions:
        parts += _concession(gift, listed.became(agreement, gift))
    parts.append("")
    for change in agreement.states:
        when = dates.moment(listed.local(change.at), None, "medium")
        source = (f"  {_('from the ledger')}", "$muted") if change.concluded else ("", "")
        parts.append(Content.assemble((f"{when}  ", "$muted"), labels.state(change.state), source))
    return lines(*parts, *_revisions(agreement.revisions, listed))


def _concession(given: Concession, became: Condition) -> Iterator[Content]:
    """What we gave, what for, and whether that came."""
    worth = f" ({amounts.money(given.value)})" if given.value else ""
    terms = given.terms
    repair = terms is not None and terms.gift is Gift.REPAIR
    head = _("Repaired: {what}") if repair else _("In return: {what}")
    yield Content(head.format(what=f"{given.what}{worth}"))
    if terms is not None:
        asked = terms.fault or terms.in_return
        told = [money_sentences.gift(terms.gift), asked]
        if terms.value is not None and not given.value:
            told.insert(1, _("costs us {amount}").format(amount=amounts.money(terms.value)))
        yield Content.styled("  " + " · ".join(filter(None, told)), "$muted")
    if not repair:
        yield Content.styled(f"  {money_sentences.condition(became)}", _TONES.get(became, "$promised"))


def _revisions(revisions: tuple[Revision, ...], listed: HistoryList) -> list[str | Content]:
    """What was corrected, newest first: the old text stays readable."""
    if not revisions:
        return []
    parts: list[str | Content] = ["", Content.styled(_("Corrected"), "bold $cue")]
    for revision in reversed(revisions):
        when = dates.moment(listed.local(revision.at), None, "medium")
        why = f"  “{revision.why}”" if revision.why else ""
        parts.append(Content.styled(f"{when}{why}", "$muted"))
        for name, old, new in revision.fields:
            said = f"{spoken(name, old) or '–'} → {spoken(name, new) or '–'}" if old else spoken(name, new)
            label = _(_FIELDS[name]) if name in _FIELDS else name
            parts.append(f"  {label}: {shorten(said, 300)}")
    return parts


def spoken(name: str, text: str) -> str:
    """The neutral text of a revision in the language of the screen; what cannot be read stays as it is."""
    try:
        return _spoken(name, text) if text else ""
    except (ValueError, InvalidOperation):
        return text


def _spoken(name: str, text: str) -> str:
    if name == OUTCOME:
        reach, _colon, result = text.partition(":")
        return labels.result(Result(result)) if result else labels.reach(Reach(reach))
    if name in {STATE, CONCLUSION}:
        return labels.state(State(text))
    if name == DAY:
        return dates.day(date.fromisoformat(text), None, "medium")
    if name == AMOUNT:
        amount, _space, currency = text.partition(" ")
        return amounts.money(Money(Decimal(amount), currency))
    if name == PROMISE:
        amount, _space, day = text.rpartition(" ")
        return f"{_spoken(AMOUNT, amount)} · {_spoken(DAY, day)}"
    return _(_DISPUTE[text]) if name == DISPUTE and text in _DISPUTE else text


def _title(text: str) -> Content:
    return Content.styled(text, "bold $accent")
