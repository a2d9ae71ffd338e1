"""What the pages beside the main one share: the environment of their templates, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a page with everything inside it; names are escaped, and a name that is missing is an error.

    The template ``<name>.html.j2`` extends ``shell.html.j2`` and comes with a style sheet ``<name>.css`` of its own.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    styles = (_TEMPLATES / "style.css").read_text() + (_TEMPLATES / f"{template}.css").read_text()
    own = {"styles": styles, "script": (_TEMPLATES / "shell.js").read_text()}
    return environment.get_template(f"{template}.html.j2").render({**own, **context})
