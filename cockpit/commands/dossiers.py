"""Which debtor a command is about, also one whom the ledger does not know any more."""

from __future__ import annotations

from cockpit.commands import output
from cockpit.commands.session import board_of
from cockpit.commands.show import found, say_who_fits
from cockpit.core.text import clean_line, fold
from cockpit.desk.session import Session
from cockpit.language import _
from cockpit.store.port import Dossier


def dossier_of(session: Session, words: list[str]) -> Dossier | None:
    """Everything about the debtor with this number, or the only one that a search finds; None when it was
    said that there is nobody, or more than one. Raises `StoreError`."""
    board = board_of(session)
    text = clean_line(" ".join(words))
    exact = session.store.dossier(text)
    if not exact.is_empty:
        return exact
    account = found(board, text)
    return None if account is None else session.store.dossier(account.debtor.id)


def exact_dossier_of(session: Session, words: list[str]) -> Dossier | None:
    """Everything about the debtor with exactly this number or whole name: for what cannot be undone, the only
    one that a search happens to find is not good enough. None when it was said that there is nobody, or more
    than one. Raises `StoreError`."""
    text = clean_line(" ".join(words))
    exact = session.store.dossier(text)
    if not exact.is_empty:
        return exact
    debtors, wanted = session.store.ledger().debtors, fold(text)
    fitting = [key for key in debtors if fold(key) == wanted] or [
        key for key, debtor in debtors.items() if fold(debtor.name) == wanted
    ]
    if len(fitting) == 1:
        return session.store.dossier(fitting[0])
    if not fitting:
        output.message(
            _("Nobody has exactly the number or the whole name “{text}”: nothing was erased.").format(
                text=text
            )
        )
    board = board_of(session)
    if near := fitting or board.find(text):
        say_who_fits(board, text, near)
    return None


def name_of(dossier: Dossier) -> str:
    """The name of the debtor, as it is or was in a ledger; else his number."""
    accounts = dossier.accounts()
    return accounts[0].debtor.name if accounts else dossier.debtor_id
