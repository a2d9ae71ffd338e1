"""Tests the default setting beside the tuned one."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.defaults import default_beside_tuned
from tests.tables.tables_frames import INF, done, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


def test_the_default_is_compared_with_the_tuned_setting_run_by_run():
    found = {"p": [[10], [1]], "q": [[10], [1]]}
    frame = pd.concat([hits(field(a=found)), hits(field(a={"p": [[100], [10]], "q": [[INF], [10]]}), trial=-1)])
    (row,) = default_beside_tuned(frame, done(field(a=found))).itertuples()
    assert (row.area, row.default_area, row.gain) == (pytest.approx(0.75), pytest.approx(0.25), pytest.approx(0.5))
    assert row.gain_low == pytest.approx(0.5) == row.gain_high, "the gain is the same on every run"
    assert (row.success, row.default_success) == (1.0, 0.75)


def test_without_default_runs_there_is_no_gain():
    (row,) = default_beside_tuned(hits(field(a={"p": [[10], [1]]})), done(field(a={"p": []}))).itertuples()
    assert row.area == pytest.approx(0.75) and np.isnan(row.default_area) and np.isnan(row.gain)
