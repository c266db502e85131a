"""Questions about the assistant itself, and requests for work that it does not do -> what it says of itself."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.language import Language

SAYS = Path(__file__).with_name("about.toml")
YOU = (
    r"(?:du|deg|dykk|dere|assistenten|chat-?bot\w*|roboten|verktøyet|denne\s+(?:appen|sida|siden|tjenesten)"
    r"|you|this\s+(?:tool|chat|bot|assistant))"
)
MINE = (
    r"(?:(?:jeg|eg|vi|me)\s+(?:skriver?|spør|legger|taster)|samtale\w*|spørsmål\w*\s+(?:mine|mitt|våre)"
    r"|(?:my|our)\s+(?:questions?|chats?|conversation)|(?:i|we)\s+(?:write|type|ask)|her\b)"
)
TEXTS = (
    r"(?:vedtak|avslag|brev|søknad|klage|e-post|mail|journalnotat|notat|rapport|dikt|kode|skript|sang|song|vits"
    r"|decision|letter|email|report|refusal|poem|code|script|joke)\w*"
)
WRITING = r"(?:skrive?|lage?|formulere?|fylle?\s+ut|write|draft|fill\s+in)"
ABOUT = {
    "kept": rf"""\b(?:lagre[rst]?|lagra|logge[rst]?|stored?|saved?|logged|(?:hvem|kven|who)
        \s+(?:kan\s+|can\s+)?(?:ser?|see))\b
        (?=[^.?!]*\b{MINE})|\b{MINE}[^.?!]*\b(?:lagret|lagra|stored|saved|logged)\b""",
    "made": rf"""\b(?:hvem|kven|who)\s+(?:har\s+|has\s+)?(?:laget|laga|lagde|utviklet|utvikla|står\s+bak
        |made|built|created)\s+{YOU}\b
        |\b(?:språkmodell|(?:ki|ai)-modell|language\s+model|llm)\b[^.?!]*\b{YOU}\b
        |\b(?:hvem|kven|hva|kva|who|what)\s+(?:er\s+du|are\s+you)\b
        |\b(?:er\s+du|are\s+you)\s+(?:(?:en|ein|ei|et|a|an)\s+)?(?:robot|menneske|ki|ai|chatgpt|human|bot)\b""",
    "does": r"""\A\W*(?:hva|kva|what)\s+(?:kan\s+du|can\s+you)\s+(?:hjelpe|hjelpa|gjøre|gjere|svare
        |help|do|answer)\b
        |\A\W*(?:hvordan|korleis|how)\s+(?:virker|fungerer|verkar|do|does)\s+(?:du|assistenten|you|this)\b""",
    "writes": rf"""\b(?:kan|kunne|vil|can|could|would)\s+(?:du|you)\s+(?:please\s+)?{WRITING}\b[^.?!]*\b{TEXTS}
        |\A\W*{WRITING}\s+(?:et|eit|en|ein|a|an|the|meg|me)\s+[^.?!]*\b{TEXTS}""",
}


def about_itself(text: str, language: Language) -> str:
    """What the assistant says of itself, where it is asked; empty for every other question."""
    flags = re.IGNORECASE | re.VERBOSE
    topic = next((topic for topic, pattern in ABOUT.items() if re.search(pattern, text, flags)), None)
    return _says()[topic][language] if topic else ""


@cache
def _says() -> dict[str, dict[Language, str]]:
    says: dict[str, dict[Language, str]] = tomllib.loads(SAYS.read_text(encoding="utf-8"))
    return says
