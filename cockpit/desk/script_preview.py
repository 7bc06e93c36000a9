"""A script as it would be spoken, for whoever writes or learns it. Nothing is begun and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cockpit.core.call import CallKind
from cockpit.core.ledger import Account
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.scripting import script_fields
from cockpit.desk.session import Session
from cockpit.desk.taking_up import fresh_call
from cockpit.playbook import Playbook


@dataclass(frozen=True, slots=True)
class ScriptPreview:
    """A script and what is known to fill it with, before the talk."""

    playbook: Playbook
    fields: dict[str, str]


def preview_script(
    session: Session, board: Board, account: Account, kind: CallKind, language: str | None = None
) -> ScriptPreview:
    """The script of one kind of call for a debtor, in his language or another.

    Raises `PlaybookError` for a language that there is no such script in.
    """
    call = replace(fresh_call(session, board, account, "preview"), kind=kind)
    playbook = session.playbooks.load(kind, language or call.language)
    hand = CallInHand(session, board, account, replace(call, language=playbook.language))
    return ScriptPreview(playbook, script_fields(hand))
