"""Sections, figures and templates → one self-contained file."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from gdbench.report import (
    embed,
    figures,
    figures_closeups,
    figures_profiles,
    figures_ranks,
    figures_rates,
    figures_tuning,
    sections,
    sentences,
    style,
    timetables,
    tunetables,
)
from gdbench.report.captions import CAPTIONS
from gdbench.report.facts import Facts
from gdbench.report.figures import Drawing
from gdbench.report.studies import Studies
from gdbench.tables import axes

_TEMPLATES = Path(__file__).parent / "templates"
# The script of the page, in the order in which its parts build on one another.
_SCRIPTS = (
    "dom", "format", "data", "model", "draws", "costs", "ranks", "tests", "profiles", "state", "looks",
    "selection", "sort", "plots", "highlight", "tips", "curves", "filters", "verdict", "specialists", "panels",
    "chart_profile", "chart_explorer", "chart_ranks", "chart_tuning", "chart_rates", "chart_lens",
    "charts", "switches", "downloads", "theme", "main",
)  # fmt: skip


def draw(facts: Facts, studies: Studies) -> dict[str, Drawing]:
    """Return every figure of the page by its key; what has no data has no figure."""
    drawings: dict[str, Drawing] = {}
    if len(studies.groups):
        drawings["critical"] = figures_ranks.critical_difference(studies.groups, studies.friedman, facts.looks)
    if len(studies.duels):
        drawings["duels"] = figures_ranks.duels(studies.duels, list(facts.ranking["variant"]))
        drawings["ladder"] = figures_ranks.ladder(studies.ladder, facts.looks)
    if len(facts.profile):
        drawings["profile"] = figures_profiles.performance_profile(facts.profile, facts.looks)
        drawings["data_profile"] = figures_profiles.data_profile(studies.data_profile, facts.looks)
        drawings["run_lengths"] = figures_profiles.run_lengths(studies.run_lengths, facts.looks)
    comparable = figures_rates.comparable(studies.rates) if len(studies.rates) else studies.rates
    if len(comparable):
        drawings["rates"] = figures_rates.rates_beside_theory(comparable, facts.looks)
    if len(studies.intervals):
        drawings["sensitivity"] = figures_tuning.sensitivity(studies.trials, studies.intervals, facts.looks)
    if len(studies.budgets):
        drawings["budgets"] = figures_tuning.best_of_k(studies.budgets, facts.looks)
    if len(facts.conformance):
        drawings["ratios"] = figures.ratios(facts.conformance)
    for shape in facts.landscapes:
        drawings[f"land-{facts.slugs[shape['workload']]}"] = figures_closeups.landscape(shape, facts.looks)
    if facts.cards:
        drawings["card"] = figures_closeups.steps_apart(facts.cards[0])
    for name, bands in facts.curves.items():
        key = f"w-{facts.slugs[name]}"
        drawings[key] = figures.convergence(bands, facts.looks, facts.workloads[name], key)
        if facts.is_large:
            drawings[key] = replace(drawings[key], pdf=None)
    return drawings


def render(
    facts: Facts, studies: Studies, drawings: Mapping[str, Drawing], suite_text: str, digest: str, folder: str
) -> str:
    """Return the page: everything it needs is inside it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    payload = embed.payload(facts, studies) if facts.stored else None
    context = {
        "digest": digest,
        "folder": folder,
        "script": script(),
        "captions": CAPTIONS,
        "contents": _contents(facts, drawings),
        "packed": payload.packed() if payload else "",
        "plotly": plotly() if payload else "",
        "left_out": sentences.left_out(payload.facts, facts) if payload else "",
        "axes": [(name, axes.AXES[name]) for name in facts.axes],
        "has_seconds": "seconds" in facts.axes,
        "has_defaults": facts.has_defaults,
        "styles": "".join((_TEMPLATES / name).read_text() for name in ("style.css", "controls.css")),
        "suite_text": suite_text,
        "manifest": facts.manifest,
        "spotlights": facts.spotlights,
        "looks": list(facts.looks.values()),
        "bad_ends": list(sections.BAD_ENDS.values()),
        **_prose(facts),
        **_tables(facts),
        "rates": tunetables.rate_rows(facts, studies),
        "rates_note": tunetables.rates_note(studies),
        "widths": tunetables.width_rows(facts, studies),
        "friedman_note": tunetables.friedman_note(studies),
        "figures": drawings,
        "panels": _panels(facts, drawings),
        "filters": sections.filters(facts),
        "landscapes": [{"slug": facts.slugs[each["workload"]], "name": each["workload"]} for each in facts.landscapes],
        "cards": [{"look": facts.looks[each["variant"]], "workload": each["workload"]} for each in facts.cards],
        "swatches": {look.slug: _swatch(look) for look in facts.looks.values()},
    }
    return environment.get_template("page.html.j2").render(context)


def script() -> str:
    """Return the page's script: its parts in one closure."""
    parts = "\n".join((_TEMPLATES / "js" / f"{name}.js").read_text() for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();'


@cache
def plotly() -> str:
    """Return Plotly's script, as the installed package ships it, gzipped in base64."""
    from importlib.resources import files

    bundle = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(bundle, 9, mtime=0)).decode()


def _contents(facts: Facts, drawings: Mapping[str, Drawing]) -> list[tuple[str, str]]:
    """The sections that there are, as anchors with their names."""
    there = {
        "verdict": ("Verdict", True),
        "ranks": ("Ranks", "critical" in drawings or "duels" in drawings or "ladder" in drawings),
        "profile": ("Profiles", "profile" in drawings),
        "convergence": ("Convergence", bool(facts.curves)),
        "rates": ("Rates", "rates" in drawings),
        "tuning": ("Tuning", "sensitivity" in drawings or "budgets" in drawings),
        "lens": ("Under the lens", bool(facts.landscapes or facts.cards)),
        "optax": ("Own and Optax", True),
        "clock": ("Clock", True),
        "variants": ("Variants", bool(facts.status["done"])),
        "environment": ("Environment", True),
    }
    return [(anchor, name) for anchor, (name, shown) in there.items() if shown]


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
        "defaults": sections.default_cells(facts),
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
            "slug": facts.slugs[name],
            "name": name,
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
