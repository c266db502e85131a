"""Query, rules and passages -> Answer: the short answer of a rule card, and the sources' own words, numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant import wording
from assistant.answer import REFUSED, Answer, Citation, Notice, Outcome, Statement, Verdict
from assistant.chat_model import ChatWriter, Failed
from assistant.disagreement import Differing
from assistant.evidence import Quote
from assistant.language import Language
from assistant.lead import Lead
from assistant.plain import in_plain_words
from assistant.privacy import Kind
from assistant.prompts import numbered
from assistant.question import Question
from assistant.refusal import Refusal
from assistant.statute import Named
from assistant.understanding import Query
from corpus.document import Source, fold
from corpus.gaps import Gap
from corpus.rank import LAWS
from corpus.rules import Rule
from index.retrieve import Hit

MOST_CITATIONS = 5
OLD_AFTER_YEARS = 5
REPEATED = 0.4
"""A quote of which so large a share stood before is left out."""
VERDICT_WORDS = {Verdict.YES: wording.YES, Verdict.NO: wording.NO, Verdict.DEPENDS: wording.IT_DEPENDS}


def compose(
    question: Question,
    query: Query,
    lead: Lead | None,
    quotes: Sequence[Quote],
    hits: Sequence[Hit],
    sources: Mapping[str, Source],
    named: Named,
    differing: Sequence[Differing] = (),
) -> Answer:
    """An answer that leads with the short answer, if there is one, and quotes the best passages.

    `named` are the §§ that question and short answer speak of; what is `differing` stands beside what comes first.
    """
    language = query.language
    own = lead.quotes if lead else ()
    first = own or quotes[:1]
    cited = _different([*first, *(one.quote for one in differing), *quotes])[:MOST_CITATIONS]
    citations = tuple(_citation(n, quote, sources[quote.passage.source]) for n, quote in enumerate(cited, 1))
    carrying = tuple(range(1, len(_different(own)) + 1))
    return Answer(
        question=question.text,
        query=query,
        outcome=Outcome.ANSWERED,
        short=Statement(_short(lead, language), carrying) if lead else None,
        depends=tuple(Statement(fact, carrying) for fact in lead.missing) if lead else (),
        weigh=tuple(Statement(point, carrying) for point in lead.weigh) if lead else (),
        verdict=lead.verdict if lead else None,
        lead=wording.LEAD[language],
        statements=tuple(Statement(_in_quotation_marks(citation.quote), (citation.n,)) for citation in citations),
        citations=citations,
        passages=tuple(hits),
        notices=(*_otherwise(differing, sources, language), *_notices(query, lead, citations, named)),
    )


def explain(answer: Answer, evidence: Mapping[str, Sequence[tuple[str, Rule]]], *, asked: bool) -> Answer:
    """The answer with what its quotations say in plain words.

    Where there are none, and the short answer does not say it, that is said if they were asked for.
    """
    language = answer.query.language
    known = answer.short.text if answer.short else ""
    plain = tuple(one for one in in_plain_words(answer.citations, evidence, language) if one.text not in known)
    if plain or known or not asked:
        return replace(answer, plain=plain)
    return replace(answer, notices=(*answer.notices, Notice("no_plain", wording.NO_PLAIN[language])))


def write(answer: Answer, writer: ChatWriter) -> Answer:
    """The answer with what a chat model writes from its quotes; without it, and saying so, where that fails."""
    language = answer.query.language
    written = writer.write(answer.query.text, language, numbered(answer))
    if isinstance(written, Failed):
        failed = Notice("chat_model_failed", wording.NOT_WRITTEN[language].format(why=written.kind))
        return replace(answer, notices=(*answer.notices, failed))
    said = Notice("chat_model", wording.WRITTEN[language].format(model=writer.name, dropped=len(written.dropped)))
    return replace(answer, written=written.sentences, notices=(said, *answer.notices))


def refuse(question: Question, query: Query, refusal: Refusal, hits: Sequence[Hit], named: Named) -> Answer:
    """An answer that says what is not in the sources, and shows the nearest passages."""
    return Answer(
        question=question.text,
        query=query,
        outcome=refusal.outcome,
        lead=_why(refusal, query),
        statements=(),
        citations=(),
        passages=tuple(hits),
        notices=tuple(_missing_law(query, named)),
    )


def in_parts(answer: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer to a question that asks several things, saying first of all what of it is not answered here.

    A whole that is refused gives way to the first of its parts that is not.
    """
    answered = [part for part in parts if part.outcome not in REFUSED]
    if not answered:
        return answer
    told = answered
    if answer.outcome in REFUSED:
        told = answered[:1]
        answer = replace(told[0], question=answer.question)
    others = [part for part in parts if part not in told]
    notices = (Notice("missing", _on_part(part)) for part in others)
    outcome = Outcome.PARTIAL if others else answer.outcome
    return replace(answer, outcome=outcome, notices=(*notices, *answer.notices))


