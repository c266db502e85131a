"""How an index was made, so that a reader that does not fit can be refused."""

from __future__ import annotations

from dataclasses import dataclass

from index.analysis import VERSION

FORMAT = 4
"""Raised whenever the files of an index change their form."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what an index holds."""

    corpus: str
    """Hash of the shipped files and of the user's own documents."""
    embedder: str
    """Name of the embedder, empty when there are no vectors."""
    analysis: str = VERSION
    format: int = FORMAT

    def differences(self, other: Recipe) -> list[str]:
        """What differs, in Norwegian, for a message to the user."""
        names = {
            "corpus": "dokumentene",
            "embedder": "språkmodellen",
            "analysis": "ordanalysen",
            "format": "filformatet",
        }
        return [name for field, name in names.items() if getattr(self, field) != getattr(other, field)]


@dataclass(frozen=True)
class Manifest:
    """The recipe of an index, and what came of it."""

    recipe: Recipe
    passages: int
    built: str
    """When, as an ISO 8601 time in UTC."""
