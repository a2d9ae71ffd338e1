"""Tests units from users' files and modules, and the errors for references without a unit."""

import itertools
import sys

import optax
import pytest

from gdbench.errors import ImportFailed
from gdbench.registry import load
from gdbench.types import Problem, Task, Variant

RULES = '''
import gdbench
import optax
from gdbench.types import log

NUMBER = 3


@gdbench.variant(hyperparameters={"learning_rate": log(0.1, 1e-3, 1.0, tuned=True)}, source="me")
def mine(t, g, x, slots, hp):
    """My rule."""
    return -hp.learning_rate * g, ()


def factory(learning_rate=0.1, beta=0.5, power=2, name="x", flag=True):
    """My factory."""
    return optax.sgd(learning_rate)


@gdbench.problem(source="me", tags=[], dims=2, start=1.0, minimiser=0.0, minimum=0.0)
def hill(x):
    """My problem."""
    return (x * x).sum(axis=0)


@gdbench.task(init=dict, data=dict, measures=dict, source="me", tags=[])
def lesson(params, batch):
    """My task."""
'''
NUMBERS = itertools.count()


@pytest.fixture
def package(here):
    """The name of a package of one module, ``rules``, beside the user; a new name each time."""
    name = f"userpkg{next(NUMBERS)}"
    (here / name).mkdir()
    (here / name / "__init__.py").touch()
    (here / name / "rules.py").write_text(RULES)
    return name


@pytest.mark.parametrize("place", ["rules.py", "./rules.py", "sub/rules.py", "absolute"])
def test_a_variant_made_with_the_decorator_in_a_file(here, place):
    path = here / "rules.py" if place == "absolute" else here / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(RULES)
    reference = f"{path if place == 'absolute' else place}:mine"
    unit = load("variant", reference)
    assert isinstance(unit, Variant) and unit.kind == "gradient"
    assert (unit.name, unit.family, unit.doc) == (reference, "user", "My rule.")
    assert unit.version and unit.hyperparameters["learning_rate"].tuned


def test_all_kinds_of_units_in_a_module(package):
    assert isinstance(load("variant", f"{package}.rules:mine"), Variant)
    assert isinstance(load("problem", f"{package}.rules:hill"), Problem)
    assert isinstance(load("task", f"{package}.rules:lesson"), Task)
    assert load("variant", f"{package}.rules:factory").kind == "factory"


def test_a_plain_factory_in_a_file(here):
    (here / "rules.py").write_text(RULES)
    unit = load("variant", "rules.py:factory")
    assert (unit.name, unit.family, unit.kind, unit.doc) == ("rules.py:factory", "user", "factory", "My factory.")
    traced = {name for name, knob in unit.hyperparameters.items() if knob.traced}
    assert traced == {"learning_rate", "beta"} and unit.static_settings() == {"power": 2, "name": "x", "flag": True}
    assert unit.arguments() == {"learning_rate": 0.1, "beta": 0.5}, "a factory gets its betas as they are"
    assert unit.version and unit.rule() is not None


def test_the_version_of_a_user_file_is_that_of_the_code_that_is_called(here):
    mine, factory = [], []
    for name, text in [("a", RULES), ("b", RULES + "# prose\n"), ("c", RULES.replace("-hp", "hp"))]:
        (here / f"{name}.py").write_text(text)
        mine.append(load("variant", f"{name}.py:mine").version)
        factory.append(load("variant", f"{name}.py:factory").version)
    assert mine[0] == mine[1] != mine[2]
    assert factory[0] == factory[1] == factory[2] != mine[0]


@pytest.mark.parametrize(
    ("importing", "rate", "helper"),
    [
        ("from .helper import RATE", "RATE", "helper.py"),
        ("from .helper import *", "RATE", "helper.py"),
        ("from . import helper", "helper.RATE", "helper.py"),
        ("import {package}.helper", "{package}.helper.RATE", "helper.py"),
        ("from .deep import RATE", "RATE", "deep/__init__.py"),
        ("from .deep.helper import RATE", "RATE", "deep/helper.py"),
        ("from .deep import helper as other", "other.RATE", "deep/helper.py"),
    ],
)
def test_the_version_follows_what_a_users_module_uses_from_its_package(here, importing, rate, helper):
    using, not_using = [], []
    for text in ("RATE = 0.1\n", "RATE = 0.2\n", "RATE = 0.1  # prose\n"):
        name = f"userpkg{next(NUMBERS)}"
        (here / name / "deep").mkdir(parents=True)
        (here / name / "__init__.py").touch()
        (here / name / "deep" / "__init__.py").touch()
        (here / name / helper).write_text(text)
        rules = f"{importing}\n{RULES}".replace("-hp.learning_rate", f"-{rate} * hp.learning_rate")
        (here / name / "rules.py").write_text(rules.replace("{package}", name))
        using.append(load("variant", f"{name}.rules:mine").version)
        not_using.append(load("variant", f"{name}.rules:factory").version)
    assert using[0] != using[1] and len(set(not_using)) == 1
    assert using[0] == using[2] or "{package}" in rate, "this rate is called by the name of its package"


