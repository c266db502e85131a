"""Exact words -> where they stand among the passages of the index."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from assistant.evidence import Quote
from corpus.document import fold
from index.passage import Passage

BETWEEN = "\n"
"""Parts the passages of a source; no folded text has it."""


class Places:
    """Finds quotations among passages."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Fold the passages' white space once."""
        of_source: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            of_source[passage.source].append(passage)
        self._of_source = {source: _Texts(found) for source, found in of_source.items()}

    def find(self, source: str, quote: str) -> Quote | None:
        """The first place of a source where the quote stands, white space folded; None when nowhere."""
        texts = self._of_source.get(source)
        return texts.find(fold(quote)) if texts else None


class _Texts:
    """The folded passages of one source, as one text."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        texts = [fold(passage.text) + BETWEEN for passage in passages]
        self._passages = passages
        self._starts = list(accumulate(map(len, texts), initial=0))
        self._text = "".join(texts)

    def find(self, words: str) -> Quote | None:
        at = self._text.find(words)
        if at < 0:
            return None
        passage = self._passages[bisect_right(self._starts, at) - 1]
        start = passage.text.find(words)  # most quotes hold no line break
        if start >= 0:
            return Quote(passage, start, start + len(words))
        match = re.search(r"\s+".join(map(re.escape, words.split())), passage.text)
        return Quote(passage, match.start(), match.end()) if match else None
