"""The whole way from a question to an answer, in one place."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.about import about_itself
from assistant.answer import REFUSED, Answer, Outcome
from assistant.asking import AskedModality, Asking, Asks, asking
from assistant.chat_model import ChatWriter
from assistant.compose import compose, explain, in_parts, personal_data_notice, refuse, write
from assistant.definition import Definitions
from assistant.disagreement import Disagreements
from assistant.evidence import Evidence, Quote
from assistant.follow_ups import follow_ups
from assistant.language import Language
from assistant.lead import Lead
from assistant.parts import parts_of
from assistant.places import Places
from assistant.privacy import Kind, protect
from assistant.question import Question
from assistant.refusal import Refusal, Refusals
from assistant.rulebook import Rulebook
from assistant.ruling import asks_of_age, rule_on
from assistant.statute import Named, Section, Statutes
from assistant.tiltak.asked import Projects, look_up
from assistant.tiltak.search import TiltakSearch
from assistant.understanding import Query, understand
from corpus.document import Source
from corpus.knowledge import Knowledge
from corpus.rank import LAWS, PROJECTS, rank_of
from index.analysis import reference_terms
from index.passage import Passage
from index.rank import Reranker, rank, weigh
from index.retrieve import Hit, Retriever

RANKED = 10
NOT_LOOKED_UP = 0.87
"""What a § counts that is found by search: many are alike and would crowd out what tells of their use. A § that
the question names is looked up."""
NAMED_BY_PROJECT = 0.8
"""What a project counts where the question names a §: projects list those that they touch."""
AMONG_PROJECTS = 150
"""So many hits are put in order anew by the projects that they belong to."""
NEIGHBOURS = 2
RULES_ASKED = {AskedModality.MUST, AskedModality.MAY, AskedModality.ENTITLED, AskedModality.FORBIDDEN}
"""Who asks so is answered by the sources that state rules before those that tell of practice."""
LAST_RULES = rank_of("statsforvalter")


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
    reranker: Reranker | None = None
    writer: ChatWriter | None = None
    """Writes the answer from the quotes, where a chat model is configured."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question, with everything it stands on.

        Personal data in the question or the earlier ones are replaced before anything else is done.
        """
        started = time.perf_counter()
        question, personal = _without_personal_data(question)
        answer = self._ask(question)
        if parts := parts_of(question.text):
            answer = in_parts(answer, self._ask_each(parts, question, answer.query.language))
        if self.writer and answer.outcome not in REFUSED:
            answer = write(answer, self.writer)
        notices = (*personal_data_notice(personal, answer.query.language), *answer.notices)
        further = follow_ups(answer, self.retriever)
        return replace(answer, notices=notices, follow_ups=further, seconds=time.perf_counter() - started)

    def _ask(self, question: Question) -> Answer:
        query = understand(question)
        projects = look_up(query, self.tiltak)
        hits = self._among(projects, query) if projects else self.find(query, RANKED)
        asked = asking(question.text)
        if asked.asks is Asks.OTHER:  # "og hvis hun er 19?" asks what was asked before
            asked = asking(query.text)
        named = self.statutes.named(query.laws, query.language)
        hits = _with_law(hits, named, query)
        known = self._known(query, projects, named, hits)
        lead = known or self._rule(query, asked, hits)
        # Whether a rule is for somebody of an age is read off the rule, whatever else is asked of such ages.
        certain = known or (lead and asks_of_age(query, asked))
        refusal = None if certain else self._refuse(query, asked, hits, named)
        if refusal:
            return refuse(question, query, refusal, hits, named)
        answer = self._answer(question, query, asked, lead, named, hits)
        if question.plain or query.language == "en":  # the sources speak Norwegian, the cards English too
            answer = explain(answer, self.knowledge.evidence, asked=question.plain)
        return answer

    def _ask_each(self, parts: Sequence[str], question: Question, language: Language) -> list[Answer]:
        """The answer to each of the questions in a question, which leans on what was said before it."""
        said = (*question.context, *parts)
        return [
            self._ask(replace(question, text=part, context=said[: len(said) - len(parts) + n], language=language))
            for n, part in enumerate(parts)
        ]

    def _among(self, projects: Projects, query: Query) -> list[Hit]:
        """The best passages, those of the projects that fit before others."""
        return projects.prefer(self.find(query, AMONG_PROJECTS))[:RANKED]

    def _known(self, query: Query, projects: Projects | None, named: Named, hits: list[Hit]) -> Lead | None:
        """What is looked up rather than searched: projects, the words of a §, the meaning of a term."""
        if projects:
            known: Lead | None = projects.lead(query, self._places, self._evidence, hits)
        else:
            known = named.lead(query) or self.definitions.define(query)
        return known if known and all(_is_chosen(quote.passage, query) for quote in known.quotes) else None

    def _rule(self, query: Query, asked: Asking, hits: list[Hit]) -> Lead | None:
        """The rule that is asked about."""
        return rule_on(query, asked, self.rulebook.fitting(query, hits), self.rulebook.leaning(query, hits))

    def _refuse(self, query: Query, asked: Asking, hits: list[Hit], named: Named) -> Refusal | None:
        """Why there is no answer; a § that is named and that is in always answers with its own words."""
        if about := about_itself(query.text, query.language):
            return Refusal(Outcome.OUT_OF_SCOPE, why=about)
        if why := named.why_not(query):
            return Refusal(Outcome.NOT_FOUND, why=why)
        if any(section.ledd for section in named.sections):
            return None
        return self.refusals.refuse(query, asked, hits)

    def _answer(
        self, question: Question, query: Query, asked: Asking, lead: Lead | None, named: Named, hits: list[Hit]
    ) -> Answer:
        """The law's own words on a § that is named, then what carries the short answer, then the best passages."""
        quotes = self._evidence.best_quotes(_naming(query, hits, self.sources), query.text)
        if not query.looks_up_law:
            law = [quote for section in named.sections if (quote := self._on(section, query))]
            law = [quote for quote in law if _is_chosen(quote.passage, query)]
            lead = replace(lead, quotes=(*law, *lead.quotes)) if lead else None
            quotes = quotes if lead else [*law, *quotes]
            if asked.modality in RULES_ASKED:
                quotes = sorted(quotes, key=self._is_only_told)
        about = self.statutes.named((*query.laws, *(lead.laws if lead else ())), query.language)
        differing = self._disagreements.beside(lead.quotes if lead else quotes)
        differing = [one for one in differing if _is_chosen(one.quote.passage, query)]
        return compose(question, query, lead, quotes, hits, self.sources, about, differing)

    def _is_only_told(self, quote: Quote) -> bool:
        """Whether a quote tells of practice, in a report or a project, rather than of what is required."""
        return rank_of(self.sources[quote.passage.source].kind) > LAST_RULES

    def _on(self, section: Section, query: Query) -> Quote | None:
        """What a § says of the question."""
        passages = dict.fromkeys(quote.passage for quote in section.quotes)
        found = self._evidence.quotes([Hit(passage, 0.0) for passage in passages], query.text)
        return max(found, key=lambda quote: quote.fit, default=None)

    @property
    def knowledge(self) -> Knowledge:
        """What the index knows beside its passages."""
        return self.retriever.index.knowledge

    @cached_property
    def statutes(self) -> Statutes:
        """The laws of the index by § and ledd."""
        return Statutes(self.retriever.index)

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.retriever)

    @cached_property
    def _disagreements(self) -> Disagreements:
        return Disagreements(self.knowledge.evidence, self._places)

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
        # Who asks what a § says that is in need not be told to look there.
        gaps = (gap for gap in self.knowledge.gaps if not self.statutes.begins(gap.where))
        return Refusals(gaps, self.retriever)

    def find(self, query: Query, limit: int) -> list[Hit]:
        """The best passages for a query, best first, none repeating another."""
        among = len(self.retriever.index.passages) if query.sources else 4 * limit
        hits = self.retriever.retrieve(query.text, among, query.conversation) if query.terms else []
        hits = [hit for hit in hits if _is_chosen(hit.passage, query)][: 4 * limit]
        if self.reranker:
            return rank(self.reranker.rerank(query.text, hits), limit)
        less = dict.fromkeys(LAWS, NOT_LOOKED_UP) | ({PROJECTS: NAMED_BY_PROJECT} if query.laws else {})
        weights = {id_: less[source.kind] for id_, source in self.sources.items() if source.kind in less}
        return rank(weigh(hits, weights), limit)

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

    def document(self, source_id: str) -> list[Passage]:
        """All passages of a source in reading order; KeyError when the index holds no such source."""
        wanted = self.sources[source_id].id
        return [passage for passage in self.retriever.index.passages if passage.source == wanted]

    @property
    def shelf(self) -> None:
        """Documents are added where a desk takes up the new index; this assistant keeps to its own."""
        return