def _on_part(part: Answer) -> str:
    language = part.query.language
    said = part.lead if part.outcome in REFUSED else wording.ASK_ALONE[language]
    return wording.OF_PART[language].format(part=part.question.rstrip(" ?"), said=said)


def personal_data_notice(kinds: Collection[Kind], language: Language) -> Iterator[Notice]:
    """That personal data were taken out of the question, and of what kinds, if there were any."""
    if kinds:
        names = [name for kind, name in wording.PERSONAL_KINDS[language].items() if kind in kinds]
        yield Notice("personal_data", wording.PERSONAL_DATA[language].format(what=", ".join(names)))


def _short(lead: Lead, language: Language) -> str:
    verdict = VERDICT_WORDS[lead.verdict][language] if lead.verdict else ""
    return f"{verdict} {lead.text}".strip()


def _why(refusal: Refusal, query: Query) -> str:
    language = query.language
    if not query.terms:
        return wording.NOTHING_SEARCHED[language]
    if refusal.why:
        return refusal.why
    if refusal.outcome is Outcome.OUT_OF_SCOPE:
        return wording.OUT_OF_SCOPE[language]
    if refusal.law:
        return f"{wording.NO_ANSWER[language]} {wording.NO_SUCH_LAW[language].format(law=refusal.law)}"
    if refusal.gap is None:
        return wording.NOT_FOUND[language]
    return " ".join([wording.NO_ANSWER[language], *_gap(refusal.gap, language)])


def _gap(gap: Gap, language: Language) -> Iterator[str]:
    """What the sources do not say, and where to look."""
    yield wording.GAP[language].format(what=gap.say(language))
    if gap.where:
        yield wording.WHERE[language].format(where=gap.where)


def _in_quotation_marks(quote: str) -> str:
    """Marked as a quotation, with other marks than those within it; a list or table stands as it is."""
    if "\n" in quote:
        return quote
    return f"“{quote}”" if "«" in quote or "»" in quote else f"«{quote}»"


def _different(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes that say something the ones before do not."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(_repeats(fold(quote.text), fold(other.text)) for other in kept):
            kept.append(quote)
    return kept


def _repeats(later: str, earlier: str) -> bool:
    """Whether a quote stands within an earlier one, or is hardly more than it."""
    return later in earlier or (earlier in later and len(earlier) >= REPEATED * len(later))


def _citation(n: int, quote: Quote, source: Source) -> Citation:
    passage = quote.passage
    return Citation(
        n=n,
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        year=source.year,
        section=passage.section,
        page=passage.page_at(quote.start),
        url=source.url,
        quote=quote.text,
        passage=passage.id,
        dated=source.dated,
    )


def _notices(query: Query, lead: Lead | None, citations: Sequence[Citation], named: Named) -> Iterator[Notice]:
    language = query.language
    if query.assumed and citations:
        *others, last = query.assumed
        sections = f"{', '.join(others)} {wording.AND[language]} {last}" if others else last
        yield Notice("assumed_law", wording.ASSUMED_LAW[language].format(sections=sections))
    yield from _missing_law(query, named)
    yield from _amended(citations, named, language)
    if lead and lead.limit:
        yield Notice("limit", wording.LIMIT[language].format(limit=lead.limit))
    year, publisher = _oldest(citations)
    if year <= date.today().year - OLD_AFTER_YEARS:
        yield Notice("old_source", wording.OLD_SOURCE[language].format(year=year, publisher=publisher))


def _otherwise(
    differing: Sequence[Differing], sources: Mapping[str, Source], language: Language
) -> Iterator[Notice]:
    """That another source does not say the same."""
    for one in differing:
        source = sources[one.quote.passage.source]
        told = wording.DISAGREEMENT[language].format(
            publisher=source.publisher, year=source.year, says=one.rule.say(language)
        )
        yield Notice("disagreement", told)


def _missing_law(query: Query, named: Named) -> Iterator[Notice]:
    """That the law of a § that was asked for could be fetched and is not there."""
    if named.absent and query.laws:
        laws = f" {wording.AND[query.language]} ".join(named.absent)
        yield Notice("law_missing", wording.LAW_MISSING[query.language].format(laws=laws))


def _amended(citations: Sequence[Citation], named: Named, language: Language) -> Iterator[Notice]:
    """That a § was amended after a source that is cited on it, once for each §."""
    year, publisher = _oldest(citations)
    for section in named.sections:
        changed = section.outline.changed
        if changed and year < changed.year:
            yield Notice(
                "law_changed",
                wording.LAW_CHANGED[language].format(
                    publisher=publisher, year=year, section=section.name(language), changed=f"{changed:%d.%m.%Y}"
                ),
            )


def _oldest(citations: Sequence[Citation]) -> tuple[int, str]:
    """Year and publisher of the oldest source that is cited; this year where none is dated, or all are laws."""
    dated = [(one.year, one.publisher) for one in citations if one.year is not None and one.kind not in LAWS]
    return min(dated, default=(date.today().year, ""))
