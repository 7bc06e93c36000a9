"""The outcome says what saving it keeps, what it loses, and which invoices are contested."""

import pytest
from driving import Driver, driving

from cockpit.core.outcome import Reach
from cockpit.screens.outcome import OutcomeScreen
from cockpit.widgets.choices import Choices


async def ring(d: Driver, *keys: str) -> None:
    d.press("f5", "f5")
    await d.until(lambda: d.main.is_talking, "the call")
    d.press(*keys, "f9")
    await d.until(lambda: isinstance(d.app.screen, OutcomeScreen), "the outcome")


@pytest.mark.parametrize(("keys", "first"), [((), Reach.NO_ANSWER), (("f12",), Reach.RIGHT_PERSON)])
async def test_with_an_agreement_somebody_was_reached(cockpit, keys, first):
    async with driving(cockpit) as d:
        await ring(d, *keys)
        await d.until(lambda: d.app.screen.query_one("#reach", Choices).has_focus, "the list")
        d.press("enter")
        await d.until(lambda: d.app.screen.outcome is not None, "a choice")
        assert d.app.screen.outcome.reach is first


@pytest.mark.parametrize("keys", [(), ("f12",)])
async def test_an_agreement_that_nobody_heard_is_said_to_be_lost(cockpit, keys):
    async with driving(cockpit) as d:
        await ring(d, *keys, "f9")
        d.press("1")
        await d.see("Komt terug op")
        assert ("wordt dan niet bewaard" in " ".join(d.text.split())) is bool(keys)


async def test_what_is_contested_is_named_and_not_promised_too(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        number = d.hand.account.invoices[0].number
        d.press("6", "8")
        d.type("prijs")
        await d.see("Betwist: alle facturen")
        d.type(f" van {number}")
        await d.see(f"Betwist: {number}.")
        d.press("f5")
        await d.see("Afronden", f"niet eens met factuur {number};")


async def test_an_invoice_that_is_promised_cannot_be_contested_in_one_breath(cockpit):
    async with driving(cockpit) as d:
        await ring(d, "f12")
        d.press("6", "8")
        d.type("prijs")
        await d.see("Nog nodig: welke factuur betwist is")
        d.press("f5")
        await d.rest()
        assert isinstance(d.app.screen, OutcomeScreen)
