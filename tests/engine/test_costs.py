"""Tests operations, primitives and state bytes of one step against counts made by hand."""

import jax
import numpy as np
import optax
import pytest
from jax import numpy as jnp

from gdbench.engine.costs import compiled_facts, gradient_flops, state_bytes, step_facts
from gdbench.engine.counting import flops, primitives
from gdbench.registry import load
from gdbench.types import Entry, Problem, Workload, fixed


def operations(function, *shapes):
    arguments = [jax.ShapeDtypeStruct(shape, "float32") for shape in shapes]
    return flops(jax.make_jaxpr(function)(*arguments).jaxpr)


def entry(name, **settings):
    return Entry(name, load("variant", name), settings)


def problem(name, dim):
    return Workload(load("problem", name), dim)


@pytest.mark.parametrize(
    ("function", "shapes", "expected"),
    [
        (lambda a, b: a @ b, [(3, 4), (4, 5)], 2 * 3 * 4 * 5),
        (lambda a, b: jnp.einsum("bij,bjk->bik", a, b), [(7, 3, 4), (7, 4, 5)], 7 * 2 * 3 * 4 * 5),
        (lambda x: jnp.sin(x) * x, [(10,)], 20),
        (lambda x: x.sum(), [(10,)], 10),
        (lambda x: jnp.concatenate([x.reshape(2, 5).T.ravel(), x])[3:], [(10,)], 0),
        (lambda x: jax.lax.scan(lambda c, _: (c * 2.0, None), x, None, length=6)[0], [(10,)], 60),
        (lambda x: jax.lax.cond(x[0] > 0, lambda: x * 2.0, lambda: jnp.exp(x) * x + 1.0), [(10,)], 30 + 1),
        (lambda x: jax.lax.while_loop(lambda c: c[0] < 9.0, lambda c: c + 1.0, x), [(10,)], 10 + 1),
        (lambda x: jax.jit(jax.nn.relu)(x), [(10,)], 10),
        (jnp.linalg.cholesky, [(6, 6)], 6**3 / 3),
        (lambda x: jax.random.bits(jax.random.key(0), (10,)) + 0 * x.astype("uint32"), [(10,)], 0),
    ],
    ids=["dot", "batched-dot", "elementwise", "sum", "moves", "scan", "cond", "while", "calls", "cholesky", "integers"],
)
def test_operations_by_hand(function, shapes, expected):
    found = operations(function, *shapes)
    extra = 6 * 6 * 4 if expected == 6**3 / 3 else 0  # jax symmetrises its input and cuts off the upper half
    assert expected <= found <= expected + extra


def test_a_convolution_counts_each_output_against_its_kernel():
    convolve = lambda x, k: jax.lax.conv(x, k, (1, 1), "VALID")  # noqa: E731
    assert operations(convolve, (2, 3, 8, 8), (5, 3, 3, 3)) == 2 * (2 * 5 * 6 * 6) * (3 * 3 * 3)


def half_square(dim):
    """½ Σ x²: a square, a product and a sum of n, and their transposes."""
    point = lambda n: np.ones(n)  # noqa: E731
    return Workload(
        Problem(
            name="half_square", family="quadratic", doc="", function=lambda x: (0.5 * x * x).sum(axis=0),
            dims=fixed(dim), start=point, minimisers=lambda n: np.zeros((1, n)), minimum=lambda n: 0.0,
            tags=frozenset(), source="",
        ),
        dim,
    )  # fmt: skip


def test_the_gradient_of_a_quadratic():
    # forward: ½x, (½x)x, Σ; backward: c x and c ½x, the product with ½ and one sum
    assert gradient_flops(half_square(10), "float32") == 10 * (3 + 4)
    assert gradient_flops(half_square(40), "float64") == 40 * (3 + 4)


def test_operations_of_a_task_grow_with_its_batch():
    task = load("task", "logreg_breast_cancer")
    few, many = (gradient_flops(Workload(task, task.parameters, batch), "float32") for batch in (8, 80))
    features = task.parameters - 1
    assert many - few >= 72 * 4 * features  # two products with each example, forward and back
    assert many < 12 * few


def test_sgd_takes_two_operations_per_parameter_and_one_more():
    found = step_facts(entry("sgd"), problem("sphere", 10), "float32")
    assert found.flops == 10 * 1 + 1  # −η g, and −η
    assert found.state_bytes == 0


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("adam", 2), ("heavy_ball", 1), ("sgd", 0), ("amsgrad", 3), ("lookahead(sgd)", 1), ("aggmo", 2)],
)
def test_state_in_numbers_per_parameter(name, numbers):
    for dtype, size in (("float32", 4), ("float64", 8)):
        assert state_bytes(entry(name), problem("sphere", 10), dtype) == numbers * size * 10
    facts = step_facts(entry(name), problem("sphere", 10), "float32")
    assert facts.bytes_per_parameter == numbers * 4


def test_the_state_of_a_factory_is_that_of_optax():
    state = optax.adam(1e-3).init(jnp.zeros(10, "float32"))
    expected = sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(state))
    assert state_bytes(entry("optax:adam"), problem("sphere", 10), "float32") == expected


def test_settings_that_change_shapes_change_the_state():
    assert state_bytes(entry("aggmo", K=5), problem("sphere", 10), "float32") == 4 * 4 * 10


def test_the_factored_state_of_adafactor_is_smaller_than_that_of_adam():
    task = load("task", "mlp_digits")
    workload = Workload(task, task.parameters, 8)
    adafactor, adam = (state_bytes(entry(name), workload, "float32") for name in ("adafactor", "adam"))
    assert adam == 2 * 4 * task.parameters
    assert adafactor < 0.7 * adam


@pytest.mark.parametrize("name", ["lbfgs", "newton", "svrg", "dpsgd", "sam", "levenberg_marquardt"])
def test_full_rules_have_facts_too(name):
    task = load("task", "logreg_breast_cancer")
    wants_task = load("variant", name).needs & {"finite_sum"} or name == "dpsgd"
    load_ = Workload(task, task.parameters, 16) if wants_task else problem("sphere", 6)
    found = step_facts(entry(name), load_, "float32")
    assert found.flops > 0 and sum(found.primitives.values()) > 5


def test_primitives_are_counted_inside_calls_and_control_flow():
    def function(x):
        return jax.lax.cond(x[0] > 0, jax.jit(jnp.sin), lambda x: x * x, x)

    found = primitives(jax.make_jaxpr(function)(np.ones(3, "float32")).jaxpr)
    assert found["sin"] == 1 and found["mul"] == 1 and found["cond"] == 1
    assert "pjit" not in found and "jit" not in found


def test_facts_are_the_same_every_time_and_change_with_the_rule():
    first, again = (step_facts(entry("adam"), problem("sphere", 10), "float32") for _ in range(2))
    assert first == again
    other = step_facts(entry("adamw"), problem("sphere", 10), "float32")
    assert other.primitives != first.primitives and other.flops > first.flops


def test_compiled_facts_are_the_same_every_time_and_grow_with_the_rule():
    adam, again, lamb = (
        compiled_facts(entry(name), problem("sphere", 10), "float32") for name in ("adam", "adam", "lamb")
    )
    assert adam == again
    assert adam.instructions < lamb.instructions and adam.memory <= lamb.memory
    assert 0 < adam.fusions < adam.instructions
    numbers = 3 + 4 + 2 * 10  # x, g and the state come in, and the settings; the step and the state go out
    assert adam.memory >= 4 * numbers
