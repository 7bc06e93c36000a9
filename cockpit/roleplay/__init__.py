"""Practising a call: scenarios, the simulated debtor, what was said understood as moves, the scorecard."""

LEVELS = range(1, 6)
"""How hard a scenario can be, from easy to hard."""
