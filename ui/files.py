"""Files that a call from the page gives back, for the browser to save."""

from __future__ import annotations

import base64

from ui.shape import Reply


def file_reply(name: str, type_: str, content: bytes) -> Reply:
    """Name, media type and content (base64) of a file."""
    return {"name": name, "type": type_, "content": base64.b64encode(content).decode()}
