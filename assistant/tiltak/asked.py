"""A question for projects elsewhere -> the projects, as the lead of an answer, and what it says of its hits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import wording
from assistant.evidence import Evidence, Quote
from assistant.lead import Lead
from assistant.places import Places
from assistant.tiltak.search import Found, TiltakSearch
from assistant.tiltak.themes import Insight, Theme, asked_for, themes
from assistant.tiltak.wish import understand_wish
from assistant.understanding import Query
from corpus.tiltak import Tiltak
from index.retrieve import Hit

TRIED = (
    r"prøv\w*|gjort|gjer|gjør|lag[ae]t?|lagd|brukt|bruker|drev\w*|drive[rt]|start[ae]t?|testa?e?t?|erfaring\w*|bygg\w*"
    r"|etabler\w*|innført|jobb[ae]t|arbeid[ad]\w*|lykkes|hatt|ansatt|tilsett"
    r"|tried|done|made|used|run|built|set up|experience"
)
PROJECT = r"(?:prosjekt\w*|tiltak\w*|forsøk\w*|satsing\w*|projects?|schemes?|initiatives?)"
SOMEONE = r"(?:noen|nokon|andre|kontor\w*|kommune\w*|hvem|kven|anyone|any|other|who|offices?|municipalit\w+)"
ASKS_FOR_PROJECTS = re.compile(
    rf"""\b(?:hvem|kven|who)\b(?:\s+\w+)?\s+(?:har|has|have)\b[^?.]*\b(?:{TRIED})\b
    |\b(?:har|has|have)\s+{SOMEONE}\b[^?.]*\b(?:{TRIED})
    |\b{SOMEONE}\s+(?:andre\s+)?(?:som\s+|that\s+)?(?:har|has|have)\b[^?.]*\b(?:{TRIED})\b
    |\b(?:hvilke[nt]?|kva(?:\s+for)?|which|what|finnes\s+det|finst\s+det|are\s+there|is\s+there|noen|nokon|any|et|eit)\s+(?:\w+\s+){{0,3}}{PROJECT}
      [^?.]*\b(?:{TRIED}|gjelder|gjeld|handl[ea]r|hjelper|retter|rettar|satser|satsar|lign\w*|likn\w*|lær\w*|similar|like|learn|finnes|finst|med|for|om|som|i|with|that)\b
    |\b(?:lign\w*|likn\w*|similar)\s+(?:\w+\s+)?{PROJECT}
    |\b{PROJECT}\s+(?:som\s+)?(?:lign|likn|similar)
    |\bhvem\s+ligner\s+vi|\bkven\s+liknar\s+vi|\bwho\s+else\b
    |\berfaring\w*\s+(?:fra|frå|hos|med)\s+(?:andre|dette|det|slikt)
    |\b(?:which|what)\s+(?:municipality|office|project)
    |\b(?:kontor|kommune)r?\s+som\s+(?:allerede|har|driver|gjør)
    |\b(?:noe|noko|something)\s+(?:lignende|liknande|similar)""",
    re.IGNORECASE | re.VERBOSE,
)
NAMED = 2
"""So many projects of each source are named: what was tried ten years ago beside what is tried now."""
CONSIDERED = 12
NEAR = 0.75
"""A project below this share of the best one's score is not named."""
ENOUGH = 0.65
"""Below this score of the best project the question is not one for the register."""
COUNTS = 0.15
"""What it counts that a passage belongs to the best project, beside its own score."""
QUOTED_THEMES = 4
LONGEST_OFFICE = 60
ASIDE = re.compile(r"\s*\(|[.;]\s")


def asks_for_projects(text: str) -> bool:
    """Whether a question is for projects elsewhere."""
    return ASKS_FOR_PROJECTS.search(text) is not None or asked_for(text) is not None


