"""The trainer's card on paper or on a second screen, in the language of its scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cockpit.core.text import clean_line
from cockpit.language import amounts, dates, labels, translator
from cockpit.language.practice_sentences import act, check, temperament
from cockpit.playbook import Library
from cockpit.roleplay.card import Brought, Card, Felt
from cockpit.roleplay.check_files import Check, worths
from cockpit.roleplay.move_files import load

_UNDER = "  "
_MARKED = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card: its title and its lines. `is_sheet`: lines to tick."""

    title: str
    lines: tuple[str, ...]
    is_sheet: bool = False


def card_text(card: Card) -> str:
    """The card as plain text."""
    title, sections = card_title(card), card_sections(card)
    lines = [title, "=" * len(title)]
    for section in sections:
        lines += ["", section.title, "-" * len(section.title)]
        mark = _ticks(card) if section.is_sheet else ""
        lines += [f"{mark}{line}" for line in section.lines]
    return "\n".join(map(str.rstrip, lines)) + "\n"


def card_markdown(card: Card) -> str:
    """The card as Markdown."""
    lines = [f"# {_plain(card_title(card))}"]
    for section in card_sections(card):
        lines += ["", f"## {_plain(section.title)}", ""]
        mark = _ticks(card) if section.is_sheet else ""
        lines += [f"{_under(line)}- {mark}{_plain(line.strip())}" for line in section.lines]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.translate(_MARKED)


def card_title(card: Card) -> str:
    """What stands above the card."""
    _ = translator(card.scenario.language).gettext
    return clean_line(_("Trainer's card: {title}").format(title=card.scenario.title))


def _ticks(card: Card) -> str:
    _ = translator(card.scenario.language).gettext
    return f"[ ] {_('yes')}  [ ] {_('no')}  "


def card_sections(card: Card) -> tuple[Section, ...]:
    """The card in parts: for a screen with a curtain before it, and for the exports."""
    _ = translator(card.scenario.language).gettext
    titles = (
        (_("The talk"), _about),
        (_("What is really going on"), lambda c: [c.scenario.truth]),
        (_("Who you are"), _who),
        (_("Invoices"), _invoices),
        (_("Days"), _days),
        (_("What you tell only when you are brought to it"), lambda c: _brought(c, c.facts)),
        (_("Objections"), lambda c: _brought(c, c.objections)),
        (_("When you give in"), lambda c: [_felt(c, one) for one in c.gives_in]),
        (_("What closes you up"), lambda c: [_felt(c, one) for one in c.closes_up]),
        (_("Lines to use"), _own_lines),
        (_("How it can be held"), lambda c: c.model),
    )
    sections = [_section(title, lines, card) for title, lines in titles]
    sheet = Section(_("For the observer"), tuple(_sheet(card)), is_sheet=True)
    return (*(one for one in sections if one.lines), sheet)


def _section(title: str, lines: Callable[[Card], Iterable[str]], card: Card) -> Section:
    return Section(title, tuple(f"{_under(line)}{clean_line(line)}" for line in lines(card)))


def _under(line: str) -> str:
    """What a line begins with that belongs to the one above it."""
    return _UNDER if line.startswith(_UNDER) else ""


def _about(card: Card) -> Iterator[str]:
    scenario = card.scenario
    tag, _ = scenario.language, translator(scenario.language).gettext
    level = _("level {n}").format(n=scenario.level)
    yield f"{labels.kind(scenario.kind, tag)} · {level} · {dates.day(card.on, tag)}"
    yield scenario.goal
    yield _("{caller} of {firm} calls.").format(caller=scenario.caller, firm=scenario.firm)


def _who(card: Card) -> Iterator[str]:
    scenario = card.scenario
    _ = translator(scenario.language).gettext
    yield f"{scenario.contact}, {scenario.debtor}"
    yield _("You are {temperament}.").format(temperament=temperament(scenario.temperament, scenario.language))
    yield _("You pick up with: “{text}”").format(text=scenario.picks_up)
    if scenario.stranger is not None:
        yield _("Somebody else picks up first: “{text}”").format(text=scenario.stranger.picks_up)
        yield from (f"“{line}”" for line in scenario.stranger.say)
        if scenario.stranger.hands_over:
            yield _("Asked for you, he hands the telephone over.")


def _invoices(card: Card) -> Iterator[str]:
    scenario = card.scenario
    tag, words = scenario.language, translator(scenario.language)
    for invoice in scenario.invoices:
        due = dates.day(scenario.due_of(invoice, card.on), tag)
        told = words.gettext("{number}, {what}: {amount}, to be paid on {due}")
        amount = amounts.money(invoice.amount, tag)
        line = told.format(number=invoice.number, what=invoice.what, amount=amount, due=due)
        n = invoice.reminders
        more = words.ngettext(", reminded {n} time", ", reminded {n} times", n).format(n=n) if n else ""
        yield line + more


