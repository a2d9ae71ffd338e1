"""The environment of all templates, and the functions that render pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gdbench.report.figures import FOLDER as FIGURES
from gdbench.report.pages.sections import FOLDER as SECTIONS

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_KEPT = re.compile(r"(<(?:pre|script|style)\b.*?</(?:pre|script|style)>)", re.DOTALL)
_INDENTATION = re.compile(r"\n\s+")


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


def style() -> str:
    """Return the style sheet of all pages; dark colours apply if the reader or the reader's system asks for them."""
    light, dark = ((TEMPLATES / name).read_text() for name in ("style.css", "dark.css"))
    by_system = dark.replace(":root", ':root:not([data-theme="light"])')
    by_choice = dark.replace(":root", ':root[data-theme="dark"]')
    return f"{light}@media screen and (prefers-color-scheme: dark) {{\n{by_system}}}\n@media screen {{\n{by_choice}}}\n"


def render_page(name: str, context: Mapping[str, Any]) -> str:
    """Return a self-contained page other than the page of a run.

    The template ``<name>.html.j2`` extends ``shell.html.j2``, and its own style sheet is ``<name>.css``.
    """
    own = {"styles": style() + (TEMPLATES / f"{name}.css").read_text(), "script": (TEMPLATES / "shell.js").read_text()}
    return environment().get_template(f"{name}.html.j2").render({**own, **context})


def without_indentation(markup: str) -> str:
    """Return markup whose lines begin at the margin, which makes a page smaller; preformatted text stays as it is."""
    parts = _KEPT.split(markup)
    return "".join(part if index % 2 else _INDENTATION.sub("\n", part) for index, part in enumerate(parts))