@dataclass(frozen=True)
class Projects:
    """The projects that a question is for."""

    found: tuple[Found, ...]
    insight: Insight | None

    def lead(self, query: Query, places: Places, evidence: Evidence, hits: Iterable[Hit]) -> Lead:
        """What the answer leads with: the projects' names, or the themes across them.

        `hits` are those that `prefer` put in order: from the first of each project the quote is taken.
        """
        if self.insight:
            return _of_insight(self.insight, query, places)
        told = list(hits)
        named = _named(self.found, told)
        names = "; ".join(f"{one.tiltak.name} ({place(one.tiltak)})" for one in named)
        quotes = (_best_quote(one, query, places, evidence, told) for one in named)
        return Lead(wording.PROJECTS[query.language].format(names=names), tuple(filter(None, quotes)))

    def prefer(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits anew in order: a passage of a project that fits counts more."""
        scores = {
            paragraph: found.score / self.found[0].score
            for found in self.found
            for cell in found.tiltak.cells.values()
            for paragraph in cell.paragraphs
        }
        raised = (replace(hit, score=hit.score + COUNTS * _best(hit, scores)) for hit in hits)
        return sorted(raised, key=lambda hit: -hit.score)


def look_up(query: Query, search: TiltakSearch) -> Projects | None:
    """The projects that a question is for; None where it is for something else, or no project passes."""
    if not asks_for_projects(query.text):
        return None
    wish, kind = understand_wish(query.text), asked_for(query.text)
    if kind:
        insight = themes(wish, kind, search.tiltak)
        return Projects((), insight) if insight.themes else None
    found = search.search(wish, CONSIDERED)
    return Projects(tuple(found), None) if found and found[0].score >= ENOUGH else None


def _named(found: Iterable[Found], hits: Sequence[Hit]) -> list[Found]:
    """The best of each source, by the whole record and by its best passage, that are near the best of all."""
    scores = {one.tiltak.key: one.score + _passage_score(one, hits) for one in found}
    ranked = sorted(found, key=lambda one: -scores[one.tiltak.key])
    named: dict[str, list[Found]] = defaultdict(list)
    for one in ranked:
        if len(named[one.tiltak.source.id]) < NAMED and scores[one.tiltak.key] >= NEAR * max(scores.values()):
            named[one.tiltak.source.id].append(one)
    return [one for one in ranked if one in named[one.tiltak.source.id]]


def _passage_score(found: Found, hits: Iterable[Hit]) -> float:
    return next((hit.score for hit in hits if _tells_of(hit, found)), 0.0)


def _tells_of(hit: Hit, found: Found) -> bool:
    own = {paragraph for cell in found.tiltak.cells.values() for paragraph in cell.paragraphs}
    return not own.isdisjoint(part.paragraph for part in hit.passage.parts)


def place(tiltak: Tiltak) -> str:
    """Office and county of a project; of an office that tells a story, how it begins."""
    office = tiltak.office if len(tiltak.office) <= LONGEST_OFFICE else ASIDE.split(tiltak.office)[0]
    return ", ".join(filter(None, (office, tiltak.county)))


def _best_quote(
    found: Found, query: Query, places: Places, evidence: Evidence, hits: Iterable[Hit]
) -> Quote | None:
    """What the project's best passage says of the question, or else what makes the project fit."""
    first = next((hit for hit in hits if _tells_of(hit, found)), None)
    if first:
        return next(iter(evidence.quotes([first], query.text)), None)
    return places.find(found.tiltak.source.id, found.quote)


def _best(hit: Hit, scores: dict[str, float]) -> float:
    return max((scores.get(part.paragraph, 0.0) for part in hit.passage.parts), default=0.0)


def _of_insight(insight: Insight, query: Query, places: Places) -> Lead:
    language = query.language
    listed = "; ".join(f"{theme.value.say(language).lower()} ({len(theme.instances)})" for theme in insight.themes)
    what = wording.INSIGHT_INTO[insight.kind][language]
    text = wording.INSIGHT[language].format(
        read=insight.read, all=insight.all, silent=insight.silent, what=what, themes=listed
    )
    quotes = (_quote(theme, places) for theme in insight.themes[:QUOTED_THEMES])
    return Lead(text, tuple(filter(None, quotes)))


def _quote(theme: Theme, places: Places) -> Quote | None:
    longest = max(theme.instances, key=lambda instance: len(instance.trait.quote))
    return places.find(longest.tiltak.source.id, longest.trait.quote)
