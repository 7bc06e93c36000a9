"""Words for the account that customers pay to, its payment code, and the mails that the cockpit sends."""

from __future__ import annotations

from cockpit.language import N_, _

_NO_CODE = {
    "no-account": N_("A payment code needs your account in the settings: “iban”."),
    "nothing-promised": N_("There is no payment to come of which there could be a code."),
    "other-way": N_("There is no payment code: the customer pays in another way than by transfer."),
    "no-name": N_("A payment code needs your name in the settings: “account_name” or “firm”."),
    "bad-iban": N_("There is no payment code: the IBAN in the settings is wrong."),
    "bad-bic": N_("There is no payment code: the BIC in the settings is wrong."),
    "bic-needed": N_("A payment code for this account needs its “bic” in the settings."),
    "not-in-euros": N_("There is no payment code: it exists for payments in euros only."),
    "amount-too-small": N_("There is no payment code: the amount is less than a cent."),
    "amount-too-large": N_("There is no payment code: the amount is larger than a code can carry."),
    "bad-reference": N_("There is no payment code: its reference is wrong."),
    "remark-too-long": N_("There is no payment code: its reference is too long."),
    "too-long": N_("There is no payment code: there is more to say than fits into one."),
}

_NOT_SENT = {
    "no-server": N_("Sending from here needs your mail server in the settings: “smtp_host”."),
    "no-sender": N_("Sending from here needs your address in the settings: “email”."),
    "no-address": N_("The e-mail address of this customer is not known."),
    "no-password": N_(
        "There is no password for {detail} in the keyring under “call-cockpit”, nor in COCKPIT_SMTP_PASSWORD."
    ),
    "open-password": N_(
        "A password does not go to {detail} unencrypted: smtp_security = “starttls” or “tls” in the settings."
    ),
    "unreachable": N_("The mail server cannot be reached: “{detail}”."),
    "timeout": N_("The mail server {detail} gives no answer."),
    "dropped": N_("The connection with the mail server was lost: “{detail}”."),
    "no-encryption": N_("The mail server offers no encryption in the way that the settings name."),
    "certificate": N_("The mail server cannot prove who it is: “{detail}”."),
    "wrong-password": N_("The mail server does not accept the name or the password: “{detail}”."),
    "refused-sender": N_("The mail server does not accept your address as the sender: “{detail}”."),
    "refused-address": N_("The mail server does not accept an address: “{detail}”."),
    "refused-mail": N_("The mail server does not accept the mail: “{detail}”."),
    "outdated": N_("The agreement was changed since: this mail is not sent by itself any more."),
    "unwritable": N_("The outbox cannot be written: “{detail}”."),
    "uncertain": N_(
        "The connection was lost at the last moment: it is not certain whether the mail was sent."
    ),
}


def no_code(code: str) -> str:
    """Why there is no payment code, in the interface language. Raises `KeyError` for an unknown code."""
    return _(_NO_CODE[code])


def not_sent(code: str, detail: str = "") -> str:
    """Why a mail was not sent, in the interface language. Raises `KeyError` for an unknown code."""
    return _(_NOT_SENT[code]).format(detail=detail)


def wrong_reference(number: str) -> str:
    """That the structured communication of an invoice is wrong, and what was done about it."""
    text = _(
        "The structured communication of invoice {number} does not fit its check digits: the mail names the "
        "invoice number instead."
    )
    return text.format(number=number)
