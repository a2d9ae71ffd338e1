"""The data in a page are small, exact where ranks depend on them, and say what was left out."""

import base64
import gzip
import json

import numpy as np
import pytest

from gdbench.report import write_report
from gdbench.report.data import page_data
from gdbench.report.live import embed
from gdbench.report.live.payload import COARSE, DECADES, INFINITE, MISSING, Payload, coded, thinned
from tests.report.report_pages import Made
from tests.report.report_runs import SEEDS, cell, run_of


def decoded(codes):
    """Return the numbers that `coded` rounded, as js/statistics/data.js reads them."""
    low, high = DECADES
    values = 10.0 ** (low + (high - low) * codes.astype(np.float64) / 65533)
    return np.where(codes == MISSING, np.nan, np.where(codes == INFINITE, np.inf, values))


def test_curves_keep_three_digits():
    values = np.concatenate([10.0 ** np.random.default_rng(0).uniform(-16, 20, 1000), [1e-18, 1e22]])
    np.testing.assert_allclose(decoded(coded(values)), values, rtol=1e-3)
    np.testing.assert_allclose(np.log10(decoded(coded(values, COARSE))), np.log10(values), atol=0.006)
    assert decoded(coded(np.array([np.inf, np.nan])))[0] == np.inf
    assert np.isnan(decoded(coded(np.array([np.nan])))[0])


def test_a_payload_holds_what_was_put_in():
    payload = Payload({"name": "<ü>"})
    payload.add("exact", [[1.5, np.inf], [np.nan, -2.0]])
    payload.add_curves("curve", np.array([[1.0, 10.0, 100.0]]))
    block = gzip.decompress(base64.b64decode(payload.packed()))
    head, _, rest = block.partition(b"\n")
    header = json.loads(head)
    assert header["name"] == "<ü>" and [each["name"] for each in header["arrays"]] == ["exact", "curve"]
    planes = np.frombuffer(rest[:16], np.uint8).reshape(4, 4)
    found = np.ascontiguousarray(planes.T).view("<f4").reshape(2, 2)
    np.testing.assert_array_equal(found, np.array([[1.5, np.inf], [np.nan, -2.0]], np.float32))
    assert payload.packed() == payload.packed(), "equal content, equal bytes"


@pytest.mark.parametrize(("length", "most"), [(0, 5), (1, 5), (5, 5), (200, 48), (200, 1000)])
def test_thinning_keeps_both_ends(length, most):
    kept = thinned(length, most)
    assert len(kept) == min(length, most)
    assert not length or (kept[0] == 0 and kept[-1] == length - 1)


def test_what_a_large_run_leaves_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(page_data, "MANY_CELLS", 1)
    monkeypatch.setattr(embed, "RUNS_BYTES", 10)
    monkeypatch.setattr(embed, "BAND_SAMPLES", 6)
    monkeypatch.setattr(embed, "RUN_SAMPLES", 5)
    cells = [cell(variant, name) for variant in "ab" for name in ("sphere n=2", "sphere n=10")]
    run = run_of(tmp_path / "results", cells, {"a": 0.3, "b": 0.1})
    write_report(run, tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text()
    assert f"2 of {SEEDS} single runs a cell" in text and "6 of 11 samples" in text and "5 of 11 samples" in text
    assert not list((tmp_path / "page_figures").glob("convergence_*.pdf"))
    assert list((tmp_path / "page_figures").glob("convergence_*.svg"))


def test_a_page_that_leaves_out_nothing_says_nothing(tmp_path):
    assert "To stay small" not in Made(tmp_path).path.read_text()
