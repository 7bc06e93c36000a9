"""What a person typed and what could not be read."""

from __future__ import annotations


class NotUnderstood(ValueError):
    """Something typed has no reading, or none that is safe. `code` names the sentence, `values` fills it.

    Amounts: `empty`, `amount` (text), `amount-currency` (text, currency), `amount-negative`, `amount-zero`,
    `amount-decimals` (text, digits), `amount-too-large`.
    Days and moments: `empty`, `day` or `moment` (no reading), `no-day` (a week, a month, "soon"), `past`,
    `past-day`, `no-such-day`, `too-far`, each with the text, and `weekday-mismatch` (text, day).
    What a contract says about costs: `clause` (text).
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
