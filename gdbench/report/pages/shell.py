"""The environment of all templates, and the function that renders a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.report.figures import FOLDER as FIGURES
from gdbench.report.pages.sections import FOLDER as SECTIONS

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the environment of all templates: names are escaped, and a missing name is an error.

    Parts are found as ``sections/<key>.html.j2`` and ``figures/<key>.html.j2``.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    parts = PrefixLoader({"sections": FileSystemLoader(SECTIONS), "figures": FileSystemLoader(FIGURES)})
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), parts]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(name: str, context: Mapping[str, Any]) -> str:
    """Return a self-contained page other than the page of a run.

    The template ``<name>.html.j2`` extends ``shell.html.j2``, and its own style sheet is ``<name>.css``.
    """
    styles = "".join((TEMPLATES / sheet).read_text() for sheet in ("style.css", f"{name}.css"))
    own = {"styles": styles, "script": (TEMPLATES / "shell.js").read_text()}
    return environment().get_template(f"{name}.html.j2").render({**own, **context})
