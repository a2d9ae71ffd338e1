"""Tables of rates, learning rates and rank tests → plain rows and sentences for the template."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from gdbench.report import words
from gdbench.report.facts import Facts
from gdbench.report.figures_tuning import LABELS
from gdbench.report.sections import cell
from gdbench.report.studies import Studies

_UNSURE = (
    "so by ranks alone all differences may be chance: it sees only who is ahead on a workload, not by how much, and so "
    "it separates less than the areas of the verdict do; trust the verdict where both speak"
)


def rate_rows(facts: Facts, studies: Studies) -> list[dict[str, Any]]:
    """Return every fitted rate of which theory says something: what was measured where, and how the two compare."""
    table = studies.rates
    if not len(table):
        return []
    order = {True: 2, False: 0}
    rows = []
    for row in table[table["theory"].notna()].itertuples():
        linear = row.kind == "linear"
        rows.append(
            {
                "look": facts.looks[row.variant],
                "variant": row.variant,
                "workload": row.workload,
                "measured": cell(_rate(row.measured, linear), float(row.measured)),
                "interval": "–".join(sorted([_rate(row.low, linear), _rate(row.high, linear)])),
                "theory": cell(_rate(row.theory, linear), float(row.theory)),
                "kind": ("equality" if row.exact else "bound") if linear else "order",
                "window": f"{words.count(row.first_step)}–{words.count(row.last_step)}",
                "decades": cell(f"{row.decades:.1f}", float(row.decades)),
                "verdict": cell({True: "agrees", False: "differs"}.get(row.agrees, "open"), order.get(row.agrees, 1)),
                "reason": row.reason or "",
                "source": row.source or "",
            }
        )
    return sorted(rows, key=lambda each: (each["verdict"]["sort"], each["variant"], each["workload"]))


def rates_note(studies: Studies) -> str:
    """Return how many rates were fitted and of how many theory says something."""
    table = studies.rates
    if not len(table):
        return ""
    known = table[table["theory"].notna()]
    agree, differ = (int((known["agrees"] == value).sum()) for value in (True, False))
    return (
        "Of the variants of which theory speaks, on functions whose curvature is known, a straight line fits the "
        f"curves of {words.several(len(table), 'cell')} over a third of their fall at least; theory names a rate for "
        f"{words.count(len(known))} of them: {words.count(agree)} agree, {words.count(differ)} differ, the rest is "
        "open."
    )


def width_rows(facts: Facts, studies: Studies) -> list[dict[str, Any]]:
    """Return, per variant, the median width of the good interval of learning rates, and how its trials went."""
    table = studies.intervals
    if not len(table):
        return []
    labels = studies.trials.groupby("variant")["label"].value_counts(normalize=True).unstack(fill_value=0.0)
    rows = []
    for name, group in table.groupby("variant", sort=False):
        width = float(group["decades"].median())
        part = width / float(group["searched"].max()) if group["searched"].max() > 0 else math.nan
        rates = group["best_rate"].to_numpy(float)
        rows.append(
            {
                "look": facts.looks[name],
                "variant": name,
                "decades": cell(f"{width:.2f}", width),
                "share": cell(words.share(part), part),
                "best": cell(words.number(float(np.median(rates))), float(np.median(rates))),
                "spread": f"{words.number(rates.min())} – {words.number(rates.max())}",
                "labels": [_label(labels, name, label) for label in LABELS],
            }
        )
    return sorted(rows, key=lambda each: -each["decades"]["sort"])


def friedman_note(studies: Studies) -> str:
    """Return what Friedman's test says."""
    if not len(studies.friedman):
        return ""
    row = studies.friedman.iloc[0]
    if not np.isfinite(row["p_value"]):
        return ""
    p_value = "< 0.001" if row["p_value"] < 1e-3 else f"= {words.number(float(row['p_value']))}"
    small = f"p {p_value}".replace(" ", words.NARROW)
    verdict = "so ranks differ by more than chance" if row["p_value"] < 0.05 else _UNSURE
    return (
        f"Friedman’s test over {words.several(int(row['workloads']), 'workload')} gives {small}, {verdict}. Pairs are "
        f"compared with Holm’s correction; the critical difference of Nemenyi, {row['critical_difference']:.1f} ranks, "
        "is drawn for scale. The test was chosen before the data were seen."
    )


def _label(labels: Any, variant: str, label: str) -> dict[str, Any]:
    value = float(labels[label].get(variant, 0.0)) if label in labels else 0.0
    return {"text": words.share(value), "sort": value, "dim": value == 0}


def _rate(value: float, linear: bool) -> str:
    """The factor per step of a linear rate, the order of a sublinear one."""
    if not np.isfinite(value):
        return words.NONE
    return f"{math.exp(value):.4g}" if linear else f"k^{words.number(float(value), 3)}"
