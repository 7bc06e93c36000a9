"""Reading and keeping the tries of those who practise; what goes wrong is said instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cockpit.desk.practice_store import NotForPractice
from cockpit.language import _, sentences
from cockpit.store.port import StoreError

T = TypeVar("T")


def trying(say: Callable[[str], object], do: Callable[[], T]) -> T | None:
    """What `do` gives; None when the folder of practice cannot be used, and `say` was told why."""
    try:
        return do()
    except StoreError as error:
        say(sentences.store_error(error))
    except NotForPractice as error:
        say(_("{path} holds real work; nothing is practised there.").format(path=error))
    return None
