"""How much each kind of source binds: a law more than a circular, a circular more than what one county found."""

from __future__ import annotations

PROJECTS = "prosjektbeskrivelse"
LAWS = ("lov", "forskrift")
RANKS = (*LAWS, "rundskriv", "tilsyn", "statsforvalter", "evaluering", PROJECTS)


def rank_of(kind: str) -> int:
    """0 for the most binding kind; kinds that are not known come last."""
    return RANKS.index(kind) if kind in RANKS else len(RANKS)
