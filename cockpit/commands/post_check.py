"""What `cockpit doctor` says about the mails that the cockpit sends itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cockpit.commands.workspace import Place
from cockpit.language import _, mail_sentences, ngettext


def post(place: Place) -> Iterator[tuple[bool, str]]:
    """Whether it is good, and the sentence; nothing where no mail is sent from here and none waits."""
    from cockpit.desk.mail_server import Problem
    from cockpit.desk.outbox import Outbox

    waiting = Outbox(place.folder / "outbox").waiting()
    if not waiting:
        if place.settings.smtp_host:
            yield True, _("No mail waits in the outbox.")
        return
    for folder, count in Counter(mail.path.parent for mail in waiting).items():
        text = ngettext(
            "{n} mail was not sent; it is in {path}.", "{n} mails were not sent; they are in {path}.", count
        )
        yield False, text.format(n=count, path=folder)
    told = dict.fromkeys(
        (Problem.UNCERTAIN.value, "") if mail.is_uncertain else (mail.problem, mail.detail)
        for mail in waiting
    )
    for problem, detail in told:
        if problem in set(Problem):
            yield False, mail_sentences.not_sent(problem, detail)
