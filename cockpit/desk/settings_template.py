"""What every setting is for, in words, and the commented file that a collector starts from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cockpit.desk.settings import Settings
from cockpit.language import N_, _

MEANINGS: Mapping[str, str] = {
    "firm": N_("the name of your firm, as you say it on the telephone"),
    "caller": N_("your name, as you introduce yourself"),
    "bookkeeper": N_("whom you refer to for questions about payment"),
    "relation_owner": N_("who looks after the customers, and makes the courtesy calls"),
    "phone": N_("the number on which customers call back"),
    "email": N_("the address that confirmations are sent from"),
    "country": N_("NL or BE: holidays, telephone numbers, formats of dates"),
    "language": N_("nl or en; nothing: the language of the computer"),
    "zone": N_("the time zone of your clock"),
    "theme": N_("night, day, contrast, clear, or a file of your own in themes"),
    "dial": N_("how a number is dialled: tel:{number}, or a command line with {number}"),
    "terms_days": N_("payment term when the export names none, in days"),
    "grace_days": N_("days after a promised day before a promise counts as broken"),
    "tolerance_amount": N_("a promise short by at most so much counts as kept, in euros"),
    "rest_days": N_("days for which a debtor is left in peace after a talk"),
    "courtesy_amount": N_("a courtesy call from this amount on, in euros"),
    "courtesy_after_days": N_("days after the invoice until its courtesy call"),
    "new_customer_days": N_("days for which a customer is new, and gets courtesy calls"),
    "confirmation_working_days": N_("working days to wait for a confirmation before asking for it"),
    "keep_years": N_("years that calls and agreements are kept; “cockpit purge” removes older ones"),
    "listen_seconds": N_("seconds of quiet in the script while the customer has the floor; 0: none"),
    "iban": N_("the account that customers pay to; it comes in the mail, with a payment code"),
    "bic": N_("the BIC of that account; only for an account outside the European Economic Area"),
    "account_name": N_("in whose name that account is; nothing: your firm"),
    "smtp_host": N_("the mail server that confirmations are sent through; nothing: you send them yourself"),
    "smtp_port": N_("the port of the mail server: mostly 587, or 465 with tls"),
    "smtp_security": N_("starttls, tls, or none for a server on this computer"),
    "smtp_user": N_(
        "your name at the mail server; the password is in the keyring under “call-cockpit”,"
        " or in COCKPIT_SMTP_PASSWORD, never here"
    ),
    "claims": N_("own: your own invoices; other: you collect for somebody else, or what was taken over"),
    "deducts_vat": N_("whether your firm can deduct VAT; with false, VAT is added to Dutch collection costs"),
    "be_cost_clause": N_(
        "what your terms of sale say about collection costs, for consumers in Belgium, such as 10 % min 40 or"
        " 25 + 10 % max 200; nothing: no clause, and then no costs"
    ),
    "interest_year": N_("365, or calendar: a leap year has 366 days of interest; the law is silent about it"),
    "callers": N_("who makes which calls, by kind; all others are yours"),
    "keys": N_("an action on another key; the help names the actions"),
}
"""What every setting is for, in English; shown in the interface language."""

_EXAMPLES: Mapping[str, str] = {
    "firm": N_("Name of your firm"),
    "caller": N_("Your name"),
    "bookkeeper": N_("Name of the bookkeeper"),
    "phone": "020 555 0100",
    "email": "administratie@uwbedrijf.example",
}

_TABLES: Mapping[str, str] = {
    "callers": N_('reminder = "Name of who reminds"'),
    "keys": 'next = "f10"',
}
"""The settings that are tables, and a line of each; in a file they come last."""


def shown(settings: Settings, key: str) -> str:
    """The value of a setting as it would be written in the file; the keys as `action = "key"`."""
    value = getattr(settings, key)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_quoted(text)}" for name, text in value.items())
    return _quoted(value) if isinstance(value, str) else f"{value}".lower()


def template() -> str:
    """A settings file in which every line is a comment: what can be set, in the interface language."""
    first = _("Call Cockpit: settings. Take the # away from a line to make it count.")
    lines = [f"# {first}"]
    for key, meaning in MEANINGS.items():
        if key in _TABLES:
            lines += ["", f"# {_(meaning)}", f"# [{key}]", f"# {_(_TABLES[key])}"]
        else:
            example = _EXAMPLES.get(key)
            value = _quoted(_(example)) if example else shown(Settings(), key)
            lines += ["", f"# {_(meaning)}", f"# {key} = {value}"]
    return "\n".join(lines) + "\n"


def write_template(path: Path) -> None:
    """Put the template where the settings are looked for.

    Raises `FileExistsError`: a file of the collector is never rewritten; and any other `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("x", encoding="utf-8") as file:
        path.chmod(0o600)
        file.write(template())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
