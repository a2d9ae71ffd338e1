"""Renders the page of a run from sections, figures and templates into one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gdbench.report import figures
from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.figures import Figure
from gdbench.report.figures.drawing.drawing import Drawing
from gdbench.report.live import embed, scripts
from gdbench.report.pages import sections
from gdbench.report.pages.sections import PageSection
from gdbench.report.pages.shell import environment, style, without_indentation
from gdbench.report.text import notes, sentences
from gdbench.tables.axes import AXES

Drawings = Mapping[str, Sequence[Drawing]]  # the static drawings of each figure that has something to show, by its key


def draw(page: PageData) -> Drawings:
    """Return the drawings of every figure for which the run has data."""
    return {figure.key: figure.draw(page) for figure in figures.found() if figure.has_data(page)}


def render(page: PageData, drawings: Drawings, digest: str, folder: str) -> str:
    """Return the page; ``folder`` holds its paper figures, as an address relative to the page."""
    from markupsafe import Markup

    payload = embed.payload(page) if page.run.evaluated else None
    context = {
        "folder": folder,
        "manifest": page.manifest,
        "looks": list(page.looks.values()),
        "spotlights": page.spotlights,
        "swatches": {look.slug: _swatch(look) for look in page.looks.values()},
        "has_defaults": page.has_defaults,
        "has_seconds": "seconds" in _axes(page),
        "left_out": notes.left_out(payload.facts, page.is_large) if payload else "",
    }
    shown = [section for section in sections.found() if _is_shown(section, page, drawings)]
    parts = [Markup(_section(section, page, drawings, context)) for section in shown]
    page_context = {
        "digest": digest,
        "title": page.manifest.title or page.manifest.name,
        "verdict": sentences.verdict(page.run),
        "scope": sentences.scope(page.run),
        "header": sentences.header(page.run),
        "axes": [(name, AXES[name]) for name in _axes(page)],
        "contents": [(section.key, section.name) for section in shown],
        "sections": parts,
        "styles": style() + scripts.style(),
        "packed": payload.packed() if payload else "",
        "plotly": scripts.plotly() if payload else "",
        "script": scripts.script(),
    }
    return environment().get_template("page.html.j2").render({**context, **page_context})


def _is_shown(section: PageSection, page: PageData, drawings: Drawings) -> bool:
    return section.has_data(page) or any(figure.section == section.key for figure in _drawn(drawings))


def _drawn(drawings: Drawings) -> list[Figure]:
    """Return the figures that have something to show, in the order of each section."""
    return [figure for figure in figures.found() if figure.key in drawings]


def _section(section: PageSection, page: PageData, drawings: Drawings, context: Mapping[str, Any]) -> str:
    """Return one section: its own template with those of its figures inside."""
    from markupsafe import Markup

    own = [figure for figure in _drawn(drawings) if figure.section == section.key]
    parts = [Markup(_figure(figure, page, drawings[figure.key], context)) for figure in own]
    values = {**context, **section.context(page), "section": section, "parts": parts}
    return without_indentation(environment().get_template(section.template).render(values))


def _figure(figure: Figure, page: PageData, drawings: Sequence[Drawing], context: Mapping[str, Any]) -> str:
    values = {**context, **figure.context(page), "figure": figure, "drawings": drawings}
    return environment().get_template(figure.template).render(values)


def _axes(page: PageData) -> list[str]:
    """Return the cost axes for which some cell has a price, in the order of `AXES`."""
    table = page.run.axes
    known = set(table["axis"]) if len(table) else set()
    return [name for name in AXES if name in known]


def _swatch(look: Look) -> Mapping[str, str]:
    """Return the CSS colour and dash pattern of the line sample beside a variant's name."""
    colour = "var(--thread)" if look.colour is None else f"var(--c{look.colour})"
    return {"colour": colour, "dash": ",".join(f"{2 * part:g}" for part in look.dash)}
