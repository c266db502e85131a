"""How an index was made, so that a reader that does not fit can be refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what an index holds."""

    documents: str
    """Hash of the shipped files and of the user's own documents."""
    program: str
    """Hash of the code that reads documents and makes an index of them."""
    embedder: str
    """Name of the embedder."""

    def differences(self, other: Recipe) -> list[str]:
        """What differs, in Norwegian, for a message to the user."""
        names = {"documents": "dokumentene", "program": "programmet", "embedder": "språkmodellen"}
        return [name for field, name in names.items() if getattr(self, field) != getattr(other, field)]


@dataclass(frozen=True)
class Manifest:
    """The recipe of an index, and what came of it."""

    recipe: Recipe
    passages: int
    built: str
    """When, as an ISO 8601 time in UTC."""
