"""Which debtor a command is about, also one whom the ledger does not know any more."""

from __future__ import annotations

from cockpit.commands.session import board_of
from cockpit.commands.show import found
from cockpit.core.text import clean_line
from cockpit.desk.session import Session
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


def name_of(dossier: Dossier) -> str:
    """The name of the debtor, as it is or was in a ledger; else his number."""
    accounts = dossier.accounts()
    return accounts[0].debtor.name if accounts else dossier.debtor_id
