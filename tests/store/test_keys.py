"""The key of a cell depends on the contents of the cell and on nothing else."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gdbench.store import canonical, key_of

ROOT = Path(__file__).parent.parent.parent
SPEC = {
    "variant": {"name": "adam", "static": {"mode": "paper", "nesterov": False, "dtype": None}},
    "protocol": {"targets": [0.1, 1e-3], "budget": 500},
    "trials": [[0, {"learning_rate": 0.1 + 0.2, "one_minus_b1": 1 - 0.9}], [-1, {"eps": 5e-324}]],
    "title": "naïve – µ",
}
KEY = "c54c828bfa57b9cb4ecff3ad31c888d0"


def shuffled(value):
    """The same value with every dict in the opposite order."""
    if isinstance(value, dict):
        return {name: shuffled(value[name]) for name in reversed(value)}
    return [shuffled(each) for each in value] if isinstance(value, list) else value


def test_a_key_is_32_hex_digits():
    assert re.fullmatch(r"[0-9a-f]{32}", key_of(SPEC))


def test_the_key_does_not_depend_on_the_order_of_dicts():
    assert json.dumps(shuffled(SPEC)) != json.dumps(SPEC)
    assert key_of(shuffled(SPEC)) == key_of(SPEC)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_key_does_not_depend_on_the_process(seed):
    code = "import sys, json; from gdbench.store import key_of; print(key_of(json.loads(sys.argv[1])))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code, json.dumps(SPEC)]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert out.strip() == key_of(SPEC)


def test_the_key_of_this_spec_never_changes():
    """Stored results of every user would be orphaned."""
    assert key_of(SPEC) == KEY
    assert hashlib.blake2b(canonical(SPEC).encode(), digest_size=16).hexdigest() == KEY


def test_canonical_json_is_sorted_dense_and_exact():
    assert canonical({"b": [1, True, None, "x"], "a": {"d": 0.5, "c": -0.0}}) == (
        '{"a":{"c":"-0x0.0p+0","d":"0x1.0000000000000p-1"},"b":[1,true,null,"x"]}'
    )


def test_numpy_numbers_and_tuples_count_as_the_plain_ones():
    plain = {"a": 3, "b": 0.1, "c": [1, 2], "d": True}
    assert canonical({"a": np.int64(3), "b": np.float64(0.1), "c": (1, 2), "d": np.bool_(True)}) == canonical(plain)
    assert canonical(np.float32(0.1)) != canonical(0.1), "a rounded number is another number"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.1 + 0.2, 0.3),
        (1.0, np.nextafter(1.0, 2.0)),
        (0.0, -0.0),
        (5e-324, 0.0),
        (1, 1.0),
        (1, True),
        (None, 0),
        ("a", "b"),
        ([1, 2], [2, 1]),
        ([[1], 2], [1, [2]]),
        ({"a": 1}, {"b": 1}),
    ],
)
def test_different_values_have_different_keys(one, other):
    assert key_of({"x": one}) != key_of({"x": other})


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308, 5e-324, 1 / 3, -0.0, 2**60])
def test_the_same_number_always_has_the_same_key(value):
    assert key_of({"x": value}) == key_of({"x": type(value)(value)})


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(TypeError):
        key_of({"x": object()})
