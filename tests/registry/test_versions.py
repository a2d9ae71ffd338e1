"""The version of a unit changes with the code that its numbers come from, and with nothing else."""

import ast
import os
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from gdbench.registry import KINDS, families, load
from gdbench.registry.versions import computing, version_of

UNITS = [(kind, name) for kind in KINDS for name in families(kind)]


def home(kind, name):
    return import_module(f"gdbench.{KINDS[kind]}.{families(kind)[name]}.{name}")


def unit_of(made, name):
    """The unit of a module, made with its defaults where it has parameters."""
    found = next(each for each in vars(made).values() if getattr(each, "name", None) == name)
    if not hasattr(found, "make"):
        return found
    base = load("problem", found.base) if found.base else None
    return found.of(base, {}, name), base


def version(made, name):
    return version_of(unit_of(made, name), made)


DECLARED = {  # keywords of the decorators, and others in their place
    "tags": "('edited',)",
    "source": "'Somebody 2000'",
    "reference": "None",
    "special_cases": "()",
    "symmetries": "None",
    "stability_edge": "None",
    "refuses": "None",
    "agreement": "1e-3",
    "needs": "()",
    "max_dim": "7",
    "lipschitz": "None",
    "strong_convexity": "None",
    "minimiser": "0.25",
    "offset": "3.0",
    "min_dtype": "'float64'",
    "baselines": "None",
    "packages": "()",
    "batch": "3",
    "budget": "7",
}


class Redeclared(ast.NodeTransformer):
    """Every docstring, annotation and declaration changed, every range and default of a knob too."""

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        for argument in [*node.args.args, *node.args.kwonlyargs]:
            argument.annotation = ast.Name("object")
        node.returns = ast.Name("object")
        if ast.get_docstring(node):
            node.body[0] = ast.Expr(ast.Constant("Edited."))
        for decorator in node.decorator_list:
            for keyword in getattr(decorator, "keywords", []):
                self.redeclare(keyword)
        return node

    def redeclare(self, keyword):
        if keyword.arg == "hyperparameters":
            for call in (each for each in ast.walk(keyword.value) if isinstance(each, ast.Call)):
                numbers = [each for each in call.args if isinstance(each, ast.Constant) and type(each.value) is float]
                for number, factor in zip(numbers, (0.9999, 0.999, 1.0), strict=False):
                    number.value *= factor
        elif keyword.arg in DECLARED:
            keyword.value = ast.parse(DECLARED[keyword.arg], mode="eval").body


def redeclared(source):
    text = ast.unparse(ast.fix_missing_locations(Redeclared().visit(ast.parse(source))))
    return f"{text}\n\nNEIGHBOUR = 3\n\ndef neighbour():\n    return NEIGHBOUR\n"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_declared_of_a_unit_and_prose_do_not_count(module, kind):
    changed = []
    for name in families(kind):
        own = home(kind, name)
        text, before = redeclared(Path(own.__file__).read_text()), version(own, name)
        if version(module(text, own.__name__), name) != before:
            changed.append(name)
        sys.modules[own.__name__] = own
    assert not changed


def called(tree, name):
    """The functions of a unit's file that its numbers come from, with what they are to the unit."""
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    unit = functions[name] if name in functions else next(each for each in functions.values() if each.decorator_list)
    inside = [each for each in unit.body if isinstance(each, ast.FunctionDef)]
    if "maker" in ast.unparse(unit.decorator_list[0]):  # it returns a problem, whose function is inside
        return {"function": next(each for each in inside if each.decorator_list or each.name == "function")}
    found = {"function": unit}
    for keyword in unit.decorator_list[0].keywords:
        used = functions.get(getattr(keyword.value, "id", None))
        if used and keyword.arg in {"start", "init", "answer", "oracle", "data", "measures", "residuals", "minimum"}:
            found[keyword.arg] = used
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_function_that_a_run_calls_counts(module, kind):
    kept, parts = [], set()
    for name in families(kind):
        own = home(kind, name)
        text, before = Path(own.__file__).read_text(), version(own, name)
        for part in called(ast.parse(text), name):
            tree = ast.parse(text)
            body = called(tree, name)[part].body
            body.insert(isinstance(body[0], ast.Expr), ast.parse("edited = 1").body[0])
            parts.add(part)
            if version(module(ast.unparse(tree), own.__name__), name) == before:
                kept.append((name, part))
        sys.modules[own.__name__] = own
    assert not kept
    expected = {"variant": {"start", "init", "answer"}, "problem": {"oracle"}, "task": {"init", "data", "measures"}}
    assert parts >= {"function", *expected[kind]}