def test_the_version_follows_a_file_beside_the_users_file(here):
    versions = set()
    sys.path.insert(0, str(here))
    for step in ("-g", "-2.0 * g"):
        beside, rules = f"beside{next(NUMBERS)}", here / f"rules{next(NUMBERS)}.py"
        (here / f"{beside}.py").write_text(f"def move(g):\n    return {step}\n")
        rules.write_text(f"from {beside} import move as step\n{RULES}".replace("-hp.learning_rate * g", "step(g)"))
        versions.add(load("variant", f"./{rules.name}:mine").version)
    assert len(versions) == 2


@pytest.mark.parametrize(
    "text",
    [
        "partial(factory, power=3)",
        "lambda learning_rate=0.1: factory(learning_rate)",
    ],
)
def test_the_version_follows_what_a_factory_is_made_of(here, text):
    versions = set()
    for step in ("learning_rate", "2 * learning_rate"):
        name = f"userfile{next(NUMBERS)}"
        body = RULES.replace("optax.sgd(learning_rate)", f"optax.sgd({step})")
        (here / f"{name}.py").write_text(f"from functools import partial\n{body}\nmade = {text}\n")
        versions.add(load("variant", f"{name}.py:made").version)
    assert len(versions) == 2


def test_the_version_of_an_installed_factory_follows_its_code(here):
    versions = set()
    for text in (RULES, RULES.replace("optax.sgd(learning_rate)", "optax.sgd(2 * learning_rate)")):
        name = f"userpkg{next(NUMBERS)}"
        (here / f"{name}.py").write_text(text)
        info = here / f"{name}-0.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
        versions.add(load("variant", f"{name}:factory").version.removeprefix(name))
    assert len(versions) == 2


# --- What is said when there is nothing ---


def refusal(reference, kind="variant"):
    """The sentence, which repeats the reference and is never a traceback."""
    with pytest.raises(ImportFailed) as caught:
        load(kind, reference)
    text = str(caught.value)
    assert text.startswith(repr(reference)) and "Traceback" not in text and "\n" not in text
    assert caught.value.exit_code == 2
    return text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("raise ValueError('bad weather')", "raised ValueError: bad weather"),
        ("import no_such_library", "no_such_library"),
        ("def broken(:", "raised SyntaxError"),
        ("1 / 0", "raised ZeroDivisionError: division by zero"),
    ],
)
def test_a_file_or_module_that_raises(here, text, part):
    name = f"userfile{next(NUMBERS)}"
    (here / f"{name}.py").write_text(text + "\n")
    assert part in refusal(f"{name}.py:mine")
    assert part in refusal(f"{name}:mine")
    (here / f"{name}.py").write_text(RULES)
    assert load("variant", f"./{name}.py:mine").doc == "My rule.", "once it is mended, it is found"


def test_a_module_that_is_not_there(here, package):
    assert "install it, run where it lies, or name a file: path/to/file.py:mine" in refusal("no_such_thing:mine")
    assert "no module 'no_such_thing'" in refusal("no_such_thing.rules:mine")
    assert f"no module '{package}.ruls'" in refusal(f"{package}.ruls:mine")
    assert f"there is no file nowhere/rules.py (looked in {here})" in refusal("nowhere/rules.py:mine")


def test_a_module_that_needs_a_library_says_which(here):
    name = f"userfile{next(NUMBERS)}"
    (here / f"{name}.py").write_text("import no_such_library\n")
    assert refusal(f"{name}:mine").endswith(f"{name} needs no_such_library, which is not installed")


def test_an_attribute_that_is_not_there_gives_the_nearest(here, package):
    assert "has no 'mne'; did you mean 'mine'?" in refusal(f"{package}.rules:mne")
    assert "optax has no 'adm'; did you mean 'adam'" in refusal("optax:adm")


@pytest.mark.parametrize(("name", "kind"), [("NUMBER", "int"), ("hill", "Problem"), ("lesson", "Task"), ("log", None)])
def test_the_wrong_kind_of_thing(here, package, name, kind):
    reference = f"{package}.rules:{name}"
    if kind is not None:
        text = refusal(reference)
        assert text.endswith(f"is a {kind}, not a unit made with @gdbench.variant or an Optax factory")
    assert "not a unit made with @gdbench.task" in refusal(
        reference if name != "lesson" else f"{package}.rules:hill", "task"
    )


@pytest.mark.parametrize("reference", ["math:sqrt", "builtins:dict", "builtins:print"])
def test_a_callable_that_cannot_be_inspected(reference):
    refusal(reference)


def test_a_module_that_exits(here):
    (here / "script.py").write_text("import sys\nsys.exit(0)\n")
    refusal("script.py:mine")


def test_a_missing_attribute_of_a_file_names_the_file(here):
    (here / "rules.py").write_text(RULES)
    text = refusal("rules.py:mne")
    assert "gdbench_user_" not in text and "did you mean 'mine'?" in text


def test_optax_falls_back_to_its_contributions():
    assert load("variant", "optax:adam").rule is optax.adam
    assert not hasattr(optax, "muon")
    assert load("variant", "optax:muon").rule is optax.contrib.muon
    assert load("variant", "optax.contrib:muon").rule is optax.contrib.muon
