"""`cockpit playbook show`: where the talk can take another turn."""

from __future__ import annotations


def test_a_branch_stands_below_its_lines_with_the_step_to_which_it_leads(run):
    lines = run("playbook", "show", "reminder", "--lang", "nl").out.splitlines()
    asked = next(n for n, line in enumerate(lines) if line.startswith("4. "))
    following = next(n for n, line in enumerate(lines) if line.startswith("5. "))
    assert [line for line in lines[asked:following] if "→" in line] == [
        "   ↳ Noemt een dag die past → 8. Lees de afspraak terug",
        "   ↳ Wil in delen betalen → 11. In delen, elk met een dag",
    ]


def test_a_step_says_what_follows_when_it_is_not_the_next_of_the_list(run):
    lines = run("playbook", "show", "reminder", "--lang", "en").out.splitlines()
    told = [line for line in lines if line.startswith("   → ")]
    assert told == [
        "   → 2. Be sure who you are speaking to",
        "   → 8. Read the agreement back",
        "   → 9. Confirm and thank",
    ]


def test_for_scripts_the_way_is_given_by_ids(run):
    steps = run("playbook", "show", "reminder", "--json").json["steps"]
    ways = {step["id"]: step for step in steps}
    assert ways["ask-date"]["next"] == "our-need"
    assert ways["ask-date"]["branches"][1] == {"when": "Wants to pay in parts", "to": "in-parts"}
    assert ways["confirm"]["next"] is None
    assert {step["next"] for step in steps} - {None} <= ways.keys()


def test_filled_for_a_debtor_the_branches_are_there_too(run, demo):
    out = run("playbook", "show", "broken-promise", "--debtor", "D-1007").out
    assert "↳ Wil in delen betalen → 11. In delen, elk met een dag" in out
    assert "“Welk deel van €" in out
