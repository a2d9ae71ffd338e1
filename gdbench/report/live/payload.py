"""The numbers that the page computes with, packed small: exact hits, curves as u16 of log10, one gzipped block.

Layout of the block before compression: JSON header, newline, then every array in the order of the header, each
stored byte plane by byte plane (bytes of equal weight side by side compress better). Curves are also stored as
differences from sample to sample.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

DECADES = (-18.0, 22.0)  # what a u16 spans in log10: 0.0006 of a decade a step, less than a line's width
MISSING, INFINITE = 65535, 65534
FINE, COARSE = 1, 16  # codes to a step: the finest, and 0.01 of a decade for what is drawn and not read as a number
RUNS_BYTES = 1_700_000  # of single runs' curves before compression; what is beyond is left out, and the page says so


@dataclass
class Payload:
    """Named arrays and plain facts on their way into the page."""

    facts: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    curves: set[str] = field(default_factory=set)

    def add(self, name: str, values: Any, kind: str = "f4") -> None:
        """Add an array of this type (little endian)."""
        self.arrays[name] = np.ascontiguousarray(values, dtype=f"<{kind}" if kind != "u1" else kind)

    def add_curves(self, name: str, values: np.ndarray, step: int = FINE) -> None:
        """Add positive numbers as u16 of their log10 in steps of ``step`` codes, infinities and NaN kept apart."""
        self.arrays[name] = coded(values, step)
        self.curves.add(name)

    def packed(self) -> str:
        """Return base64 of the gzipped block; equal content gives equal text."""
        directory = [
            {
                "name": name,
                "type": array.dtype.str[1:] if array.dtype.kind != "u" else f"u{array.dtype.itemsize}",
                "shape": list(array.shape),
                **({"curve": True} if name in self.curves else {}),
            }
            for name, array in self.arrays.items()
        ]
        header = {**self.facts, "arrays": directory, "decades": list(DECADES)}
        text = json.dumps(header, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        parts = [text.encode(), b"\n", *(_planes(array, name in self.curves) for name, array in self.arrays.items())]
        return base64.b64encode(gzip.compress(b"".join(parts), 6, mtime=0)).decode()


def coded(values: np.ndarray, step: int = FINE) -> np.ndarray:
    """Return u16 codes of positive numbers: (log10 x − low) / (high − low) · 65533, in multiples of ``step``."""
    low, high = DECADES
    values = np.asarray(values, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(np.clip(values, 10.0**low, 10.0**high))
        codes = np.minimum(np.rint((depth - low) / (high - low) * 65533 / step) * step, 65533)
    codes = np.where(np.isnan(values), MISSING, np.where(np.isinf(values), INFINITE, codes))
    return codes.astype("<u2")


def thinned(length: int, most: int) -> np.ndarray:
    """Return at most ``most`` indices of ``length`` samples, evenly spread, both ends among them."""
    return np.unique(np.rint(np.linspace(0, length - 1, min(length, most))).astype(int)) if length else np.arange(0)


def records(table: Any, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of a table as plain JSON values, under new names (old → new); no infinities."""
    out = []
    for row in table[list(columns)].itertuples(index=False):
        out.append({new: _plain(value) for new, value in zip(columns.values(), row, strict=True)})
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.6g}") if np.isfinite(value) else None
    return None if value is None else str(value)


def _planes(array: np.ndarray, curve: bool) -> bytes:
    if curve:
        array = np.diff(array, axis=-1, prepend=array.dtype.type(0))
    size = array.dtype.itemsize
    return np.ascontiguousarray(array.reshape(-1).view(np.uint8).reshape(-1, size).T).tobytes()
