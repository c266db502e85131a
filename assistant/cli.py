"""The commands: serve | ask | tiltak | index | add | remove | fetch | sources | enrich | eval | feedback."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant import assembly, evaluation, feedback, passage_evaluation, report
from assistant.batch import answer_lines
from assistant.question import Question
from assistant.settings import Settings
from assistant.tiltak import evaluation as tiltak_evaluation
from assistant.tiltak import report as tiltak_report
from assistant.tiltak.wish import Filters
from corpus import law, own, rundskriv
from corpus.download import FetchError
from corpus.errors import UnreadableFileError
from corpus.known_laws import UnknownLawError
from index.store import IndexUnusableError

fetch = typer.Typer(help="Hent lover, forskrifter og rundskriv.", no_args_is_help=True)
opinions = typer.Typer(help="Tilbakemeldinger på svar, gitt på nettsiden.", no_args_is_help=True)
ReportType = Literal["statusrapport", "sluttrapport"]
app = typer.Typer(
    help="Svar med kilder for veiledere i Nav, fra rundskriv, tilsyn, evalueringer og prosjekter.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.add_typer(fetch, name="fetch")
app.add_typer(opinions, name="feedback")


def main() -> None:
    """Run the program; what the user can mend is one sentence and exit status 1."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except (IndexUnusableError, FetchError, UnknownLawError, UnreadableFileError, OSError, ValueError) as error:
        typer.echo(f"Feil: {error}", err=True)
        sys.exit(1)


@app.command()
def serve(host: str = "127.0.0.1", port: int = 7860) -> None:
    """Start nettsiden. Indeksen lages først hvis den mangler eller ikke lenger passer."""
    from ui.app import serve as serve_page

    settings = Settings()
    _build_if_needed(settings)
    serve_page(assembly.Desk(settings), host, port)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Spørsmålet")] = "",
    *,
    json_: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Les spørsmål fra standard inn, ett per linje")] = False,
    after: Annotated[list[str] | None, typer.Option(help="Tidligere spørsmål i samtalen, eldst først")] = None,
) -> None:
    """Svar på ett spørsmål, eller på mange fra standard inn."""
    if jsonl:
        raise typer.Exit(_write_lines(answer_lines(assembly.assemble(Settings()), sys.stdin)))
    if not question.strip():
        raise typer.BadParameter("Skriv et spørsmål, eller bruk --jsonl")
    answer = assembly.assemble(Settings()).ask(Question(question, tuple(after or ())))
    typer.echo(json.dumps(report.as_json(answer), ensure_ascii=False) if json_ else report.as_text(answer))


@app.command()
def tiltak(
    description: Annotated[str, typer.Argument(help="Det dere planlegger, eller ordet import")] = "",
    file: Annotated[Path | None, typer.Argument(help="Etter import: regnearket (.xlsx)")] = None,
    *,
    county: Annotated[str | None, typer.Option(help="Bare tiltak i dette fylket")] = None,
    report_type: Annotated[ReportType | None, typer.Option(help="Bare denne typen rapport")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Skriv tiltakene som JSON")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Les beskrivelser fra standard inn, én per linje")
    ] = False,
) -> None:
    """Finn tiltak som ligner, eller les inn en ny landsoversikt: assistant tiltak import FIL.xlsx."""
    settings = Settings()
    if description == "import" and file:
        raise typer.Exit(_take_in(settings, file))
    search = assembly.assemble(settings).tiltak
    if jsonl:
        raise typer.Exit(_write_lines(tiltak_report.found_for_lines(search, sys.stdin)))
    if not description.strip():
        raise typer.BadParameter("Skriv hva dere planlegger, eller bruk --jsonl")
    found = tiltak_report.find_for(search, description, Filters(county=county, report_type=report_type))
    as_json = json.dumps(tiltak_report.as_json(description, found), ensure_ascii=False)
    typer.echo(as_json if json_ else tiltak_report.as_text(found))


@app.command()
def index(*, rebuild: Annotated[bool, typer.Option(help="Lag indeksen selv om den passer")] = False) -> None:
    """Lag søkeindeksen av dokumentene, hvis den mangler eller ikke lenger passer."""
    settings = Settings()
    if rebuild:
        _build(settings, afresh=True)
    elif not _build_if_needed(settings):
        typer.echo("Indeksen er oppdatert.")


@app.command()
def add(files: Annotated[list[Path], typer.Argument(help="Filer eller mapper")]) -> None:
    """Legg til egne dokumenter (PDF, DOCX, PPTX, HTML, Markdown, tekst) og oppdater indeksen."""
    settings = Settings()
    additions = own.add(files, assembly.own_folder(settings))
    for addition in additions:
        typer.echo(report.addition(addition))
    _build_if_needed(settings)
    if any(addition.status == "refused" for addition in additions):
        raise typer.Exit(1)


@app.command()
def remove(source: Annotated[str, typer.Argument(help="Id-en som «assistant sources» viser")]) -> None:
    """Ta bort et dokument som du har lagt til, og oppdater indeksen."""
    settings = Settings()
    if not own.remove(source, assembly.own_folder(settings)):
        raise ValueError(f"Det finnes ikke noe eget dokument med id {source}. Se: assistant sources")
    _build_if_needed(settings)