def _days(card: Card) -> Iterator[str]:
    scenario = card.scenario
    tag, _ = scenario.language, translator(scenario.language).gettext
    if card.best_ring_back is not None:
        yield _("You never come to the telephone; you are there on {day}.").format(
            day=dates.day(card.best_ring_back, tag)
        )
        return
    yield _("In mind: {day}. Asked for a day, you name this one.").format(day=dates.day(card.in_mind, tag))
    paid = ", ".join(
        _("{amount} on {day}").format(amount=amounts.money(amount, tag), day=dates.day(day, tag))
        for amount, day in card.best
    )
    yield _("The earliest to which you can be brought: {payment}.").format(payment=paid)
    yield _("Your patience is {n}; at 0 you hang up.").format(n=scenario.patience)


def _brought(card: Card, all_of: Iterable[Brought]) -> Iterator[str]:
    _ = translator(card.scenario.language).gettext
    titles = {one.id: one.title for one in Library().cards(card.scenario.language)}
    for one in all_of:
        yield f"{titles.get(one.id, one.id)}: " + " / ".join(f"“{line}”" for line in one.lines)
        if one.after:
            yield _UNDER + _("Only after: {names}").format(names=", ".join(one.after))
        is_objection = one.id in titles
        comes = _("You bring it up at: {moves}") if is_objection else _("Brought out by: {moves}")
        yield _UNDER + comes.format(moves=_moves(card, one.at))
        if is_objection:
            yield _UNDER + _("Taken away by: {moves}").format(moves=_moves(card, one.by))
        if one.settled:
            yield _UNDER + _("Then you say: {lines}").format(lines=" / ".join(f"“{x}”" for x in one.settled))
        if one.days:
            yield _UNDER + _sooner(card, one.days)


def _moves(card: Card, names: Iterable[str]) -> str:
    about = {sign.name: sign.about for sign in load(card.scenario.language).moves}
    return "; ".join(about[name].rstrip(".") for name in names)


def _sooner(card: Card, days: int) -> str:
    words = translator(card.scenario.language)
    n = abs(days)
    if days > 0:
        told = words.ngettext("{n} working day earlier", "{n} working days earlier", n)
    else:
        told = words.ngettext("{n} working day later", "{n} working days later", n)
    return told.format(n=n)


def _felt(card: Card, one: Felt) -> str:
    _ = translator(card.scenario.language).gettext
    said = [one.about.rstrip(".")]
    if one.days:
        said.append(_sooner(card, one.days))
    if one.patience:
        said.append(_("patience −{n}").format(n=one.patience))
    if one.most == 1:
        said.append(_("counts once"))
    return f"{' · '.join(said)} ({one.source})"


def _own_lines(card: Card) -> Iterator[str]:
    for what, lines in card.lines.items():
        yield f"{act(what, card.scenario.language)}: " + " / ".join(f"“{line}”" for line in lines)


def _sheet(card: Card) -> Iterator[str]:
    for one in card.sheet:
        yield f"{check(one, card.scenario.language)} ({_source(one)})"


def _source(one: Check) -> str:
    return worths()[one].source


# -- for scripts --------------------------------------------------------------------------------------------


def card_json(card: Card) -> dict[str, object]:
    """The card for scripts: amounts are strings with a point, days ISO 8601."""
    scenario = card.scenario
    tag = scenario.language
    return {
        "scenario": scenario.id,
        "language": tag,
        "title": scenario.title,
        "goal": scenario.goal,
        "level": scenario.level,
        "kind": scenario.kind.value,
        "on": card.on.isoformat(),
        "truth": scenario.truth,
        "debtor": scenario.debtor,
        "contact": scenario.contact,
        "caller": scenario.caller,
        "firm": scenario.firm,
        "temperament": scenario.temperament.value,
        "patience": scenario.patience,
        "in_mind": card.in_mind.isoformat(),
        "best": [{"amount": m.text(), "currency": m.currency, "date": d.isoformat()} for m, d in card.best],
        "best_ring_back": card.best_ring_back.isoformat() if card.best_ring_back else None,
        "invoices": [
            {
                "number": i.number,
                "what": i.what,
                "amount": i.amount.text(),
                "due": scenario.due_of(i, card.on).isoformat(),
                "reminders": i.reminders,
            }
            for i in scenario.invoices
        ],
        "facts": [_brought_json(one) for one in card.facts],
        "objections": [_brought_json(one) for one in card.objections],
        "gives_in": [_felt_json(one) for one in card.gives_in],
        "closes_up": [_felt_json(one) for one in card.closes_up],
        "lines": {what.value: list(lines) for what, lines in card.lines.items()},
        "model": list(card.model),
        "sheet": [{"id": c.value, "text": check(c, tag), "source": _source(c)} for c in card.sheet],
    }


def _brought_json(one: Brought) -> Mapping[str, object]:
    return {
        "id": one.id,
        "at": list(one.at),
        "by": list(one.by),
        "after": list(one.after),
        "say": list(one.lines),
        "settled": list(one.settled),
        "days": one.days,
    }


def _felt_json(one: Felt) -> Mapping[str, object]:
    return {
        "name": one.name,
        "about": one.about,
        "days": one.days,
        "patience": one.patience,
        "source": one.source,
    }
