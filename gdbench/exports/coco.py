"""COCO: the runs on COCO's 24 bbob functions as its logger would have written them, one folder per variant for cocopp.

Evaluations are gradient evaluations. Runs are known only at the samples of a curve and at hits of targets, so an
improvement is dated to the next of these: running times are never too short, and too long by at most one sample.
Seeds (starts) are repetitions of the function's instance. The format is bbob-new2 of COCO 2.6 (Hansen et al. 2021).
cocopp reads the dimensions of COCO's suite and no others.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from gdbench.errors import ConfigError
from gdbench.exports.folders import folders_of
from gdbench.store import replace_file
from gdbench.tables.run import Run

DIMENSIONS = (2, 3, 5, 10, 20, 40)
_UNIT = re.compile(r"bbob_f(\d\d)_\w+?(?:\(instance=(\d+)\))?")
_HEAD = (
    "% f evaluations | g evaluations | best noise-free fitness - Fopt (0.000000000000e+00) + sum g_i+ | "
    "measured fitness | best measured fitness or single-digit g-values\n"
)
_KEY = ["variant", "workload", "seed"]


def write(run: Run, folder: Path) -> list[str]:
    """Write an .info file per function, and a .dat and a .tdat file per function and dimension.

    Return a note on dimensions that are left out.
    """
    points = _points(*(run.table(name) for name in ("curves", "hits", "runs", "cells")))
    if not len(points):
        sentence = "this run holds no runs on COCO's functions (bbob_f01 to bbob_f24), and cocopp knows no others"
        raise ConfigError("command line", [("--to", sentence)])
    others = sorted(set(points["dim"]) - set(DIMENSIONS))
    points = points[points["dim"].isin(DIMENSIONS)]
    known = f"cocopp reads only the dimensions {', '.join(map(str, DIMENSIONS))}"
    if not len(points):
        sentence = f"{known}, and the functions of this run have {', '.join(map(str, others))}"
        raise ConfigError("command line", [("--to", sentence)])
    places = folders_of(list(dict.fromkeys(points["variant"])))
    for keys, part in points.groupby(["variant", "function"], sort=False):
        variant, function = str(keys[0]), int(str(keys[1]))
        _function(folder / places[variant], variant, function, part, run.manifest.gdbench)
    return [f"{known}, so runs in {', '.join(map(str, others))} dimensions were left out"] if others else []


def _function(folder: Path, variant: str, function: int, points: pd.DataFrame, version: str) -> None:
    """Write the files of one variant on one function."""
    (folder / f"data_f{function}").mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isprintable() and letter not in "',%" else "-" for letter in variant)
    info = []
    for dim, part in points.groupby("dim", sort=True):
        stem = f"data_f{function}/bbobexp_f{function}_DIM{dim}"
        runs = [rows for _, rows in part.groupby(["instance", "seed"], sort=True)]
        for ending in (".dat", ".tdat"):
            replace_file(folder / f"{stem}{ending}", "".join(_HEAD + _lines(rows) for rows in runs).encode())
        ends = [f"{r['instance'].iloc[0]}:{r['cost'].iloc[-1]}|{r['gap'].iloc[-1]:.1e}" for r in runs]
        info.append(
            f"suite = 'bbob', funcId = {function}, DIM = {dim}, Precision = 1.000e-08, algId = '{name}', "
            f"logger = 'bbob', data_format = 'bbob-new2', coco_version = '2.6'\n"
            f"% written by gdbench {version}; evaluations are gradient evaluations\n"
            f"{stem}.dat, {', '.join(ends)}\n"
        )
    replace_file(folder / f"bbobexp_f{function}.info", "".join(info).encode())


def _lines(rows: pd.DataFrame) -> str:
    """Return one line per improvement of a run: evaluations, constraints, gap three times."""
    pairs = zip(rows["cost"], rows["gap"], strict=True)
    return "".join(f"{cost} 0 {gap:.9e} {gap:.9e} {gap:.9e}\n" for cost, gap in pairs)


def _points(curves: pd.DataFrame, hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the known improvements of each evaluated run: the evaluations, and the smallest gap up to them."""
    known = [_tuned(curves, cells)[[*_KEY, "cost", "gap"]], _met(_tuned(hits, cells), _tuned(curves, cells), cells)]
    ends = _tuned(runs, cells)[[*_KEY, "cost", "best"]].rename(columns={"best": "gap"})
    table = pd.concat([*known, ends], ignore_index=True)
    table = table[np.isfinite(table["gap"]) & np.isfinite(table["cost"])]
    table["cost"] = np.maximum(1, np.rint(table["cost"])).astype(int)
    table = table.sort_values([*_KEY, "cost"], kind="stable")
    table["gap"] = table.groupby(_KEY)["gap"].cummin().clip(lower=0.0)
    table = table.drop_duplicates([*_KEY, "cost"], keep="last")
    first, last = ~table.duplicated(_KEY), ~table.duplicated(_KEY, keep="last")
    table.loc[first, "cost"] = 1  # the first sample is the start, which cocopp expects at one evaluation
    better = table["gap"].to_numpy() < table.groupby(_KEY)["gap"].shift().to_numpy()
    table = table[first | last | better].merge(_units(cells), on="workload")
    return table.drop_duplicates([*_KEY, "cost"], keep="last")


def _tuned(table: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Keep the evaluation runs at the tuned setting on COCO's functions, with labels as texts."""
    known = table["workload"].astype(object).isin(_units(cells)["workload"])
    kept = table[known & (table["stage"] == "evaluation") & (table["trial"] >= 0)]
    return kept.astype({"variant": object, "workload": object, "seed": int})


def _met(hits: pd.DataFrame, curves: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the hits as gaps; a level is a share of the gap at the run's first sample."""
    start = curves.groupby(_KEY, sort=False)["gap"].first().rename("start").reset_index()
    frame = hits[np.isfinite(hits["cost"])].merge(start, on=_KEY)
    frame = frame.merge(cells[["variant", "workload", "relative"]], on=["variant", "workload"])
    scale = np.where(frame["relative"].astype(bool), frame["start"], 1.0)
    return frame.assign(gap=frame["level"] * scale)[[*_KEY, "cost", "gap"]]


def _units(cells: pd.DataFrame) -> pd.DataFrame:
    """Return workload, function, instance and dim of COCO's functions among the cells."""
    rows = []
    known = cells[["workload", "unit", "dim"]].drop_duplicates("workload")
    for workload, unit, dim in known.to_numpy(object).tolist():
        found = _UNIT.fullmatch(unit)
        if found and 1 <= int(found[1]) <= 24:
            rows.append((workload, int(found[1]), int(found[2] or 1), int(dim)))
    return pd.DataFrame(rows, columns=["workload", "function", "instance", "dim"])
