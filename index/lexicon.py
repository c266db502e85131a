"""A question in the sources' words: terms of the lexicon for the everyday, nynorsk and English ones in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.lexicon import LexiconEntry
from index.analysis import STOP_WORDS, WORD, stems

LONGEST_PHRASE = 4
"""Words."""
MOST_ENTRIES = 3
"""A word of more senses than these adds only the first ones."""
ALSO_WORDS = frozenset({"se", "mi", "put", "fact", "id", "is"})
"""Abbreviations that are ordinary words in lower case: they count only as written in the lexicon."""

Stems = tuple[str, ...]


class Expander:
    """Finds the lexicon's words in a question and says what else they are called."""

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        """Index the entries by every one of their words."""
        self._entries: dict[Stems, list[LexiconEntry]] = defaultdict(list)
        self._as_written: dict[str, list[LexiconEntry]] = defaultdict(list)
        for entry in entries:
            for word in dict.fromkeys((entry.term, *entry.words)):
                self._add(word, entry)

    def expand(self, text: str) -> str:
        """The terms and everyday words for what the text names, each once, separated by spaces."""
        entries = [entry for found in self._found(text) for entry in found[:MOST_ENTRIES]]
        return " ".join(dict.fromkeys(word for entry in entries for word in (entry.term, *entry.everyday)))

    def _add(self, word: str, entry: LexiconEntry) -> None:
        key = stems(word)
        if word.lower() in ALSO_WORDS:
            self._as_written[word].append(entry)
        elif entry not in self._entries[key] and not STOP_WORDS.issuperset(key):
            self._entries[key].append(entry)

    def _found(self, text: str) -> Iterator[list[LexiconEntry]]:
        """The entries of the known phrases of a text, the longest at each place, without overlap."""
        words, at = stems(text), 0
        while at < len(words):
            sizes = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
            size = next((size for size in sizes if self._entries.get(words[at : at + size])), 0)
            if size:
                yield self._entries[words[at : at + size]]
            at += max(size, 1)
        yield from (self._as_written[word] for word in WORD.findall(text) if word in self._as_written)
