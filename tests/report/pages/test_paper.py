"""The figures and tables beside a page."""

import io

import numpy as np
import pandas as pd
import pytest

from gdbench.report.pages.paper import csv_of


def test_numbers_beside_the_page_have_six_digits():
    table = pd.DataFrame({"name": ['a,"b'], "x": [1.23456789e-7], "y": [np.inf], "z": [np.nan], "n": [123456789]})
    back = pd.read_csv(io.BytesIO(csv_of(table)))
    assert back["name"][0] == 'a,"b' and back["n"][0] == 123456789
    assert back["x"][0] == pytest.approx(1.23457e-7, rel=1e-12) and back["y"][0] == np.inf and np.isnan(back["z"][0])