@app.command()
def enrich(source: Annotated[str, typer.Argument(help="Id-en som «assistant sources» viser")]) -> None:
    """La språkmodellen foreslå spørsmål og regelkort for et dokument som du har lagt til."""
    review = assembly.propose(Settings(), source)
    typer.echo(
        f"{review.questions} spørsmål og {review.rules} regelkort for {review.paragraphs} avsnitt er foreslått "
        f"({review.left_out} regelkort hadde ikke dekning og er utelatt).\n"
        f"Gå gjennom dem: {review.questions_file} og {review.rules_file}"
    )
    for failure in review.failures:
        typer.echo(f"Feil: {failure}", err=True)


@fetch.command("law")
def fetch_law(
    names: Annotated[
        list[str] | None, typer.Argument(help="Lovene, for eksempel stl fvl; alle når ingen er nevnt")
    ] = None,
    *,
    from_: Annotated[
        Path | None, typer.Option("--from", help="Arkiv, mappe eller fil fra Lovdata som alt er her")
    ] = None,
    check: Annotated[bool, typer.Option(help="Bare si hva som er endret hos Lovdata siden sist")] = False,
) -> None:
    """Hent lover og forskrifter fra Lovdata, eller fra en fil, og oppdater indeksen."""
    settings = Settings()
    folder = assembly.law_folder(settings)
    if check:
        changes = law.check(folder)
    elif from_:
        changes = law.take(from_, names or [], folder)
    else:
        changes = law.fetch(names or [], folder, lambda line: typer.echo(line, err=True))
    typer.echo(report.law_changes(changes))
    if not check:
        _build_if_needed(settings)


@fetch.command("rundskriv")
def fetch_rundskriv(address: Annotated[str, typer.Argument(help="Adressen til rundskrivet (https)")]) -> None:
    """Hent et rundskriv fra den offisielle adressen, og oppdater indeksen."""
    settings = Settings()
    typer.echo(report.addition(rundskriv.fetch(address, assembly.own_folder(settings))))
    _build_if_needed(settings)


@app.command()
def sources() -> None:
    """List kildene som svarene bygger på, de som bestemmer mest, først."""
    typer.echo(report.source_table(document.source for document in assembly.documents(Settings())))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="Spørsmål med kjent svar (JSON-linjer)")] = evaluation.QUESTIONS,
    *,
    json_: Annotated[bool, typer.Option("--json", help="Skriv tallene som JSON")] = False,
    passages: Annotated[Path | None, typer.Option(help="Mappe med contexts.jsonl og questions.jsonl")] = None,
    split: Annotated[str, typer.Option(help="Bare spørsmål i denne delen av mappen")] = "",
) -> None:
    """Mål svarene på en fil med spørsmål, søket etter tiltak, eller søket på en samling tekster."""
    if passages:
        found = assembly.evaluate_passages(Settings(), passages, split)
        typer.echo(passage_evaluation.as_table(found))
        return
    settings = Settings()
    if tiltak_evaluation.is_for_tiltak(file):
        queries = tiltak_evaluation.read_queries(file)
        typer.echo(tiltak_evaluation.as_table(assembly.assemble(settings).tiltak, queries))
        return
    asked, documents = evaluation.read_questions(file), assembly.documents(settings)
    figures = evaluation.evaluate(assembly.assemble(settings), asked, documents)
    typer.echo(evaluation.as_json(figures) if json_ else evaluation.as_table(figures))


@opinions.command("export")
def export_feedback(file: Annotated[Path, typer.Argument(help="Filen som spørsmålene skrives til")]) -> None:
    """Skriv spørsmålene som folk lot oss lagre, slik «assistant eval» leser dem."""
    rows = list(assembly.feedback_store(Settings()).read())
    typer.echo(feedback.as_text(feedback.export(rows, file), file))


def _write_lines(results: Iterable[dict[str, Any]]) -> int:
    """Write each result as a line of JSON as soon as it is there; 1 when a line was bad, else 0."""
    failed = False
    for result in results:
        failed = failed or "error" in result
        typer.echo(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()
    return int(failed)


def _take_in(settings: Settings, file: Path) -> int:
    """Take a spreadsheet of tiltak in and say what became of each row; 1 when a row was refused, else 0."""
    from assistant.tiltak import intake  # what reads Excel takes time that other commands need not wait

    taken = intake.take(file, assembly.own_folder(settings))
    typer.echo(intake.as_text(taken))
    _build_if_needed(settings)
    return int(any(row.status == "refused" for row in taken.rows))


def _build_if_needed(settings: Settings) -> bool:
    """Build the index unless the one in use fits; says whether it was built."""
    try:
        assembly.open_the_index(settings)
    except IndexUnusableError:
        _build(settings)
        return True
    return False


def _build(settings: Settings, *, afresh: bool = False) -> None:
    built = assembly.build(settings, afresh=afresh)
    typer.echo(
        f"Indeksen er klar: {built.documents} dokumenter, {built.passages} tekstbiter, "
        f"{built.embedded} nye i språkmodellen."
    )
