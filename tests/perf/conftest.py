"""The timing harness: programs are compiled and warmed before timing, and every round also times a second program.

`nox -s perf` runs these files; `nox -s tests` skips them (``--benchmark-skip`` in pyproject.toml). The samples of the
second program are stored round by round in ``extra_info``. Other work of the machine slows both programs in a round, so
that their ratio can be compared between runs, which seconds cannot.
"""

import time

import jax
import pytest

from tests.perf.program_facts import environment

ROUNDS = 41


@pytest.fixture(autouse=True)
def single_precision():
    """What is timed is float32, as users run it; other tests of the session keep float64."""
    with jax.enable_x64(False):
        yield


@pytest.fixture
def side_by_side(benchmark):
    """Time ``call`` in rounds, each after a timed call of ``beside``; both are called untimed first where ``warm``."""

    def run(call, beside, /, *, rounds=ROUNDS, warm=True, **extra):
        seconds = []

        def before():
            if warm:
                beside()
            began = time.perf_counter()
            beside()
            seconds.append(time.perf_counter() - began)
            if warm:
                call()

        benchmark.extra_info.update(environment() | extra)
        benchmark.pedantic(call, setup=before, rounds=rounds, iterations=1, warmup_rounds=2 * warm)
        benchmark.extra_info["beside_seconds"] = seconds[-rounds:]

    return run
