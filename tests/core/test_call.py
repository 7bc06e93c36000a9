"""A call is a value; every transition gives a new one."""

from datetime import UTC, datetime, timedelta

from cockpit.core.call import AgreementEntry, Call, CallKind, Evaluation, Phase

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
CALL = Call("C-1", "D-1", CallKind.REMINDER, NOON)


def later(seconds):
    return NOON + timedelta(seconds=seconds)


def test_ticks_go_on_and_off():
    two = CALL.tick("amount").tick("due")
    assert two.ticks == ("amount", "due")
    assert two.tick("amount").ticks == ("due",)


def test_answers_are_replaced_and_taken_away():
    one = CALL.answer("room", "two instalments").answer("goal", "a date").answer("room", "three")
    assert one.answers == (("goal", "a date"), ("room", "three"))
    assert one.answer_to("room") == "three"
    assert one.answer("room", "").answers == (("goal", "a date"),)
    assert CALL.answer_to("room") == ""


def test_from_the_first_ring_to_the_wrap_up():
    assert not CALL.is_live and CALL.seconds(later(5)) == 0
    talk = CALL.start(later(10), "greeting")
    assert talk.is_live and talk.phase is Phase.TALK and talk.step == "greeting"
    assert talk.seconds(later(75)) == 65
    assert talk.seconds(NOON) == 0  # a clock that was set back never shows less than nothing
    done = talk.hang_up(later(70))
    assert done.phase is Phase.WRAP_UP and done.is_live and done.seconds(later(900)) == 60
    again = done.back_to_talk()
    assert again.phase is Phase.TALK and again.ended_at is None
    assert again.start(later(500), "x").started_at == later(10)
    assert done.hang_up(later(999)).ended_at == later(70)


def test_an_objection_is_a_detour():
    talk = CALL.start(NOON, "ask").open_objection("never-received")
    assert talk.objection == "never-received" and talk.step == "ask"
    back = talk.close_objection()
    assert back.objection == "" and back.step == "ask" and back.objections == ("never-received",)
    both = back.open_objection("paid").close_objection().open_objection("never-received")
    assert both.objections == ("never-received", "paid")
    assert both.go_to("agree").objection == ""
    assert both.hang_up(NOON).objection == ""


def test_back_is_the_way_that_was_come():
    talk = CALL.start(NOON, "greet").go_to("ask").go_to("plan").open_objection("paid")
    assert (talk.step, talk.path) == ("plan", ("greet", "ask"))
    back = talk.go_back()
    assert (back.step, back.path, back.objection) == ("ask", ("greet",), "")
    assert back.go_back("other").step == "greet"
    assert back.go_back().go_back("other").step == "other", "there is no path any more"
    assert CALL.go_to("greet").path == (), "nothing was walked before the first step"


def test_a_path_is_only_so_long():
    talk = CALL.start(NOON, "0")
    for number in range(1, 300):
        talk = talk.go_to(str(number))
    assert len(talk.path) == 100 and talk.path[-1] == "298"


def test_what_counts_as_empty():
    assert AgreementEntry().is_empty
    assert AgreementEntry(amount="12", covers=("F1",)).is_empty  # proposed, not agreed
    assert not AgreementEntry(when="vr").is_empty
    assert not AgreementEntry(if_we="copy").is_empty
    assert not AgreementEntry(in_return="x").is_empty
    assert Evaluation().is_empty
    assert not Evaluation(went_well="x").is_empty
    assert not Evaluation(better="x").is_empty
    assert not Evaluation(next_time="x").is_empty
