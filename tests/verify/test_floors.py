"""The smallest gap that float32 resolves is measured, stored for each problem, and checked before a cell is run."""

from dataclasses import replace

import pytest

from gdbench.registry import load, measured_place, names
from gdbench.registry.measurements import read_measured
from gdbench.types import Cell, Entry, Protocol, Workload
from gdbench.verify.floors import resolution


def kept(name):
    """What was measured of a problem, by dimension."""
    return read_measured(measured_place("problem", name)).get("float32_floor", {})


def cell(problem, dtype="float32", finest=1e-6):
    return Cell(
        Entry("sgd", load("variant", "sgd")), Workload(problem, problem.dims.default), Protocol(dtype, 10, (finest,))
    )


@pytest.mark.parametrize("name", names("problem"))
def test_every_problem_has_been_measured(name):
    unit, shares = load("problem", name), kept(name)
    assert shares, f"nothing is kept beside {name}: run gdbench adopt {name}"
    assert str(unit.dims.default) in shares, f"{name} has another dimension by now: run gdbench adopt {name}"
    assert all(0.0 <= share <= 1.0 for share in shares.values())
    assert unit.resolution == {int(n): share for n, share in shares.items()}


@pytest.mark.parametrize("name", ["sphere", "styblinski_tang10", "nesterov_worst", "mgh10_meyer", "branin"])
def test_what_is_kept_is_what_is_measured(name):
    found, there = resolution(load("problem", name)), kept(name)
    assert {str(n) for n in found} == set(there)
    for here, share in zip(found.values(), there.values(), strict=True):  # compilers round differently
        assert share / 4 <= here <= 4 * share


def test_floors_follow_the_rounding_of_what_is_summed():
    """Nothing is lost where the minimum is an exact zero; much where large numbers cancel."""
    assert max(kept("sphere").values()) < 1e-30
    assert kept("trid10")["2"] < 1e-6
    assert 1e-6 < kept("trid10")["10"] < kept("trid10")["100"]


def test_a_dimension_that_was_not_measured_is_judged_by_the_next_higher():
    unit = replace(load("problem", "sphere"), resolution={10: 1e-6, 100: 1e-4})
    assert [unit.floor_share(n) for n in (2, 10, 11, 100, 1000)] == [1e-6, 1e-6, 1e-4, 1e-4, 1e-4]


def test_a_target_below_the_floor_is_refused_with_a_sentence():
    coarse = replace(load("problem", "sphere"), resolution={10: 1e-4})
    assert cell(coarse, finest=1e-3).declined() is None
    assert cell(coarse, "float64").declined() is None
    why = cell(coarse).declined()
    assert (
        why
        == "the target 1e-06 is below what float32 can show on sphere n=10 (1.0e-04 of the starting gap): use float64"
    )


def test_a_problem_that_needs_float64_says_so():
    assert cell(load("problem", "hilbert_a10")).declined() == "hilbert_a10 needs float64"
    assert cell(load("problem", "hilbert_a10"), "float64").declined() is None
