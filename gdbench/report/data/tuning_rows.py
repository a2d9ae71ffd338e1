"""The rows on tuning: the width of the interval of good learning rates, and the labels of the trials."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gdbench.report.data.looks import Look
from gdbench.report.data.page_data import PageData
from gdbench.report.data.rows import TableCell, cell
from gdbench.report.text import words
from gdbench.tables.endings import LABELS


@dataclass(frozen=True)
class WidthRow:
    """One variant; ``labels`` are the shares of its trials with each label, in the order of `LABELS`."""

    look: Look
    variant: str
    decades: TableCell
    share: TableCell
    best: TableCell
    spread: str
    labels: Sequence[TableCell]


def width_rows(page: PageData) -> list[WidthRow]:
    """Return the median width of the good interval per variant, the widest first."""
    table = page.run.intervals
    if not len(table):
        return []
    labels = page.run.trials.groupby("variant")["label"].value_counts(normalize=True).unstack(fill_value=0)
    rows = []
    for variant, group in table.groupby("variant", sort=False):
        name = str(variant)
        width, searched = float(group["decades"].median()), float(group["searched"].max())
        part = width / searched if searched > 0 else math.nan
        rates = group["best_rate"].to_numpy(float)
        middle = float(np.median(rates))
        row = WidthRow(
            look=page.looks[name],
            variant=name,
            decades=cell(f"{width:.2f}", width),
            share=cell(words.share(part), part),
            best=cell(words.number(middle), middle),
            spread=f"{words.number(rates.min())} – {words.number(rates.max())}",
            labels=[_label(labels, name, label) for label in LABELS],
        )
        rows.append((width, row))
    return [row for _, row in sorted(rows, key=lambda each: -each[0])]


def _label(labels: pd.DataFrame, variant: str, label: str) -> TableCell:
    value = float(labels[label].get(variant, 0.0)) if label in labels else 0.0
    return cell(words.share(value), value, dim=value == 0)
