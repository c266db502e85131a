"""Templates to HTML. Every text passes through one that escapes it; no HTML is put together by hand."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui import words

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["words"] = words


def render(template: str, **values: object) -> str:
    """The template filled with these values."""
    return _templates.get_template(template).render(values)
