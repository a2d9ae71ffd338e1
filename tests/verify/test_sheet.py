"""Every variant passes every check of `gdbench verify`: its transcription, Optax, limits, calls, and more.

The checks are in ``gdbench/verify``, and the transcriptions in ``gdbench/verify/transcriptions``.
"""

import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp

import gdbench.optax
from gdbench.engine import trajectories
from gdbench.engine.trajectories import Column
from gdbench.registry import names
from gdbench.verify import Judgement, checks_of
from gdbench.verify.sheet import asked
from tests.quick_compiler import QUICK
from tests.variants.variant_runs import GRADIENT, LEAVES, disagreement, gradients, start, unit

QUESTIONS = [(name, check) for name in names("variant") for check in checks_of(unit(name))]


@pytest.mark.parametrize(("name", "check"), QUESTIONS)
def test_passes(name, check):
    answers = asked(name, check)
    failed = [f"{each.check} {each.choice or 'plain'}: {each.difference} {each.note}" for each in answers]
    fine = {Judgement.PASSED, Judgement.EXPECTED} | ({Judgement.SKIPPED} if check == "calls" else set())  # not declared
    assert all(each.verdict in fine for each in answers), "\n".join(failed)
    if check in ("open loop", "transcription"):
        assert answers, "nothing was compared with its transcription"


def test_defects_of_optax_stay_listed():
    """Each is an expected difference, shown with its issue, and red when upstream mends it."""
    listed = {name for name in GRADIENT if unit(name).reference and unit(name).reference.defects}
    assert {"adan", "rprop", "amsgrad", "adadelta", "polyak_sgd", "prodigy", "dadapt_adamw"} <= listed
    for name in listed:
        found = [each for each in asked(name, "optax") if each.check == "known defect of Optax"]
        assert len(found) == len(unit(name).reference.defects)
        assert all(each.verdict == Judgement.EXPECTED for each in found), found


def test_calls_that_differ_in_their_columns_share_a_program(monkeypatch):
    made, compile_with = [], trajectories.compile_with
    monkeypatch.setattr(trajectories, "compile_with", lambda *given: made.append(given) or compile_with(*given))
    trajectories._compiled.cache_clear()
    few, many = [Column({}, start(), gradients())], [Column({"learning_rate": 0.1}, start(), gradients())] * 3
    one, three = (trajectories.follow(unit("adam"), {}, LEAVES, each, len(gradients())) for each in (few, many))
    assert len(made) == 1 and one.points.shape[-1] == 1 and three.points.shape[-1] == 3


def tree(flat):
    """Parameters as a user has them: a dict of leaves, in an order that flattening keeps."""
    ends = np.cumsum([int(np.prod(shape)) for shape in LEAVES])
    parts = jnp.split(jnp.asarray(flat), ends[:-1])
    return {f"leaf{i}": part.reshape(shape) for i, (part, shape) in enumerate(zip(parts, LEAVES, strict=True))}


def open_loop(transformation):
    """Points ``[steps, n]`` of a transformation, to be traced."""

    def step(carry, g):
        params, state = carry
        updates, state = transformation.update(tree(g), state, params)
        params = optax.apply_updates(params, updates)
        return (params, state), jnp.concatenate([leaf.reshape(-1) for leaf in params.values()])

    params = tree(start())
    return jax.lax.scan(step, (params, transformation.init(params)), jnp.asarray(gradients()))[1]


def same(one, other):
    mine, theirs = jax.jit(lambda: (open_loop(one()), open_loop(other())), compiler_options=QUICK)()
    assert disagreement(np.asarray(mine), np.asarray(theirs)) <= 1e-12


def test_clipped_sgd_is_clipping_by_global_norm_and_sgd():
    same(
        lambda: gdbench.optax.clipped_sgd(0.3, 5.0),
        lambda: optax.chain(optax.clip_by_global_norm(5.0), optax.sgd(0.3)),
    )
    lengths = np.linalg.norm(gradients(), axis=1)
    assert lengths.min() < 5.0 < lengths.max()


def test_a_schedule_counts_from_zero_as_in_optax():
    schedule = optax.exponential_decay(0.1, transition_steps=3, decay_rate=0.5)
    same(lambda: gdbench.optax.adam(schedule), lambda: optax.adam(schedule))
