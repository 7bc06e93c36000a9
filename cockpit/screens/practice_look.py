"""What of the cockpit works while somebody practises, and how nobody can take that for real work."""

from __future__ import annotations

AS_ALWAYS = frozenset(
    [
        "next",
        "back",
        "objection",
        "agreement",
        "contact",
        "method",
        "moment-1",
        "moment-2",
        "moment-3",
        "plan",
        "read-back",
        "voicemail",
        "third-party",
        "sources",
        "write-item",
        "leader",
        "language",
        "palette",
        "concession",
        "invoices",
        "history",
        "help",
    ]
)
"""What works as it does at work; the rest would reach outside, or means nothing here."""

IN_SCRIPT = frozenset({"next", "back", "objection", "voicemail", "third-party"})
"""What is to be seen in the script, also where that is out of sight."""

LOOK = """
PracticeScreen #practice-banner { height: 1; background: $practice; color: $background; text-style: bold;
    text-align: center; text-wrap: nowrap; text-overflow: ellipsis; }
PracticeScreen .pane { border: heavy $practice; border-title-color: $practice; }
PracticeScreen .pane:focus-within { border: double $practice; border-title-color: $practice; }
PracticeScreen Talk, PracticeScreen #keys { display: none; }
PracticeScreen.-talking Talk { display: block; width: 1fr; }
PracticeScreen.-talking #left, PracticeScreen.-talking #middle { display: none !important; }
PracticeScreen.-talking.-helped #middle { display: block !important; width: 38; }
PracticeScreen.-talking.-helped.-mid #middle { width: 32; }
PracticeScreen.-talking.-helped.-huge #middle { width: 46; }
PracticeScreen.-talking.-mid #right { width: 34; }
PracticeScreen.-live #line-now { display: none; }
PracticeScreen.-short.-live #recall, PracticeScreen.-short.-live #objections { display: none; }
PracticeScreen.-narrow #panes { layout: vertical; }
PracticeScreen.-narrow.-talking Talk { display: none; }
PracticeScreen.-narrow.-talking.-reading Talk { display: block; }
PracticeScreen.-narrow.-talking.-helped #middle { display: none !important; }
PracticeScreen.-narrow.-talking.-helped.-reading #middle { display: block !important; width: 1fr;
    height: 45%; }
"""
"""What the sheet of the application has to say more: a first screen has none of its own."""
