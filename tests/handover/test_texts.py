import json
from datetime import UTC, datetime

import pytest

from cockpit.core.agreement import Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Reach
from cockpit.handover.summary import QUESTIONS, closing_summary
from cockpit.handover.texts import as_json, as_markdown, question

WEDNESDAY = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


def test_a_question_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        question("why", "en")


def test_markdown_keeps_foreign_text_literal(facts):
    h = facts.handover(
        debtor=Debtor("D-1", "[x](http://x.example) <b>*_`#"),
        on_call={"notes": "# geen kop\n- geen lijst\n\n</details>"},
        follow_ups=(facts.follow_up(FollowUpKind.VERIFY, WEDNESDAY, what="| a |"),),
    )
    markdown = as_markdown(closing_summary(h), "en")
    assert markdown.startswith(
        "# Summary of the call with \\[x\\](http://x.example) \\<b\\>\\*\\_\\`\\# (D-1)\n\n"
    )
    assert "\n## Agreements\n\n- What happens next? " in markdown
    assert "(\\| a \\|)" in markdown
    assert markdown.endswith("## Notes\n\n    # geen kop\n    - geen lijst\n    \n    </details>\n")


@pytest.mark.parametrize("start", ["- x", "+ x", "= x", "12. x", "3) x"])
def test_markdown_list_marks_at_the_start_of_a_line_are_literal(facts, start):
    h = facts.handover(agreement=facts.agreement(facts.promise(), commitments=(facts.copy_by_eleven(start),)))
    mark = start.split()[0]
    assert f"- {mark[:-1]}\\{mark[-1]} x by Monday" in as_markdown(closing_summary(h), "en")


def test_markdown_without_notes_has_no_heading_for_them(facts):
    h = facts.handover(on_call={"notes": ""})
    assert "Notes" not in as_markdown(closing_summary(h), "en")


def test_scripts_get_amounts_with_a_point_and_times_with_their_offset(full, facts):
    h = full()
    data = json.loads(json.dumps(as_json(h, closing_summary(h))))
    assert data["call"] == "C-1"
    assert data["at"] == "2026-11-23T10:14:00+01:00"
    assert (data["reach"], data["result"]) == ("right-person", "promise")
    assert list(data["answers"]) == list(QUESTIONS)
    agreement = data["agreement"]
    assert agreement["promises"] == [
        {
            "amount": "1842.50",
            "currency": "EUR",
            "due": "2026-11-27",
            "method": "transfer",
            "invoices": ["2026-0412"],
        }
    ]
    assert agreement["commitments"] == [
        {"what": "mail you a copy", "due": "2026-11-23T11:00:00+01:00", "done": None}
    ]
    assert data["invoices"][0] == {
        "number": "2026-0412",
        "due": "2026-10-03",
        "open": "1842.50",
        "currency": "EUR",
    }
    assert data["follow_ups"][0]["kind"] == "commitment"


def test_scripts_get_concessions_and_calls_without_outcome(facts):
    gifts = (Concession("rente", facts.money("12.30")), Concession("taart"))
    h = facts.handover(
        agreement=facts.agreement(facts.promise(), concessions=gifts), on_call={"outcome": None}
    )
    data = as_json(h, closing_summary(h))
    assert data["reach"] is None
    assert data["agreement"]["concessions"] == [
        {"what": "rente", "value": "12.30", "currency": "EUR"},
        {"what": "taart", "value": None, "currency": None},
    ]
    unreached = facts.unreached(Reach.BUSY)
    assert as_json(unreached, closing_summary(unreached))["agreement"] is None
