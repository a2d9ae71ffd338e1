"""Joins the script of a run's page from the parts in ``js/`` and the scripts of figures, each after those it needs."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from gdbench.report import figures

_FOLDER = Path(__file__).parent
_NEEDS = re.compile(r"^// Needs: ([\w, ]+)\.$", re.M)
_LAST = "main"  # this part starts the page, so it follows all others


def script() -> str:
    """Return all parts in one closure.

    A part that uses another part already while it loads names that part in a comment, ``// Needs: dom, format.``, and
    is placed after it. Scripts of figures follow the parts of ``js/``.
    """
    parts = {path.stem: path.read_text() for path in sorted((_FOLDER / "js").glob("*.js"))}
    last = parts.pop(_LAST)
    own = [figure.script.read_text() for figure in figures.found() if figure.is_live]
    text = "\n".join([arithmetic(), *(parts[name] for name in ordered(parts)), *own, last])
    return f'"use strict";\n(() => {{\n{text}\n}})();'


def arithmetic() -> str:
    """Return the parts in ``js/statistics``, which do all arithmetic and run without a browser."""
    return "\n".join(path.read_text() for path in sorted((_FOLDER / "js" / "statistics").glob("*.js")))


def ordered(parts: Mapping[str, str]) -> list[str]:
    """Return the names of parts in alphabetical order, except that each part follows the parts that it needs."""
    needs = {name: sorted(_needed(text)) for name, text in sorted(parts.items())}
    return list(TopologicalSorter(needs).static_order())


def _needed(text: str) -> set[str]:
    return {name.strip() for found in _NEEDS.finditer(text) for name in found[1].split(",")}


def style() -> str:
    """Return the style sheet of the interactive controls."""
    return (_FOLDER / "controls.css").read_text()


@cache
def plotly() -> str:
    """Return Plotly's script as the installed package ships it, gzipped, in base64."""
    from importlib.resources import files

    bundle = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(bundle, 9, mtime=0)).decode()
