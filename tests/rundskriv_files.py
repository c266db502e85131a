"""Documents of the forms in which rundskriv are saved; their words are made up for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"

HEAD_TABLE = """
<table class="metadata">
<tr><th>Myndighet</th><td>Arbeids- og velferdsdirektoratet</td></tr>
<tr><th>Dato</th><td>31.05.2012</td></tr>
<tr><th>Doknr</th><td>R35-00</td></tr>
<tr><th>Publisert</th><td></td></tr>
<tr><th>Sist endret</th><td>15. november 2024</td></tr>
<tr><th>Henvisninger</th><td><a href="/lov/2009-12-18-131">LOV-2009-12-18-131</a></td></tr>
</table>"""

POINTS = """
<h3>4 Merknader til de enkelte bestemmelsene</h3>
<h3>4.17 § 17 – Opplysning, råd og veiledning</h3>
<blockquote>§ 17. Opplysning, råd og veiledning. Kommunen skal gi råd.</blockquote>
<h3>4.17.1 Generelt om formålet med bestemmelsen</h3>
<p>Rådgivningen skal bidra til å løse eller forebygge sosiale problemer.</p>
<h3>4.17.2 Nærmere om innholdet</h3>
<p><b>4.17.2.1 Gjeldsrådgivning</b></p>
<p>Kontoret skal tilby zebraråd til dem som har gjeld.</p>
<h4>Dokumentasjon</h4>
<p>Budsjettet legges ved saken.</p>
<h3>4.18 § 18 – Stønad til livsopphold</h3>
<h3>4.18.1 Forholdet til § 17</h3>
<p>Stønaden er subsidiær.</p>"""

SAVED_PAGE = f"""<!DOCTYPE html><html lang="no"><head>
<title>R35-00 Lov om sosiale tjenester i NAV - Lovdata</title></head><body>
<header><a href="/">Lovdata</a> <a href="/login">Logg inn</a></header>
<nav><h2>Meny</h2><ul><li>Lover</li><li>Rundskriv</li><li>Dato</li></ul></nav>
<div id="sok">Søk i alt innhold</div>
<main><h1>Lov om sosiale tjenester i NAV</h1>{HEAD_TABLE}{POINTS}</main>
<aside>Del på e-post</aside><footer>Kontakt oss. Dato: 01.01.2026</footer></body></html>"""

WITHOUT_MAIN = f"""<html><head><title>R35-00 Lov om sosiale tjenester i NAV</title></head><body>
<ul><li>Hjem</li><li>Rundskriv</li></ul><div>Lovdata</div><div>Søk</div>
<h1>R35-00 Lov om sosiale tjenester i NAV</h1>
<header>{HEAD_TABLE}</header>{POINTS}</body></html>"""

INSURANCE = """<html><head><title>Rundskriv til ftrl kap. 11 – Arbeidsavklaringspenger - nav.no</title></head>
<body><main>
<h1>Rundskriv til ftrl kap. 11 – Arbeidsavklaringspenger</h1>
<dl><dt>Utgiver</dt><dd>Nav</dd><dt>Dato</dt><dd>2010-03-01</dd><dt>Henvisninger</dt>
<dd>lov 28. februar 1997 nr. 19 kap. 11</dd></dl>
<h2>§ 11-5 Nedsatt arbeidsevne</h2>
<h3>1 Generelt</h3>
<p>Evnen til inntektsgivende arbeid må være nedsatt, og behovet for bistand etter § 11-6 vurderes for seg.</p>
<h2>§ 11-17 Perioden som arbeidssøker</h2>
<p>Ytelsen kan gis etter § 17 i en overgang.</p>
</main></body></html>"""

NYNORSK = """<html><head><title>Rundskriv om økonomisk stønad</title></head><body><article>
<h1>Rundskriv om økonomisk stønad</h1>
<div>Styresmakt</div><div>Arbeids- og velferdsdirektoratet</div>
<div>Dato</div><div>1. mars 2023</div>
<div>Sist endra</div><div>2.6.2025</div>
<div>Tilvisingar</div><div>Lov om sosiale tenester i arbeids- og velferdsforvaltninga</div>
<h2>Til § 18 – Stønad til livsopphald</h2>
<h2>1 Kven som har rett</h2>
<p>Den som ikkje kan syte for livsopphaldet sitt, har krav på stønad, også når ho bur heime.</p>
<h2>Til § 19 – Stønad i særlege tilfelle</h2>
<h2>1 Skjønet</h2>
<p>Kontoret kan gje stønad.</p>
</article></body></html>"""

WITHOUT_NUMBERS = """<html><head><title>Rundskriv A-1/2022</title></head><body><main>
<p>Myndighet: Arbeids- og inkluderingsdepartementet<br>Dato: 18.01.2022<br>Publisert: 20.01.2022</p>
<h2>Innledning</h2><p>Satsene er veiledende for økonomisk stønad.</p>
<h2>Satser</h2><p>Satsen for enslige er 6 450 kroner.</p>
</main></body></html>"""

LETTER = """<html><head><title>Svar om rundskriv R35-00</title></head><body>
<p>Deres ref: 22/15<br>Vår ref: 22/7788<br>Dato: 12.03.2022<br>Henvisning: R35-00 punkt 4.17</p>
<p>Vi viser til brevet deres. Rundskriv R35-00 punkt 4.17 gjelder.</p>
<p>4.17.1 Generelt om formålet</p><p>Med hilsen Statsforvalteren.</p></body></html>"""

NOTE = """<html><head><title>Notat om rundskriv R35-00</title></head><body>
<p>Møtet om rundskriv R35-00 er flyttet. Dato: 12.03.2022. Myndighet til å endre det har lederen.</p>
</body></html>"""

DEED = """<html><head><title>Reglement for parkering</title></head><body>
<p>Myndighet: Utkanten kommune<br>Dato: 12.03.2022<br>Doknr: 22/15</p><p>Her kan du parkere.</p></body></html>"""

PRINTED_HEAD = (
    "Myndighet: Arbeids- og velferdsdirektoratet",
    "Dato: 31.05.2012",
    "Doknr: R35-00",
    "Sist endret: 15.11.2024",
    "Henvisninger: Lov om sosiale tjenester i arbeids- og velferdsforvaltningen",
)
PRINTED_HEAD_ON_TWO_LINES = tuple(part for line in PRINTED_HEAD for part in line.split(": "))
PRINTED_POINTS = (
    "4 Merknader til de enkelte bestemmelsene",
    "4.17 § 17 – Opplysning, råd og veiledning",
    "4.17.1 Generelt om formålet med bestemmelsen",
    "Formålet er å løse eller forebygge sosiale problemer. Kontoret skal gi råd, og det følger av",
    "§ 17 Opplysning, råd og veiledning at retten er uavhengig av om den som søker, er i en vanskelig",
    "situasjon. Det er nærmere omtalt under",
    "4.17.2 i dette rundskrivet.",
    "4.17.2 Nærmere om innholdet i tjenesten, og om hvordan kontoret skal gå fram når den som søker",
    "trenger flere slags råd",
    "4.17.2.1 Gjeldsrådgivning",
    "Kontoret skal tilby zebraråd til dem som har gjeld og ikke klarer å ordne opp i økonomien på",
    "egen hånd, så langt det lar seg gjøre. Rådene omfatter blant annet",
    "• budsjett",
    "• avtaler med kreditorer",
    "4.18 § 18 – Stønad til livsopphold",
    "4.18.1 Generelt",
    "Stønaden er subsidiær, og alle andre muligheter skal være prøvd før den gis til den som søker.",
)
BOLD_POINTS = (
    *(line for line in PRINTED_POINTS if line[:2] in ("4 ", "4.") and line[-1] != "."),
    "trenger flere slags råd",
)


def print_pdf(
    path: Path, title: str, lines: Sequence[str], *, bold: Sequence[str] = (), per_page: int = 12, name: str = ""
) -> Path:
    """A PDF with a large title and lines all printed alike but those in bold; `name` is its title property."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(name)
    y = 800.0
    if title:
        canvas.setFont(BOLD, 18)
        canvas.drawString(60, y, title)
    for number, line in enumerate(lines):
        if number and number % per_page == 0:
            canvas.showPage()
            y = 800.0
        y -= 30 if y == 800 else 14
        canvas.setFont(BOLD if line in bold else REGULAR, 11)
        canvas.drawString(60, y, line)
    canvas.save()
    return path
