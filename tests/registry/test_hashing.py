"""The hash of a function changes with edits of the code that it uses, and with no other edits."""

import pytest

from gdbench.registry.versions import version_of

CODE = '''
"""A module."""

import functools
import math
from dataclasses import dataclass

import jax
import numpy as np

RATE, UNUSED = 0.1, 1.0
TABLE = {"a": lambda g: 2.0 * g, "b": abs}
TABLE["c"] = math.exp
ARRAY = np.array([1.0, 2.0])


@dataclass
class Settings:
    """A class."""

    size: float = 1.0

    def half(self):
        """A method."""
        return 0.5 * self.size


def helper(g, power=2):
    """A helper."""
    if power < 0:
        raise ValueError("no power is below 0")
    return g**power


@functools.cache
def kept(n):
    return n + 1


@jax.custom_jvp
def bent(x):
    return abs(x)


@bent.defjvp
def slope(primals, tangents):
    return bent(*primals), tangents[0]


@jax.jit
def unused(g):
    return helper(g, 3) + UNUSED


def around(factor):
    def inside(g):
        return factor * g

    return inside


scaled, small, large = around(3.0), lambda g: 0.1 * g, lambda g: 10.0 * g


def rule(t: float, g, settings=Settings()) -> float:
    """The rule."""
    # A step.
    step = RATE * helper(g) * math.sqrt(t) + TABLE["a"](g) + ARRAY.sum() + settings.half()
    return step + kept(2) + bent(g) + scaled(g) + small(g) + jax.nn.relu(g) + sum(unused for unused in (1, 2))
'''

PROSE = [
    ("import math\n", "import math  # for the root\n"),
    ("# A step.", "# Another\n    # step."),
    ('"""A module."""', '"""Another\n\nmodule."""'),
    ('    """The rule."""\n', ""),
    ('"""A class."""', '"""Another."""'),
    ('"""A method."""', 'r"""Another\n\n        one."""'),
    ('"""A helper."""\n', '"""Another."""\n\n'),
    ("(t: float, g, settings=Settings()) -> float", "(t, g: object, settings=Settings())"),
    ("size: float = 1.0", "size: object = 1.0"),
    ("step = RATE", "step: float = RATE"),
    ('"no power is below 0"', '"powers are at least 0"'),
    ("RATE * helper(g) *", "(RATE\n        * helper( g )) *"),
    ("0.1, 1.0", "1e-1, 1.0"),
    ("RATE, UNUSED = 0.1, 1.0", "RATE, UNUSED = 0.1, 2.0"),
    ("+ UNUSED", "- UNUSED"),
    ("def unused(g):\n    return helper(g, 3)", "def unused(g):\n    return helper(g, 4)"),
    ("10.0 * g", "20.0 * g"),
    ("import math\n", "import math\nimport cmath\n"),
    ("def around", "def new():\n    return 1\n\n\ndef around"),
    ("import math\n", "import math as root\nfrom math import sqrt\nimport math\n"),
]

CHANGES = [
    ("RATE, UNUSED = 0.1", "RATE, UNUSED = 0.2"),
    ("0.1, 1.0", "1, 1.0"),
    ("* math.sqrt(t)", "* math.sqrt(t + 0)"),
    ("(t: float, g,", "(t: float, g, *,"),
    ("settings=Settings()", "settings=Settings(2.0)"),
    ("g**power", "g**-power"),
    ("power=2", "power=3"),
    ("power < 0", "power <= 0"),
    ("0.5 * self", "0.25 * self"),
    ("size: float = 1.0", "size: float = 3.0"),
    ("n + 1", "n + 2"),
    ("return abs(x)", "return -abs(x)"),
    ("tangents[0]", "-tangents[0]"),
    ("2.0 * g", "4.0 * g"),
    ("math.exp", "math.expm1"),
    ("[1.0, 2.0]", "[1.0, 2.0000000000000004]"),
    ("around(3.0)", "around(5.0)"),
    ("factor * g", "factor + g"),
    ("0.1 * g, lambda", "0.2 * g, lambda"),
    ("import math\n", "import cmath as math\n"),
    ('    """The rule."""\n', '    t = """The rule."""\n'),
]


