"""Tests `gdbench.optax.*` as users use it: chains, jit, vmap, scan, pytrees of mixed shapes and precisions."""

import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp

import gdbench.optax
from gdbench.registry import names
from tests.variants.variant_runs import GRADIENT, unit

WRAPPERS = [name for name in GRADIENT if unit(name).inner]
every_rule = pytest.mark.parametrize("name", GRADIENT)


def way(name):
    """What the interface of Optax has to do for a rule."""
    rule = unit(name)
    return rule.over, rule.draws_noise, rule.sees_value, rule.has_answer, rule.inner is not None


ONE_OF_EACH = sorted({way(name): name for name in reversed(GRADIENT)}.values())
PARAMETERS = {
    "dense": {"kernel": jnp.ones((3, 4), "float32"), "bias": jnp.zeros((4,), "bfloat16")},
    "scale": jnp.float32(2.0),
}


def make(name, **settings):
    key = {"key": jax.random.key(0)} if unit(name).draws_noise else {}
    return getattr(gdbench.optax, name)(**key, **settings)


def loss(params):
    return sum(jnp.sum(leaf.astype("float32") ** 2) for leaf in jax.tree.leaves(params))


def train_step(transformation):
    def step(params, state):
        value, gradient = jax.value_and_grad(loss)(params)
        updates, state = transformation.update(gradient, state, params, value=value)
        return optax.apply_updates(params, updates), state

    return step


def shapes(tree):
    return jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), tree)


@pytest.mark.parametrize("name", ["sgd", "muon", "lamb", "clipped_sgd_leaf"])
def test_a_label_may_leave_a_rule_without_parameters(name):
    rule = make(name, learning_rate=0.1)
    transformation = optax.multi_transform({"on": rule, "off": rule}, jax.tree.map(lambda leaf: "on", PARAMETERS))
    updates, _ = jax.eval_shape(lambda p: transformation.update(p, transformation.init(p), p), PARAMETERS)
    assert shapes(updates) == shapes(PARAMETERS)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_keeps_the_structure_of_mixed_parameters_in_scan_and_vmap(name):
    """Abstractly: nothing is computed, everything is traced as a training loop would."""
    transformation = optax.chain(optax.clip_by_global_norm(1.0), make(name), optax.scale(1.0))
    step = train_step(transformation)

    def train(params):
        carry = (params, transformation.init(params))
        return jax.lax.scan(lambda carry, _: (step(*carry), None), carry, None, length=3)[0]

    params, _ = jax.eval_shape(train, PARAMETERS)
    assert shapes(params) == shapes(PARAMETERS)
    stacked = jax.tree.map(lambda leaf: jnp.stack([leaf, leaf]), PARAMETERS)
    params, _ = jax.eval_shape(jax.vmap(train), stacked)
    assert shapes(params) == shapes(stacked)


@every_rule
def test_every_traced_knob_is_traced(name):
    """A sweep of 64 values is one trace: each number arrives as an array, all of them side by side."""
    variant = unit(name)
    knobs = [key for key, knob in variant.hyperparameters.items() if knob.traced]
    traces = []

    def run(values):
        traces.append(1)
        transformation = make(name, **values)
        params = jnp.ones((3, 4))
        return transformation.update(params, transformation.init(params), params, value=jnp.float32(1.0))[0]

    sweep = {key: jax.ShapeDtypeStruct((64,), "float32") for key in knobs}
    assert jax.eval_shape(jax.vmap(run), sweep).shape == (64, 3, 4)
    assert len(traces) == 1


@pytest.mark.parametrize("name", ["sgd", "adam", "lion", "muon", "schedule_free_sgd", "lookahead", "prodigy"])
def test_second_call_does_not_retrace(name):
    transformation, traces = make(name), []

    @jax.jit
    def step(params, state):
        traces.append(1)
        return train_step(transformation)(params, state)

    params, state = PARAMETERS, transformation.init(PARAMETERS)
    for _ in range(3):
        params, state = step(params, state)
    assert len(traces) == 1
    assert all(np.isfinite(np.asarray(leaf, "float32")).all() for leaf in jax.tree.leaves(params))


@pytest.mark.parametrize("name", ["sgd", "adam", "adagrad", "lars"])
def test_inject_hyperparams_changes_them_between_steps(name):
    injected = optax.inject_hyperparams(getattr(gdbench.optax, name))(learning_rate=0.1)
    params, state = PARAMETERS, injected.init(PARAMETERS)
    gradient = jax.grad(loss)(params)
    first, _ = injected.update(gradient, state, params)
    state.hyperparams["learning_rate"] = jnp.float32(0.2)
    second, _ = injected.update(gradient, state, params)
    np.testing.assert_allclose(second["dense"]["kernel"], 2.0 * first["dense"]["kernel"], rtol=1e-6)


@pytest.mark.parametrize("name", WRAPPERS)
def test_a_wrapper_takes_the_name_of_the_rule_inside_it(name):
    around_adam = getattr(gdbench.optax, name)("adam", learning_rate=0.1)
    params = jnp.ones((3,))
    updates, _ = around_adam.update(params, around_adam.init(params), params, value=jnp.float32(1.0))
    assert updates.shape == (3,)


# --- What cannot be ---


@every_rule
def test_wrong_values_get_a_sentence(name):
    for key, knob in unit(name).hyperparameters.items():
        if knob.choices and all(isinstance(choice, str) for choice in knob.choices):
            with pytest.raises(ValueError, match=f"{key} must be one of .*, not 'nonsense'"):
                make(name, **{key: "nonsense"})
        if knob.traced and knob.scale == "complement":
            with pytest.raises(ValueError, match=f"{key} must be at least 0 and less than 1, not 1.5"):
                make(name, **{key: 1.5})
        elif knob.traced and knob.low is not None and knob.low >= 0:
            with pytest.raises(ValueError, match=f"{key} must not be negative"):
                make(name, **{key: -0.1})
        if knob.traced:
            with pytest.raises(ValueError, match=f"{key} must be a number"):
                make(name, **{key: float("nan")})
    with pytest.raises(TypeError, match="no_such_knob"):
        make(name, no_such_knob=1.0)


@every_rule
def test_update_without_parameters_or_loss_says_so(name):
    transformation, params = make(name), jnp.ones((3,))
    state = transformation.init(params)
    with pytest.raises(ValueError, match="needs the parameters"):
        transformation.update(params, state)
    if unit(name).sees_value:
        with pytest.raises(ValueError, match="needs the loss"):
            transformation.update(params, state, params)


def test_full_rules_and_unknown_names_are_no_attributes():
    with pytest.raises(AttributeError, match="full rule"):
        _ = gdbench.optax.bfgs
    with pytest.raises(AttributeError, match="no variant 'adaam'"):
        _ = gdbench.optax.adaam
    assert set(GRADIENT) == set(dir(gdbench.optax)) <= set(names("variant"))


@pytest.mark.parametrize("name", ["galore", "dion"])
def test_a_rank_larger_than_every_matrix_is_refused(name):
    make(name, rank=2).init(PARAMETERS)
    with pytest.raises(ValueError, match=r"rank 200 .*"):
        make(name, rank=200).init(PARAMETERS)
