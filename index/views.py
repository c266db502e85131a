"""The ways in which a passage can be met: its text, its sentences, and what users would ask of it.

Rule cards, gaps and projects are met by views, too: by what they say and by the deeds or questions that they name.

Each view of a passage is a text of its own with a vector of its own; a passage is as near to a
question as its nearest view. The users' questions are document expansion (see corpus.questions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from corpus.document import fingerprint, fold
from corpus.knowledge import Knowledge
from corpus.questions import UserQuestions
from corpus.rules import Rule
from corpus.rundskriv_header import law_of
from corpus.tiltak import Tiltak
from index.passage import Passage
from index.references import qualified
from index.sentences import sentences

PassageView = Literal["text", "question", "sentence"]
ViewKind = Literal["text", "question", "sentence", "rule", "asked_deed", "gap", "tiltak"]
PASSAGE_KINDS: tuple[PassageView, ...] = get_args(PassageView)
KINDS: tuple[ViewKind, ...] = get_args(ViewKind)


TOLD = ("target_group", "description", "develops")
"""The cells of a project that say what it is."""
LONGEST_TOLD = 60
"""Words of a cell; an average over more of them says little."""


@dataclass(frozen=True)
class View:
    """One text that leads to a passage, a rule or a gap."""

    id: str
    """Changes with what it leads to and with the text."""
    leads_to: str
    """Id of the passage, rule or gap, or key of the project."""
    part: str
    """Id of the paragraph that it speaks for, empty for a whole passage; of a rule "said", "deed", "opposite";
    of a deed that is asked about its side; of a project "asked" or the name of a cell."""
    text: str


def views(kind: ViewKind, passages: Sequence[Passage], knowledge: Knowledge) -> list[View]:
    """All views of one kind; ids are unique."""
    match kind:
        case "rule":
            return _views((rule.id, part, text) for rule in knowledge.rules for part, text in _of_rule(rule))
        case "asked_deed":
            sided = (asked for asked in knowledge.asked_deeds if asked.side != "open")
            return _views((asked.rule, asked.side, asked.question) for asked in sided)
        case "gap":
            return _views((gap.id, "", question) for gap in knowledge.gaps for question in gap.questions)
        case "tiltak":
            return _views((one.key, part, text) for one in knowledge.tiltak for part, text in _of_tiltak(one))
        case _:
            return _views((p.id, part, text) for p in passages for part, text in _of_passage(kind, p, knowledge))


def expanded(passage: Passage, knowledge: Knowledge) -> str:
    """What keyword search reads: the passage with the questions and everyday words of its paragraphs."""
    words = (" ".join(asked.words) for asked in _asked_of(passage, knowledge))
    asked = (text for _, text in _questions(passage, knowledge))
    law = next((law.names.name for law in knowledge.laws if law.id == passage.source), law_of(passage.title))
    text = qualified(passage.indexed, law) if law else passage.indexed
    return "\n".join((text, *asked, *words))


def described(tiltak: Tiltak) -> str:
    """What keyword search reads of a project: name, place, all cells, and how users would describe it."""
    cells = (cell.text for field, cell in tiltak.cells.items() if field != "paragraphs")
    return "\n".join((tiltak.heading, *tiltak.traits.asks, *cells))


def view_id(leads_to: str, text: str) -> str:
    """The id of the view that has this text and leads to the passage, rule or gap of this id."""
    return f"{leads_to}/{fingerprint(text)}"


def _views(texts: Iterable[tuple[str, str, str]]) -> list[View]:
    """Views by (what they lead to, part, text); the same text twice is one view."""
    views = (View(view_id(id_, text), id_, part, text) for id_, part, text in texts)
    return list({view.id: view for view in views}.values())


def _of_passage(kind: PassageView, passage: Passage, knowledge: Knowledge) -> list[tuple[str, str]]:
    match kind:
        case "text":
            return [("", passage.indexed)]
        case "sentence":
            return _sentences(passage)
        case "question":
            # A passage that nobody wrote questions for (a user's document) competes by its sentences;
            # they speak for no paragraph, since nobody said that users would ask this of it.
            return list(_questions(passage, knowledge)) or [("", text) for _, text in _sentences(passage)]


def _of_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    yield from (("said", rule.say(language)) for language in ("nb", "nn", "en"))
    yield from (("deed", deed) for deed in rule.deeds)
    yield from (("opposite", deed) for deed in rule.opposites)


def _of_tiltak(tiltak: Tiltak) -> Iterator[tuple[str, str]]:
    yield from (("asked", ask) for ask in tiltak.traits.asks)
    told = ((field, tiltak.text(field)) for field in TOLD)
    yield from ((field, " ".join(text.split()[:LONGEST_TOLD])) for field, text in told if text)


def _sentences(passage: Passage) -> list[tuple[str, str]]:
    return [(found.part.paragraph, passage.text[found.start : found.end]) for found in sentences(passage)]


def _questions(passage: Passage, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What users would ask of each paragraph, and what rules that rest on it say."""
    for paragraph in _paragraphs(passage):
        if paragraph in knowledge.questions:
            yield from ((paragraph, question) for question in knowledge.questions[paragraph].all)
    for paragraph, rule in _rules_on(passage, knowledge):
        yield from ((paragraph, text) for _, text in _of_rule(rule))


def _rules_on(passage: Passage, knowledge: Knowledge) -> Iterator[tuple[str, Rule]]:
    """The rules whose evidence stands in a passage, each with the id of its paragraph."""
    texts = [(part.paragraph, fold(passage.text[part.start : part.end])) for part in passage.parts]
    for quote, rule in knowledge.evidence.get(passage.source, ()):
        yield from ((paragraph, rule) for paragraph, text in texts if quote in text)


def _asked_of(passage: Passage, knowledge: Knowledge) -> Iterator[UserQuestions]:
    asked = knowledge.questions
    return (asked[paragraph] for paragraph in _paragraphs(passage) if paragraph in asked)


def _paragraphs(passage: Passage) -> Iterable[str]:
    return dict.fromkeys(part.paragraph for part in passage.parts)