def edited(text, old, new):
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in the text"
    return text.replace(old, new)


def rule_version(module, text):
    made = module(text)
    return version_of(made.rule, made)


@pytest.mark.parametrize(("old", "new"), PROSE)
def test_prose_and_what_is_not_called_do_not_count(module, old, new):
    assert rule_version(module, edited(CODE, old, new)) == rule_version(module, CODE)


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_the_code_that_is_called_counts(module, old, new):
    assert rule_version(module, edited(CODE, old, new)) != rule_version(module, CODE)


LOCAL = "def rule(g):\n    from {module} import step\n    return step(g)\n"


@pytest.mark.parametrize(
    "rule",
    [
        "def rule(g):\n    {imported}\n    return {step}(g)\n",
        "{imported}\ndef rule(g):\n    return {step}(g)\n",
        "{imported}\nfrom functools import partial\nrule = partial({step})\n",
        "{imported}\nclass Rule:\n    def step(self, g):\n        return {step}(g)\nrule = Rule().step\n",
        "{imported}\nclass Rule:\n    def __call__(self, g):\n        return {step}(g)\nrule = Rule()\n",
        "{imported}\nimport jax\n@jax.jit\ndef rule(g):\n    return {step}(g)\n",
        "{imported}\nimport functools\n@functools.lru_cache(maxsize=3)\ndef rule(g):\n    return {step}(g)\n",
        "{imported}\ndef around(f):\n    return lambda g: f(g)\nrule = around({step})\n",
        "{imported}\nimport jax\ndef around(f):\n    return jax.grad(f)\nrule = around({step})\n",
        "{imported}\ndef rule(g, f={step}):\n    return f(g)\n",
        "{imported}\ndef rule(g):\n    return [f(g) for f in [{step}]]\n",
    ],
)
@pytest.mark.parametrize(
    ("imported", "step"),
    [
        ("from {name} import step", "step"),
        ("from {name} import step as other", "other"),
        ("import {name}", "{name}.step"),
        ("import {name} as other", "other.step"),
    ],
)
def test_code_is_followed_however_it_is_reached(module, rule, imported, step):
    versions = []
    for body in ("-g", "-2.0 * g", "-g  # the same"):
        module(f"def step(g):\n    return {body}\n", name="versioned_helper")
        names = {"imported": imported.format(name="versioned_helper"), "step": step.format(name="versioned_helper")}
        made = module(rule.format(**names), name="versioned_rule")
        versions.append(version_of(made.rule, made))
    assert versions[0] == versions[2] != versions[1]


def test_a_name_that_a_function_binds_is_not_that_of_the_module(module):
    text = (
        "norm = 1.0\n\n\ndef rule(g):\n    norm = 2.0\n    return [norm * each for each in g], (lambda norm: norm)(g)\n"
    )
    assert rule_version(module, text) == rule_version(module, text.replace("1.0", "3.0"))
    text = text.replace("    norm = 2.0\n", "")
    assert rule_version(module, text) != rule_version(module, text.replace("1.0", "3.0"))


def test_functions_that_call_each_other_have_a_version(module):
    text = "def rule(g):\n    return other(g)\n\n\ndef other(g):\n    return rule(g) if g else 1\n"
    assert rule_version(module, text) == rule_version(module, text) != rule_version(module, text.replace("1", "2"))


def test_code_that_is_made_of_a_text_counts_as_it_is_compiled(module):
    text = 'exec("def rule(g):\\n    return 2.0 * g")\n'
    assert rule_version(module, text) == rule_version(module, text + "x = 1\n")
    assert rule_version(module, text) != rule_version(module, text.replace("2.0", "3.0"))


def test_code_without_python_source_has_no_version(module):
    with pytest.raises(OSError, match="no Python source"):
        version_of(len, module(""))
