"""The whole way from a question to an answer, in one place."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answer import Answer
from assistant.asking import asking
from assistant.chat_model import ChatWriter
from assistant.compose import compose, personal_data_notice, refuse, write
from assistant.definition import Definitions
from assistant.evidence import Evidence
from assistant.lead import Lead
from assistant.places import Places
from assistant.privacy import Kind, protect
from assistant.question import Question
from assistant.refusal import Refusals
from assistant.rulebook import Rulebook
from assistant.ruling import rule_on
from assistant.tiltak.asked import Projects, look_up
from assistant.tiltak.search import TiltakSearch
from assistant.understanding import Query, understand
from corpus.document import Source
from corpus.knowledge import Knowledge
from index.analysis import reference_terms
from index.passage import Passage
from index.rank import Reranker, rank
from index.retrieve import Hit, Retriever

RANKED = 10
AMONG_PROJECTS = 150
"""So many hits are put in order anew by the projects that they belong to."""
NEIGHBOURS = 2


@dataclass(frozen=True)
class Surroundings:
    """A passage and its neighbours in the same document, in reading order."""

    before: tuple[Passage, ...]
    passage: Passage
    after: tuple[Passage, ...]


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one index, which holds the views of the same knowledge."""

    retriever: Retriever
    knowledge: Knowledge = field(default_factory=Knowledge)
    reranker: Reranker | None = None
    writer: ChatWriter | None = None
    """Writes the answer from the quotes, where a chat model is configured."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question, with everything it stands on.

        Personal data in the question or the earlier ones are replaced before anything else is done.
        """
        started = time.perf_counter()
        question, personal = _without_personal_data(question)
        query = understand(question)
        projects = look_up(query, self.tiltak)
        hits = self._among(projects, query) if projects else self.find(query, RANKED)
        asked = asking(question.text)
        fits = self.rulebook.fitting(query, hits)
        known = self._of_projects(projects, query, hits) if projects else self.definitions.define(query)
        refusal = None if known else self.refusals.refuse(query, asked, hits, fits)
        if refusal:
            answer = refuse(question, query, refusal, hits)
        else:
            lead = known or rule_on(query, asked, fits)
            quotes = self._evidence.best_quotes(_naming(query, hits, self.sources), query.text)
            answer = compose(question, query, lead, quotes, hits, self.sources)
            answer = write(answer, self.writer) if self.writer else answer
        notices = (*personal_data_notice(personal, query.language), *answer.notices)
        return replace(answer, notices=notices, seconds=time.perf_counter() - started)

    def _among(self, projects: Projects, query: Query) -> list[Hit]:
        """The best passages, those of the projects that fit before others."""
        return projects.prefer(self.find(query, AMONG_PROJECTS))[:RANKED]

    def _of_projects(self, projects: Projects, query: Query, hits: list[Hit]) -> Lead:
        return projects.lead(query, self._places, self._evidence, hits)

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.retriever)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules whose evidence is in the index."""
        return Rulebook(self.knowledge.rules, self._places, self.retriever)

    @cached_property
    def definitions(self) -> Definitions:
        """The terms that a source in the index explains."""
        return Definitions(self.knowledge.glossary, self._places)

    @cached_property
    def tiltak(self) -> TiltakSearch:
        """Search among the projects of the index."""
        return TiltakSearch(self.retriever)

    @cached_property
    def _places(self) -> Places:
        return Places(self.retriever.index.passages)

    @cached_property
    def refusals(self) -> Refusals:
        """What decides whether the sources answer."""
        return Refusals(self.knowledge.gaps, self.retriever)

    def find(self, query: Query, limit: int) -> list[Hit]:
        """The best passages for a query, best first, none repeating another."""
        hits = self.retriever.retrieve(query.text, 4 * limit) if query.terms else []
        return rank(self.reranker.rerank(query.text, hits) if self.reranker else hits, limit)

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources in the index, by id."""
        return self.retriever.index.sources

    def in_place(self, passage_id: str) -> Surroundings:
        """A passage with what stands before and after it.

        Raises:
            KeyError: when the index holds no such passage.
        """
        index = self.retriever.index
        position = index.positions[passage_id]
        passage = index.passages[position]
        before = index.passages[max(0, position - NEIGHBOURS) : position]
        after = index.passages[position + 1 : position + 1 + NEIGHBOURS]
        return Surroundings(_of(passage.source, before), passage, _of(passage.source, after))


def _without_personal_data(question: Question) -> tuple[Question, frozenset[Kind]]:
    """The question with placeholders for personal data, and what kinds it had itself."""
    protected = [protect(text) for text in (question.text, *question.context)]
    text, *context = (one.text for one in protected)
    return Question(text, tuple(context)), frozenset(found.kind for found in protected[0].found)


def _naming(query: Query, hits: list[Hit], sources: Mapping[str, Source]) -> list[Hit]:
    """Of the hits for a question that looks up a §, those that name it, where there are any."""
    if not query.looks_up_law:
        return hits
    wanted = {reference_terms(law)[-1] for law in query.laws}
    naming = [hit for hit in hits if wanted.intersection(reference_terms(hit.passage.text))]
    # A project's list of §§ says nothing of what they say.
    explaining = [hit for hit in naming if sources[hit.passage.source].kind != "prosjektbeskrivelse"]
    return explaining or naming or hits


def _of(source: str, passages: list[Passage]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.source == source)
