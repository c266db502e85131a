"""How much each kind of source binds: a law more than a circular, a circular more than what one county found."""

from __future__ import annotations

PROJECTS = "prosjektbeskrivelse"
LAWS = ("lov", "forskrift")
CHANGING = (*LAWS, "rundskriv")
"""A text of these kinds is amended and keeps its name: only its date tells which one it is."""
RANKS = (*CHANGING, "tilsyn", "statsforvalter", "evaluering", PROJECTS)


def rank_of(kind: str) -> int:
    """0 for the most binding kind; kinds that are not known come last."""
    return RANKS.index(kind) if kind in RANKS else len(RANKS)
