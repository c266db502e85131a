"""Small laws of the form that Lovdata sends: XHTML on one line, with no space between blocks."""

from __future__ import annotations

import bz2
import io
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

LOVDATA = Path(__file__).parents[1] / os.environ.get("ASSISTANT_LOVDATA", "../shared/data/lovdata")
REAL = sorted(LOVDATA.glob("*.xml"))
"""Lovdata's own files, from its archives of 2025-11-08."""
real = pytest.mark.skipif(not REAL, reason=f"Lovdata's files are not in {LOVDATA} (set ASSISTANT_LOVDATA)")

SOCIAL_SERVICES = "LOV-2009-12-18-131"
QUALIFICATION = "FOR-2011-12-21-1471"
EDUCATION = "LOV-2023-06-09-30"


def ledd(text: str, number: int = 1) -> str:
    return f'<article class="legalP" id="ledd-{number}">{text}</article>'


def items(*texts: str, numbered: str = "abcdefgh") -> str:
    """A list; an item may hold a list of its own."""
    points = "".join(
        f'<li data-name="{label}." value="1"><article class="listArticle">{ledd(text)}</article></li>'
        for label, text in zip(numbered, texts, strict=False)
    )
    return f'<ol class="defaultList" type="a">{points}</ol>'


def dashes(*texts: str) -> str:
    points = "".join(
        f'<li data-li-identifier="-" data-name="-"><article class="listArticle">{ledd(text)}</article></li>'
        for text in texts
    )
    return f'<ul class="defaultList">{points}</ul>'


def note(text: str) -> str:
    return f'<article class="changesToParent">{text}</article>'


def section(number: str, title: str, *content: str, law: str = "lov/2009-12-18-131") -> str:
    name = f"§{number.replace(' ', '')}"
    return (
        f'<article class="legalArticle" data-lovdata-URL="NL/{law}/{name}" data-name="{name}">'
        f'<h3 class="legalArticleHeader"><span class="legalArticleValue">§ {number}</span>. '
        f'<span class="legalArticleTitle">{title}</span></h3>{"".join(content)}</article>'
    )


def future_section(number: str, title: str, *content: str) -> str:
    name = f"§{number.replace(' ', '')}"
    return (
        f'<article class="futureLegalArticle" data-name="{name}"><span class="futureLegalArticleHeader">'
        f'<span class="legalArticleValue">§ {number}</span>. <span class="legalArticleTitle">{title}</span></span>'
        f"{''.join(content)}</article>"
    )


def chapter(name: str, heading: str, *content: str, level: int = 2) -> str:
    return (
        f'<section class="section" data-name="{name}"><h{level}>{heading}</h{level}>{"".join(content)}</section>'
    )


def law(
    *content: str,
    id_: str = SOCIAL_SERVICES,
    title: str = "Lov om sosiale tjenester (sosialtjenesteloven)",
    short: str = "Sosialtjenesteloven – sotjl",
    changed: str = "2024-07-01",
    in_force: str = "2010-01-01",
) -> bytes:
    kind, prefix = ("lov", "NL") if id_.startswith("LOV") else ("forskrift", "SF")
    document = f"{prefix}/{kind}/{id_.partition('-')[2]}"
    facts = {
        "legacyID": id_,
        "dokid": document,
        "dateInForce": in_force,
        "lastChangeInForce": changed,
        "titleShort": short,
        "title": title,
        "table-of-contents": "<ul><li>Kapittel 1. Innholdsfortegnelsen</li></ul>",
    }
    listed = "".join(
        f'<dt class="{name}">Etikett</dt><dd class="{name}">{value}</dd>' for name, value in facts.items() if value
    )
    return (
        f'<!DOCTYPE html><html lang="no"><head><title>{title}</title><base href="https://lovdata.no/" /></head>'
        f'<body><header class="documentHeader" id="hode"><dl class="data-document-key-info">{listed}</dl></header>'
        f'<main class="documentBody" data-lovdata-URL="{document}" id="dokument"><h1>{title}</h1>'
        f"{''.join(content)}</main></body></html>"
    ).encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A .tar.bz2 with these files."""
    return bz2.compress(tar(files))


def tar(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as members:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            members.addfile(member, io.BytesIO(content))
    return stream.getvalue()
