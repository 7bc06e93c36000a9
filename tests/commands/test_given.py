"""`cockpit show`: what became of what we gave, and the legal hours that were passed for a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from cockpit.core.concession import concession_of
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.override import Closed, GateOverride
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSED = GateOverride("nl-wki", Closed.HOURS, "Bki art. 4.2", "Sanne", MONDAY, "hij vroeg het zelf")


def change(folder, **how):
    """Write something else in the last agreement or the last call of Zonneveld."""
    store = Workspace.open(folder, now=lambda: MONDAY)
    made, call = store.agreements_of("D-1007")[-1], store.calls_of("D-1007")[-1]
    agreements = (replace(made, concessions=how["concessions"]),) if "concessions" in how else ()
    calls = (replace(call, overrides=how["overrides"]),) if "overrides" in how else ()
    store.save(Changes(calls=calls, agreements=agreements))
    store.close()


def test_a_concession_whose_return_did_not_come_is_shown_as_lapsed(run, demo):
    shown = run("show", "D-1007")
    assert (
        "in return: geen rente over deze twee facturen (€17.40) · lapsed: the return did not come"
        in shown.out
    )
    (given,) = run("show", "D-1007", "--json").json["given"]
    assert (given["what"], given["condition"]) == ("geen rente over deze twee facturen", "lapsed")
    before = run("show", "D-1007", "--on", "2026-11-18", "--json").json["given"]
    assert before[0]["condition"] == "running"


def test_the_terms_of_a_concession_are_for_scripts_too(run, demo):
    terms = ConcessionTerms(Gift.DISCOUNT, in_return="direct debit", by=MONDAY.date())
    change(demo, concessions=(concession_of("korting", terms),))
    (given,) = run("show", "D-1007", "--json").json["agreements"][-1]["concessions"]
    assert given["gift"] == "discount" and given["in_return"] == "direct debit"
    assert (given["by"], given["cost"], given["value"]) == ("2026-11-23", None, None)


def test_a_gate_that_was_passed_is_shown_with_its_reason(run, demo):
    change(demo, overrides=(PASSED,))
    text = "Rung outside the hours of the law all the same (Bki art. 4.2): hij vroeg het zelf"
    assert text in run("show", "D-1007").out
    (passed,) = run("show", "D-1007", "--json").json["calls"][-1]["overrides"]
    assert (passed["closed"], passed["by"], passed["reason"]) == ("hours", "Sanne", "hij vroeg het zelf")
