"""Erasing somebody damages nothing of others, whatever his numbers are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store.making import agreement, call, follow_up, ledger

from cockpit.core.agreement import Agreement, Concession, Promise, Revision, StateChange
from cockpit.core.call import AgreementEntry, Call, Evaluation
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.followup import FollowUp
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.override import Closed, GateOverride
from cockpit.core.standing import Dispute, Standing
from cockpit.store.codec import decode, encode
from cockpit.store.port import Changes
from cockpit.store.traces import Traces
from cockpit.store.typed import changed, texts
from cockpit.store.workspace import Workspace

AT = datetime(2026, 11, 22, 14, 8, 38, 785864, tzinfo=UTC)
KEY = "C-20261122-140836-d902"
SAID = "Bel Bakkerij Zonneveld 1 BV, D-100731, op 020 555 0101."


def full_call() -> Call:
    """A call in which every field has something."""
    terms = ConcessionTerms(
        Gift.REPAIR, Money(Decimal("785864.00")), SAID, date(2026, 11, 27), SAID, AT, None
    )
    return replace(
        call(KEY, "D-2", notes=SAID),
        opened_at=AT,
        started_at=AT,
        answers=(("room", SAID), ("letter", "2026-11-22"), ("clause", "10 % min 785864")),
        own_words=SAID,
        contact=f"Mevr. Bos, {SAID}",
        entry=AgreementEntry(
            "785864", "22-11-2026", covers=("785864",), if_we=SAID, gives=terms, beyond=SAID
        ),
        outcome=Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, AT, SAID, ("785864",)),
        evaluation=Evaluation(SAID, SAID, SAID),
        agreement_id="A-20261122-140836-d902",
        revisions=(Revision(AT, SAID, (("note", "", SAID), ("day", "2026-11-22", "2026-11-27"))),),
        overrides=(GateOverride("nl-hours", Closed.HOURS, "785864", "Els", AT, SAID),),
    )


def full_agreement() -> Agreement:
    made = agreement("A-20261122-140836-d902", "D-2")
    promise = Promise(Money(Decimal("785864.00")), date(2026, 11, 22), covers=("785864",))
    given_away = Concession(SAID, Money(Decimal("785864.00")))
    return replace(
        made, call_id=KEY, made_at=AT, promises=(promise,), concessions=(given_away,),
        states=(StateChange(made.state, AT),),
    )  # fmt: skip


def full_follow_up() -> FollowUp:
    return replace(follow_up("F-20261122-140836-d902", "D-2"), call_id=KEY, due=AT, what=SAID)


def full_standing() -> Standing:
    return Standing(
        "D-2",
        last_call_id=KEY,
        last_call_at=AT,
        next_time=SAID,
        agreements=(full_agreement(),),
        follow_ups=(full_follow_up(),),
        disputes=(Dispute(("785864",), SAID, AT),),
        skip_reason=SAID,
        letter="2026-11-22",
    )


ALL = (full_call(), full_agreement(), full_follow_up(), full_standing())
FIGURES = "".join(re.findall(r"\d+", "".join(str(encode(one)) for one in ALL)))


@st.composite
def numbers(draw) -> str:
    """Figures that occur in the documents, in any form."""
    first = draw(st.integers(0, len(FIGURES) - 4))
    figures = FIGURES[first : first + draw(st.integers(3, 12))]
    return draw(st.sampled_from(["", "0", "+31", "00"])) + draw(st.sampled_from(["", " ", "-"])).join(figures)


def anything_typed_gone(document: dict) -> dict:
    return changed(document, lambda _name, _text: "")


def test_what_people_type_is_blackened_everywhere() -> None:
    traces = Traces(["D-100731", "Bakkerij Zonneveld 1 BV"], ["020-5550101"])
    for one in ALL:
        left = traces.blackened(encode(one))
        assert traces.in_text(str(left)) == ()
        assert all(text.startswith(("Bel […],", "Mevr. Bos, Bel […]", "10", "")) for _, text in texts(left))
        assert "Bel […], […], op […]." in str(left)
        assert anything_typed_gone(left) == anything_typed_gone(encode(one))


@given(st.lists(numbers(), max_size=3), st.lists(numbers(), max_size=3))
def test_no_number_makes_a_document_unreadable(ids: list[str], phones: list[str]) -> None:
    traces = Traces(ids, phones)
    for one in ALL:
        left = traces.blackened(encode(one))
        assert decode(type(one), left)
        assert anything_typed_gone(left) == anything_typed_gone(encode(one))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(number=numbers(), mobile=numbers())
@example(number="202", mobile="38785864")  # the seconds of a moment
def test_an_erasure_leaves_every_document_of_others_readable(number: str, mobile: str) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place, "werkmap")
        store = Workspace.open(folder, now=lambda: AT)
        book = ledger(3)
        his = replace(book.debtors["D-1"], phone=number, mobile=mobile)
        store.replace_ledger(replace(book, debtors={**book.debtors, "D-1": his}))
        made, one, standing = ALL[1:]
        store.save(Changes((full_call(),), (made,), (one,), (standing,)))
        store.save_draft(replace(full_call(), id="C-20261122-140836-d903"))
        aside = folder / "history" / "000007.log.damaged-1"
        aside.write_text(
            f'{{"id": "{KEY}", "opened_at": "{AT.isoformat()}", "due": "2026-11-27", "open": "785864.00'
        )
        store.erase("D-1")
        store.close()
        store = Workspace.open(folder, now=lambda: AT)
        assert [c.id for c in store.calls_of("D-2")] == [KEY]
        assert [a.id for a in store.agreements_of("D-2")] == [made.id]
        assert [f.id for f in store.follow_ups_of("D-2")] == [one.id]
        assert store.standings()["D-2"].last_call_id == KEY
        assert store.drafts()["D-2"].id == "C-20261122-140836-d903"
        assert list(store.problems) == []
        assert aside.exists()
        store.close()


def test_rubbish_is_left_as_it_is() -> None:
    rubbish = {"notes": 3, "what": None, "answers": [[], ["x"], 3, [1, "D-100731"]], "fields": "D-100731"}
    assert Traces(["D-100731"]).blackened(rubbish) == rubbish
