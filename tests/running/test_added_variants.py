"""Tests sweeps as a user writes them."""

import pytest

from gdbench.errors import ConfigError
from gdbench.running.added_variants import parsed_sweeps


def test_sweeps_are_a_mapping_or_texts():
    expected = {"learning_rate": "log:1e-4:1:16", "b1": "linear:0:0.9"}
    assert parsed_sweeps(expected) == expected
    assert parsed_sweeps(["learning_rate=log:1e-4:1:16", " b1 = linear:0:0.9 "]) == expected
    assert parsed_sweeps(()) == {}


@pytest.mark.parametrize("text", ["learning_rate", "=log:1:2", ""])
def test_a_text_without_a_name_or_a_range_is_a_mistake(text):
    with pytest.raises(ConfigError, match="write NAME=scale:low:high:count"):
        parsed_sweeps([text])