def _without_personal_data(question: Question) -> tuple[Question, frozenset[Kind]]:
    """The question with placeholders for personal data, and what kinds it had itself."""
    protected = [protect(text) for text in (question.text, *question.context)]
    text, *context = (one.text for one in protected)
    protected_question = replace(question, text=text, context=tuple(context))
    return protected_question, frozenset(found.kind for found in protected[0].found)


def _is_chosen(passage: Passage, query: Query) -> bool:
    return not query.sources or passage.source in query.sources


def _with_law(hits: list[Hit], named: Named, query: Query) -> list[Hit]:
    """The hits with the passages of the §§ that are named: first where they are looked up, else after the best."""
    quotes = (quote for section in named.sections for quote in section.quotes)
    passages = dict.fromkeys(quote.passage for quote in quotes if _is_chosen(quote.passage, query))
    best = hits[0].score if hits else 1.0
    found = {hit.passage: hit for hit in hits}
    law = [replace(found.get(passage, Hit(passage, best)), score=best) for passage in passages]
    others = [hit for hit in hits if hit.passage not in passages]
    kept = 0 if query.looks_up_law else 1
    return [*others[:kept], *law, *others[kept:]][:RANKED]


def _naming(query: Query, hits: list[Hit], sources: Mapping[str, Source]) -> list[Hit]:
    """Of the hits for a question that looks up a §, those that speak of it, where there are any; not other §§."""
    if not query.looks_up_law:
        return hits
    wanted = {reference_terms(law)[-1] for law in query.laws}
    hits = [hit for hit in hits if sources[hit.passage.source].kind not in LAWS] or hits
    naming = [hit for hit in hits if wanted.intersection(reference_terms(hit.passage.text))]
    # A project's list of §§ says nothing of what they say.
    explaining = [hit for hit in naming if sources[hit.passage.source].kind != PROJECTS]
    return explaining or naming or hits


def _of(source: str, passages: list[Passage]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.source == source)