def graph():
    """``{(module, function): the same of what it names}`` over the rooms, from the imports at the top of the files."""
    found = {}
    root = Path(import_module("gdbench").__file__).parent
    for path in (each for room in KINDS.values() for each in (root / room).rglob("*.py")):
        name = f"gdbench.{path.relative_to(root).with_suffix('').as_posix().replace('/', '.')}"
        tree = ast.parse(path.read_text())
        names = {each.name: (name, each.name) for each in tree.body if isinstance(each, ast.FunctionDef)}
        for node in (each for each in tree.body if isinstance(each, ast.ImportFrom)):
            names |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
        for node in (each for each in tree.body if isinstance(each, ast.FunctionDef)):
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            found[name, node.name] = {names[each] for each in used if each in names}
    return found


GRAPH = graph()


def reaching(helper):
    """All functions from which this one is reached."""
    found, size = {helper}, 0
    while len(found) > size:
        size = len(found)
        found |= {each for each, used in GRAPH.items() if used & found}
    return found


@pytest.mark.parametrize(
    ("room", "helper"),
    [
        *(("variants._maths", name) for room, name in sorted(GRAPH) if room == "gdbench.variants._maths"),
        ("problems.trigonometry", "tan"),
        ("problems.folds", "product"),
        ("problems.coordinates", "along"),
        ("tasks._normals", "normals"),
        ("tasks._layers", "layer_weights"),
    ],
)
def test_a_shared_helper_counts_for_exactly_those_that_call_it(module, room, helper):
    place, kind = f"gdbench.{room}", next(kind for kind, folder in KINDS.items() if folder == room.partition(".")[0])
    before = {name: version(home(kind, name), name) for name in families(kind)}
    tree = ast.parse(Path(import_module(place).__file__).read_text())
    function = next(each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == helper)
    function.body.append(ast.parse("edited = 1").body[0])
    module(ast.unparse(tree), place)
    changed = {name for name in families(kind) if version(home(kind, name), name) != before[name]}
    homes = {module for module, _ in reaching((place, helper))}
    assert changed == {name for name in families(kind) if home(kind, name).__name__ in homes}
    assert 0 < len(changed) < len(before)


def test_the_code_of_one_unit_does_not_count_for_another(module):
    own = home("variant", "adam")
    before = {each: version(home(*each), each[1]) for each in UNITS}
    module(Path(own.__file__).read_text().replace("hp.eps", "2 * hp.eps"), own.__name__)
    changed = [each for each in UNITS if version(home(*each), each[1]) != before[each]]
    assert changed == [("variant", "adam")]


def test_a_loaded_unit_is_stamped_with_its_version():
    for kind, name in UNITS:
        unit, own = load(kind, name), home(kind, name)
        made = unit_of(own, name)  # with its base, where it is a problem made of another
        raw = replace(unit, version="")
        expected = version_of((raw, made[1]) if isinstance(made, tuple) else raw, own)
        assert unit.version == expected or getattr(unit, "inner", None) is not None, name


def test_parameters_of_a_problem_count_by_what_they_change():
    versions = [load("problem", f"rotated(sphere{rest})").version for rest in ("", ", seed=1", ", seed=2")]
    assert versions[0] == versions[1] != versions[2]
    assert load("problem", "noisy(sphere)").version != load("problem", "noisy(sphere, tail=cauchy)").version


def test_levels_and_the_digest_of_the_data_count():
    task = replace(load("task", "mlp_digits"), version="")
    own = home("task", "mlp_digits")
    others = [replace(task, levels=(0.5,)), replace(task, digest="0"), replace(task, optimum=0.1)]
    assert len({version_of(each, own) for each in (task, *others)}) == 4
    assert {"levels", "digest", "optimum"} <= set(computing(task))


def test_another_process_finds_the_same_versions():
    names = ["adam", "muon", "fista", "adahessian", "warmup", "lookahead"]
    code = f"from gdbench.registry import load\nprint(*(load('variant', name).version for name in {names}))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [load("variant", name).version for name in names]
