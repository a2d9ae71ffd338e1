"""What ``data()`` may return: containers, constants and kinds of numbers, and the sentences for all others."""

from collections import namedtuple
from types import MappingProxyType

import jax
import numpy as np
import pandas as pd
import pytest
from jax import numpy as jnp

from gdbench.errors import DataUnavailable
from gdbench.types.examples import count_of, named_arrays, parts_of

X, Y = np.arange(12.0).reshape(4, 3), np.arange(4)
Pair = namedtuple("Pair", "x y")


class Tensor:
    """An array of another library."""

    def __array__(self, dtype=None, copy=None):
        return np.asarray(X, dtype)


def names(part):
    return {name: array.shape for name, array in named_arrays(part)}


@pytest.mark.parametrize(
    ("found", "shapes"),
    [
        ({"x": X, "y": Y}, {"x": (4, 3), "y": (4,)}),
        ({"in": {"x": X}, "y": Y}, {"in.x": (4, 3), "y": (4,)}),
        (MappingProxyType({"x": X}), {"x": (4, 3)}),
        ((X, Y), {"0": (4, 3), "1": (4,)}),
        (Pair(X, Y), {"x": (4, 3), "y": (4,)}),
        ([jnp.asarray(X), jnp.asarray(Y)], {"0": (4, 3), "1": (4,)}),
        (X, {"": (4, 3)}),
        (pd.DataFrame({"a": X[:, 0], "y": Y}), {"a": (4,), "y": (4,)}),
        ({"x": pd.DataFrame(X), "y": pd.Series(Y)}, {"x": (4, 3), "y": (4,)}),
        ({"x": [[1.0, 2.0], [3.0, 4.0]], "y": [1, 2]}, {"x": (2, 2), "y": (2,)}),
        ({"x": Tensor()}, {"x": (4, 3)}),
        (
            {"x": X, "scale": 2.0, "flag": True, "mean": np.float32(1)},
            {"x": (4, 3), "scale": (), "flag": (), "mean": ()},
        ),
        ({"x": X, "mask": None}, {"x": (4, 3)}),
        ({"x": X, "test": Y}, {"x": (4, 3), "test": (4,)}),
    ],
)
def test_a_pytree_of_arrays_is_kept_as_it_is(found, shapes):
    parts = parts_of(found, "mine")
    assert list(parts) == ["train"] and names(parts["train"]) == shapes
    first = found if isinstance(found, (tuple, list, Pair)) else None
    assert first is None or type(parts["train"]) is type(first)
    assert parts_of({"train": found, "test": found}, "mine").keys() == {"train", "test"}


def test_the_examples_are_counted_by_the_first_axis():
    assert count_of(parts_of({"a": 3.0, "x": X}, "mine")["train"]) == 4


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ((batch for batch in [X]), "a generator, not an array: return a dict of arrays"),
        ({"x": X, "name": "iris"}, r"data\(\)\['name'\] is a str, not an array"),
        ({"x": X, "y": ["a", "b", "c", "d"]}, "holds <U1 and no numbers"),
        ({"x": X, "y": np.array([None] * 4)}, "holds object and no numbers"),
        ({"x": np.array(["2026-01-01"] * 4, "datetime64[D]")}, "holds datetime64"),
        ({"x": [[1.0, 2.0], [3.0]]}, "is no array of numbers"),
        ({"x": np.ma.masked_array(X, X > 3)}, "masked values"),
        ({"x": X, "y": Y[:3]}, r"different numbers of examples \(x 4, y 3\)"),
        ({"x": X, "mean": X.mean(0)}, "keep a constant, such as a mean, in the module"),
        ((X, Y, X[:2], Y[:2]), "return train and test data as"),
        (((X, Y), (X[:2], Y[:2])), "a tuple of 2 containers: stack them, and return a dict"),
        ([(X[i], Y[i]) for i in range(4)], "a list of 4 containers: stack them"),
        ([{"x": X, "y": Y}, {"x": X, "y": Y}], "a list of 2 containers: stack them"),
        ({"test": {"x": X}}, "returns 'test' without 'train'"),
        ({"train": Y, "x": X}, "returns 'train' beside 'x'"),
        ({"train": {"x": X}, "test": {"x": X, "y": Y[:2]}}, r"data\(\)\['test'\] have different numbers"),
        ({}, "holds no array of examples"),
        ({"scale": 2.0}, "holds no array of examples"),
        ({"x": np.zeros((0, 3))}, "holds no array of examples"),
        (None, "holds no array of examples"),
        ({"x": X, "user": np.array([0, 1, 2, 2**40])}, "integers from 0 to 1099511627776"),
        ({"x": X, "user": np.array([0, 1, 2, 2**33], np.uint64)}, "0 to 4294967295"),
    ],
)
def test_anything_else_is_a_sentence_about_the_data(found, words):
    with pytest.raises(DataUnavailable, match=f"the data of mine cannot be used: .*{words}") as caught:
        parts_of(found, "mine")
    assert "\n" not in str(caught.value)


def test_a_mapping_that_jax_does_not_know_may_hold_others():
    found = parts_of(MappingProxyType({"in": MappingProxyType({"x": X}), "y": Y}), "mine")
    assert names(found["train"]) == {"in.x": (4, 3), "y": (4,)}
    assert jax.tree.structure(found["train"]) == jax.tree.structure({"in": {"x": 0}, "y": 0})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bool", "bool"), ("uint8", "uint8"), ("int8", "int8"), ("uint16", "uint16"), ("uint32", "uint32"),
        ("int64", "int32"), ("uint64", "uint32"), ("float16", "float16"), ("complex64", "complex64"),
        (jnp.bfloat16, "bfloat16"),
    ],
)  # fmt: skip
def test_numbers_stay_of_their_kind(given, kept):
    array = np.array([0, 1, 1]).astype(given)
    found = parts_of({"x": array}, "mine")["train"]["x"]
    assert found.dtype == kept and np.array_equal(found, array)
