"""A question in the sources' words: terms of the lexicon for the everyday, nynorsk and English ones in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.lexicon import LexiconEntry
from index.analysis import stems

LONGEST_PHRASE = 3
"""Words."""
MOST_ENTRIES = 3
"""A word of more senses than these adds only the first ones."""

Stems = tuple[str, ...]


class Expander:
    """Finds the lexicon's words in a question and says what else they are called."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        """Index the entries by every one of their words."""
        self._entries: dict[Stems, list[LexiconEntry]] = defaultdict(list)
        for entry in entries:
            for word in (entry.term, *entry.words):
                self._entries[stems(word)].append(entry)

    def expand(self, text: str) -> str:
        """The terms and everyday words for what the text names, each once, separated by spaces."""
        words = [
            word
            for phrase in self._phrases(stems(text))
            for entry in self._entries[phrase][:MOST_ENTRIES]
            for word in (entry.term, *entry.everyday)
        ]
        return " ".join(dict.fromkeys(words))

    def _phrases(self, words: Stems) -> Iterator[Stems]:
        """The known phrases of a text, the longest at each place, without overlap."""
        at = 0
        while at < len(words):
            sizes = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
            size = next((size for size in sizes if words[at : at + size] in self._entries), 0)
            if size:
                yield words[at : at + size]
            at += max(size, 1)
