"""The queue while keys come fast: what follows the highlight waits, and nothing is drawn for nothing."""

import pytest
from driving import driving
from textual.app import App

from cockpit.widgets.queue_list import QueueList, Row

ZONNEVELD = "D-1007"


class Alone(App):
    """A queue, and nobody who listens."""

    CSS = "QueueList { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(self, queue):
        super().__init__()
        self.queue = queue

    def compose(self):
        yield self.queue


def row(debtor_id):
    return Row("€", f"Debiteur {debtor_id}", "€ 1.000 · 12 d")


async def test_the_next_key_right_behind_the_last_letter_takes_who_was_found(cockpit):
    async with driving(cockpit) as d:
        assert d.call.debtor_id != ZONNEVELD
        d.press("ctrl+f")
        d.type("zonnev")
        d.press("f5")
        await d.until(lambda: d.main.preparing, "the preparation")
        assert d.call.debtor_id == ZONNEVELD


@pytest.mark.parametrize("further", [(), ("escape",), ("ctrl+f",), ("f5",)])
async def test_who_was_found_is_shown_first_and_then_the_whole_queue_again(cockpit, further):
    async with driving(cockpit) as d:
        everybody = len(d.main.query_one(QueueList)._ids)
        d.press("ctrl+f")
        d.type("zonnev")
        d.press("f5", *further)  # what follows at once finds the search closed
        box = d.main.query_one("#search")
        await d.until(lambda: d.call.debtor_id == ZONNEVELD, "who was found")
        await d.until(lambda: len(d.main.query_one(QueueList)._ids) == everybody, "the whole queue")
        await d.until(lambda: box.display is (further == ("ctrl+f",)), "the box")
        await d.until(lambda: d.main.desk.is_live is (further == ("f5",)), "the call")
        await d.until(lambda: d.main.preparing is (further in ((), ("ctrl+f",))), "the preparation")
        await d.until(lambda: box.value == "", "an empty box")
        assert d.call.debtor_id == ZONNEVELD


@pytest.mark.parametrize("count", [40, 400, 100_000])
async def test_the_bar_moves_when_that_can_be_seen_and_goes_to_the_very_end(count):
    queue = QueueList()
    async with Alone(queue).run_test(size=(40, 20)) as pilot:
        queue.show([f"D{n}" for n in range(count)], row)
        await pilot.pause()
        places = []
        for top in range(0, count, max(count // 500, 1)):
            queue.scroll_to(y=top, animate=False)
            bar = queue.vertical_scrollbar.position
            assert 0 <= queue.scroll_offset.y - bar <= count / (20 * 8), "within an eighth of a cell"
            places.append(bar)
        assert len(set(places)) <= 20 * 8 + 1, "it stands where it can be drawn, and nowhere in between"
        queue.action_move(count)
        assert queue.vertical_scrollbar.position == queue.scroll_offset.y == count - 20
        queue.action_move(-count)
        assert queue.vertical_scrollbar.position == queue.scroll_offset.y == 0
