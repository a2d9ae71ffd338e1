"""TensorBoard: the median gap and its quartiles as scalars over gradient evaluations, one run per variant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from gdbench.errors import ConfigError
from gdbench.exports.folders import folders_of
from gdbench.tables.run import Run

_SERIES = {"median": "gap", "low": "gap_lower_quartile", "high": "gap_upper_quartile"}


def write(run: Run, folder: Path) -> None:
    """Write one folder of events per variant, without points that are not finite, which TensorBoard cannot show."""
    writer_class = _writer()
    bands, cells = run.table("bands"), run.table("cells")
    places = folders_of(list(dict.fromkeys(bands["variant"].astype(str))))
    tags = folders_of(list(dict.fromkeys(bands["workload"].astype(str))))  # a tag holds letters, digits, -, _ and .
    began = run.manifest.created
    for variant, place in places.items():
        writer = writer_class(str(folder / place))
        try:
            for workload, curve in bands[bands["variant"] == variant].groupby("workload", sort=False, observed=True):
                _scalars(writer, tags[str(workload)], curve, began)
            chosen = cells[(cells["variant"] == variant) & (cells["status"] == "done")]
            texts = dict(zip(chosen["workload"], chosen["setting"], strict=True))
            settings = {workload: json.loads(text) for workload, text in texts.items()}
            writer.add_text(
                "chosen settings", f"    {json.dumps(settings, indent=1)}".replace("\n", "\n    "), 0, began
            )
        finally:
            writer.close()


def _scalars(writer: Any, tag: str, curve: Any, began: float) -> None:
    # A run that has ended repeats its last sample, so only one point per cost is written.
    ends = curve.drop_duplicates("cost", keep="last")
    for column, series in _SERIES.items():
        for cost, value in zip(ends["cost"], ends[column], strict=True):
            if np.isfinite(value):
                writer.add_scalar(f"{series}/{tag}", float(value), round(float(cost)), began)


def _writer() -> Any:
    try:
        from tensorboardX import SummaryWriter
    except ImportError as error:
        sentence = "tensorboard needs the package tensorboardX: pip install 'gdbench[tensorboard]'"
        raise ConfigError("command line", [("--to", sentence)]) from error
    return SummaryWriter
