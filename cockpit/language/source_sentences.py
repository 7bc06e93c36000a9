"""Where a rate or a rule comes from: names of laws and sites stay as they are, the words around them do not.

The tables of `core` keep a source as one English text. Those with words in them are listed here, so that they
are in the catalogues; a source that is only names (Stb. 2014, 491) is the same in every language.
"""

from __future__ import annotations

from cockpit.language.catalogue import N_, translator

WORDED = frozenset(
    {
        N_("Algemene termijnenwet art. 3 (BWBR0002448); Besluit gelijkstelling 2023-2025 and 2026-2028"),
        N_("BWBR0047640 per-date reading; a published rate table"),
        N_("BWBR0047640 per-date reading; smkaccountants.nl; wieringa-advocaten.nl"),
        N_("BWBR0047640 per-date reading; watsonlaw.nl; wieringa-advocaten.nl"),
        N_("BWBR0047640 as of 2026-01-01; unchanged 2026-07-01 (rijksoverheid.nl, read July 2026)"),
        N_("Kluwer table says 3.5; two other sites say 3.25"),
        N_("Law of 2 August 2002, art. 6 (numac 2002009716)"),
        N_("MRO 2.15 + 8 = 10.15, rounded up to the half point; embuild.be says 2026 S1 unchanged at 10.50"),
        N_("MRO 2.40 + 8 = 10.40, rounded up to the half point"),
        N_("S2.2; house rule"),
        N_("Stb. 2009,618 cited in Besluit 23-06-2011"),
        N_("Stb. 2012,285 cited in Stb. 2014, 491"),
        N_("WER art. XIX.10, XIX.11 (law of 4 May 2023, numac 2023042228)"),
        N_("WER art. XIX.2, XIX.4 (law of 4 May 2023, numac 2023042228)"),
        N_("WER art. XIX.7 par. 2, XIX.9 par. 1 (law of 4 May 2023, numac 2023042228)"),
        N_("a published rate table"),
        N_("a published rate table (contracts from 16-03-2013)"),
        N_("a published rate table; Stb. 2004,13 cited in later Staatsblad notes"),
        N_("a published rate table; Stb. 2006,700 cited in Stb. 2009,262"),
        N_("a published rate table; iqount.nl confirms 8% since 1-7-2009"),
        N_("bierensgroup.com and a published rate table"),
        N_("law of 2 August 2002, art. 5, with ECB MRO 0.00; schoups.com “reste fixe à 8%”"),
        N_("lexalert.be (every half-year listed)"),
        N_("lexalert.be, vanostaeyen.eu; contracts from 16-03-2013 (before: 8.0)"),
        N_("lexalert.be, vanostaeyen.eu; contracts from 16-03-2013 (older: 7.5 until 15-03-2015)"),
        N_("lexalert.be, vanostaeyen.eu; contracts from before 16-03-2013"),
        N_("medenam.be (S1); levif.be and forumforthefuture (S2); leuropeinfo.eu"),
        N_(
            "rijksoverheid.nl, read July 2026; agrees with art. 6:120 lid 2 BW and the ECB’s MRO of 2.40 from"
            " 2026-06-17"
        ),
        N_("two published rate tables"),
        N_("two published rate tables and watsonlaw (8% on 1-1-2022)"),
        N_("wieringa-advocaten.nl and two published rate tables"),
    }
)
"""Every source that has words of ours in it."""

_DOUBTS = {
    "derived": N_("worked out by the rule of the law, not read as published"),
    "conflict": N_("the sources do not agree"),
}


def source(text: str, tag: str | None = None) -> str:
    """A source in words; one that is not known here, from an older file for one, stays as it is."""
    return translator(tag).gettext(text) if text in WORDED else text


def doubt(confidence: str, tag: str | None = None) -> str:
    """What is to be known about a rate that nobody read as published; empty for all others."""
    text = _DOUBTS.get(confidence)
    return translator(tag).gettext(text) if text else ""
