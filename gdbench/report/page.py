"""Sections, figures and templates → one self-contained file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gdbench.report import figures, sections, sentences, style, timetables
from gdbench.report.facts import Facts
from gdbench.report.figures import Drawing

_TEMPLATES = Path(__file__).parent / "templates"


def draw(facts: Facts) -> dict[str, Drawing]:
    """Return every figure of the page by its key; what has no data has no figure."""
    drawings: dict[str, Drawing] = {}
    if len(facts.profile):
        drawings["profile"] = figures.performance_profile(facts.profile, facts.looks)
    if len(facts.conformance):
        drawings["ratios"] = figures.ratios(facts.conformance)
    for name, bands in facts.curves.items():
        key = f"w-{facts.slugs[name]}"
        drawings[key] = figures.convergence(bands, facts.looks, facts.workloads[name], key)
    return drawings


def render(facts: Facts, drawings: Mapping[str, Drawing], suite_text: str, digest: str, folder: str) -> str:
    """Return the page: everything it needs is inside it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context = {
        "digest": digest,
        "folder": folder,
        "script": (_TEMPLATES / "page.js").read_text(),
        "styles": (_TEMPLATES / "style.css").read_text(),
        "suite_text": suite_text,
        "manifest": facts.manifest,
        "spotlights": facts.spotlights,
        "looks": list(facts.looks.values()),
        "bad_ends": list(sections.BAD_ENDS.values()),
        **_prose(facts),
        **_tables(facts),
        "figures": drawings,
        "panels": _panels(facts, drawings),
        "filters": sections.filters(facts),
        "swatches": {look.slug: _swatch(look) for look in facts.looks.values()},
    }
    return environment.get_template("page.html.j2").render(context)


def _prose(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.manifest.get("title") or facts.manifest["name"],
        "verdict": sentences.verdict(facts),
        "scope": sentences.scope(facts),
        "header": sentences.header(facts),
        "footnotes": sentences.footnotes(facts),
        "empty": sentences.nothing(facts),
        "timing_note": sentences.timing(facts),
        "compile_note": sentences.compilation(facts),
    }


def _tables(facts: Facts) -> dict[str, Any]:
    manifest = facts.manifest
    return {
        "verdicts": sections.verdict_rows(facts),
        "specialists": sections.specialist_rows(facts),
        "leader": facts.ranking["variant"].iloc[0] if len(facts.ranking) else None,
        "coverage": sections.coverage(facts),
        "conformance": timetables.conformance_rows(facts),
        "conformance_steps": int(facts.conformance["steps"].iloc[0]) if len(facts.conformance) else 0,
        "steps": timetables.step_rows(facts),
        "compiled": timetables.compile_rows(facts),
        "tuned": sections.tuning_rows(facts),
        "diverged": sections.mostly_diverged(facts),
        "environment": list(sections.pairs(manifest.get("environment"))),
        "protocol": [
            (title, list(sections.pairs(manifest.get(title))))
            for title in ("protocol", "tuning", "evaluation", "timing")
            if manifest.get(title)
        ],
    }


def _panels(facts: Facts, drawings: Mapping[str, Drawing]) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "key": f"w-{facts.slugs[name]}",
            "name": name,
            "groups": sections.belongs(facts.workloads[name]),
            "tags": ", ".join(facts.workloads[name].get("tags") or []),
            "drawing": drawings[f"w-{facts.slugs[name]}"],
            "rows": sections.panel_rows(facts, name),
        }
        for name in facts.curves
    ]


def _swatch(look: style.Look) -> Mapping[str, str]:
    """The line sample beside a variant's name: its CSS colour and dash pattern."""
    colour = "var(--thread)" if look.colour is None else f"var(--c{look.colour})"
    return {"colour": colour, "dash": ",".join(f"{2 * part:g}" for part in look.dash)}
