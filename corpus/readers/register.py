"""The register of tiltak to paragraphs: a section per project (a line of JSON), a paragraph per field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.document import Paragraph

LABELS = {
    "target_group": "Målgruppe",
    "description": "Beskrivelse",
    "develops": "Hva som utvikles",
    "paragraphs": "Paragrafer i sosialtjenesteloven",
    "interest_from_others": "Interesse fra andre",
    "tried_elsewhere": "Prøvd ut andre steder",
    "cooperation": "Samarbeid",
    "achieved": "Oppnådd",
    "how_measured": "Hvordan det er målt",
    "challenges": "Utfordringer",
    "success_factors": "Suksessfaktorer",
    "continued": "Videreføres",
    "continued_yes_through": "Videreføres gjennom",
    "continued_no_because": "Videreføres ikke fordi",
}


def read_register(path: Path) -> list[Paragraph]:
    """The fields of all records, in the order of the file; ids are record number and field name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [paragraph for line in lines for paragraph in _fields(json.loads(line))]


def _fields(record: dict[str, Any]) -> Iterator[Paragraph]:
    heading = project_heading(record)
    for field, label in LABELS.items():
        if record.get(field):
            yield Paragraph(record[field], (heading,), label=label, id=f"{record['id']}.{field}")


def project_heading(record: dict[str, Any]) -> str:
    """Name, office and county of a project on one line; office and county where they are known."""
    county = f" ({record['county']})" if record.get("county") else ""
    return ", ".join(filter(None, (record["name"], record["office"]))) + county
