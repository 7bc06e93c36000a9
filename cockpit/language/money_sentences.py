"""What interest, collection costs and concessions are called, and the lines of their calculations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cockpit.core.collection_costs import CostLine, Costs, LineCode, NotCharged
from cockpit.core.concession import Condition, NotGiven
from cockpit.core.concession_terms import Gift
from cockpit.core.cost_clause import CostClause
from cockpit.core.interest import Gap, InterestLine, Regime
from cockpit.language import amounts, dates
from cockpit.language.catalogue import N_, translator
from cockpit.language.locales import locale_of

_REGIMES: Mapping[Regime, str] = {
    Regime.NL_CONSUMER: N_("statutory interest"),
    Regime.NL_TRADE: N_("statutory commercial interest"),
    Regime.BE_LEGAL: N_("legal interest"),
    Regime.BE_TRADE: N_("interest on late payment in trade"),
}
_GAPS: Mapping[Gap, str] = {
    Gap.BEFORE_TABLE: N_("before {day} no rate is known"),
    Gap.AFTER_TABLE: N_("the rate from {day} on has not been published yet"),
    Gap.OLDER_CONTRACT: N_("for an older contract no rate is known from {day} on"),
}
_COSTS: Mapping[LineCode, str] = {
    LineCode.BAND: N_("{percent} of {base}"),
    LineCode.FIXED: N_("fixed sum"),
    LineCode.MINIMUM: N_("up to the minimum"),
    LineCode.MAXIMUM: N_("down to the maximum"),
    LineCode.CAP: N_("down to the most that the law allows: {base}"),
    LineCode.VAT: N_("VAT that we cannot deduct: {percent} of {base}"),
}
_NOT_CHARGED: Mapping[NotCharged, str] = {
    NotCharged.NOTHING_OWED: N_("nothing is owed"),
    NotCharged.NOT_IN_EUROS: N_("the scale holds for euros only"),
    NotCharged.LETTER_NEEDED: N_("first a letter that gives fourteen days"),
    NotCharged.LETTER_RUNNING: N_("the fourteen days run until {day}"),
    NotCharged.CLAUSE_NEEDED: N_("only with a clause in the contract"),
    NotCharged.REMINDER_NEEDED: N_("first a reminder free of charge"),
    NotCharged.REMINDER_RUNNING: N_("the term of the reminder runs until {day}"),
}
_GIFTS: Mapping[Gift, str] = {
    Gift.INTEREST: N_("interest"),
    Gift.COSTS: N_("collection costs"),
    Gift.TIME: N_("more time"),
    Gift.INSTALMENTS: N_("payment in instalments"),
    Gift.DISCOUNT: N_("discount"),
    Gift.GOODWILL: N_("goodwill"),
    Gift.REPAIR: N_("repair of our own fault"),
}
_SAID: Mapping[Gift, str] = {
    Gift.INTEREST: N_("no interest on these invoices"),
    Gift.COSTS: N_("no collection costs on these invoices"),
    Gift.TIME: N_("until then no further step of ours"),
    Gift.INSTALMENTS: N_("payment in instalments"),
    Gift.DISCOUNT: N_("a discount"),
    Gift.GOODWILL: "",
    Gift.REPAIR: "",
}
_NOT_GIVEN: Mapping[NotGiven, str] = {
    NotGiven.NO_RETURN: N_("what do we get in return? An amount and a day, or write it down"),
    NotGiven.FAULT_NOT_NAMED: N_("name the fault that is repaired"),
    NotGiven.NO_REPAIR: N_("a fault goes with a repair only"),
    NotGiven.WORTH_LESS_THAN_NOTHING: N_("the value is zero or more"),
}
_CONDITIONS: Mapping[Condition, str] = {
    Condition.RUNNING: N_("the return is still to come"),
    Condition.MET: N_("the return has come"),
    Condition.LAPSED: N_("lapsed: the return did not come"),
    Condition.NONE: N_("without a condition"),
}


def regime(value: Regime, tag: str | None = None) -> str:
    """What the interest is called in law."""
    return translator(tag).gettext(_REGIMES[value])


def gap(value: Gap, day: date, tag: str | None = None) -> str:
    """Why there is no rate; `day` is the first that has none."""
    return translator(tag).gettext(_GAPS[value]).format(day=dates.day(day, tag))


def interest_line(line: InterestLine, tag: str | None = None) -> str:
    """The calculation of one line, without its amount: the period, the days, the rate and the amount."""
    text = translator(tag).gettext("{first} to {last}: {days}/{year} days × {percent} × {base}")
    return text.format(
        first=dates.day(line.first, tag, "numeric"),
        last=dates.day(line.last, tag, "numeric"),
        days=line.days,
        year=line.year_days,
        percent=percent(line.rate.percent, tag),
        base=amounts.money(line.base, tag),
    )


def cost_line(line: CostLine, tag: str | None = None) -> str:
    """The calculation of one line of the collection costs, without its amount."""
    return (
        translator(tag)
        .gettext(_COSTS[line.code])
        .format(
            percent=percent(line.percent, tag) if line.percent is not None else "",
            base=amounts.money(line.base, tag) if line.base else "",
        )
    )


def clause(value: CostClause, tag: str | None = None) -> str:
    """What a contract says about collection costs: "€ 25,00 + 10% of what is open, at least € 40,00"."""
    gettext = translator(tag).gettext
    parts = [amounts.money(value.fixed, tag)] if value.fixed.amount else []
    if value.percent:
        parts.append(gettext("{percent} of what is open").format(percent=percent(value.percent, tag)))
    limits = ((N_("at least {amount}"), value.minimum), (N_("at most {amount}"), value.maximum))
    said = [gettext(text).format(amount=amounts.money(limit, tag)) for text, limit in limits if limit]
    return ", ".join([" + ".join(parts), *said])


def cap(costs: Costs, tag: str | None = None) -> str:
    """The heading above the calculation of what the law allows at most."""
    total = sum((line.amount for line in costs.cap[1:]), costs.cap[0].amount)
    return translator(tag).gettext("at most by law: {amount}").format(amount=amounts.money(total, tag))


def not_charged(costs: Costs, tag: str | None = None) -> str:
    """Why no costs may be charged; empty when they may."""
    if costs.refusal is None:
        return ""
    day = dates.day(costs.until, tag) if costs.until else ""
    return translator(tag).gettext(_NOT_CHARGED[costs.refusal]).format(day=day)


def gift(value: Gift, tag: str | None = None) -> str:
    """What we give."""
    return translator(tag).gettext(_GIFTS[value])


def said(value: Gift, tag: str | None = None) -> str:
    """What is said about a gift to the customer, until the collector finds better words; may be empty."""
    return translator(tag).gettext(_SAID[value]) if _SAID[value] else ""


def not_given(value: NotGiven, tag: str | None = None) -> str:
    """Why a concession is not recorded."""
    return translator(tag).gettext(_NOT_GIVEN[value])


def condition(value: Condition, tag: str | None = None) -> str:
    """What became of the return."""
    return translator(tag).gettext(_CONDITIONS[value])


def percent(value: Decimal, tag: str | None = None) -> str:
    """A percentage as it is written: "10,15%"."""
    from babel.numbers import format_decimal

    return f"{format_decimal(value.normalize(), format='0.####', locale=locale_of(tag))}%"
