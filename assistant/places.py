"""Exact words -> where they stand among the passages of the index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from assistant.evidence import Quote
from corpus.document import fold
from index.passage import Passage


class Places:
    """Finds quotations among passages."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Fold the passages' white space once."""
        self._of_source: dict[str, list[tuple[str, Passage]]] = defaultdict(list)
        for passage in passages:
            self._of_source[passage.source].append((fold(passage.text), passage))

    def find(self, source: str, quote: str) -> Quote | None:
        """The first place of a source where the quote stands, white space folded; None when nowhere."""
        words = fold(quote)
        passage = next((passage for text, passage in self._of_source.get(source, ()) if words in text), None)
        match = passage and re.search(r"\s+".join(map(re.escape, words.split())), passage.text)
        return Quote(passage, match.start(), match.end()) if passage and match else None
