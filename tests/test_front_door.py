"""The public interface has what it declares, imports are lazy, and the version has one source."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import gdbench

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "gdbench"


def modules_after(statement):
    """The modules that a fresh process has imported after a statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", sorted({*gdbench.__all__} - {"__version__"}))
def test_every_name_is_there_and_documented(name):
    assert getattr(gdbench, name).__doc__
    assert f"`{name}`" in gdbench.__doc__


def test_the_docstring_promises_no_other_name():
    assert set(re.findall(r"`(\w+)`(?!`)", gdbench.__doc__)) == {*gdbench.__all__} - {"__version__"}


def test_the_stub_names_what_is_there_in_the_same_modules():
    named = {"__version__"}
    for node in ast.walk(ast.parse((PACKAGE / "__init__.pyi").read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            named.add(alias.name)
            home = import_module(node.module)
            assert getattr(home, alias.name) is getattr(gdbench, alias.name)
    assert named == {*gdbench.__all__}
    assert (PACKAGE / "py.typed").exists()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'gdbench' has no attribute 'optimise'"):
        gdbench.optimise  # noqa: B018


def test_importing_the_package_imports_nothing_heavy():
    assert not modules_after("import gdbench") & {"jax", "numpy", "pandas", "gdbench.api", "gdbench.registry"}
    assert not modules_after("from gdbench import log, scalable") & {"jax", "pandas", "gdbench.api"}


def test_a_file_can_declare_units_through_the_front_door(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "import gdbench\n\n\n"
        '@gdbench.variant(hyperparameters={"learning_rate": gdbench.log(0.1, 1e-3, 1.0)}, source="this test")\n'
        'def halved(t, g, x, slots, hp):\n    """Half a step."""\n    return -0.5 * hp.learning_rate * g, ()\n'
    )
    monkeypatch.chdir(tmp_path)
    from gdbench.registry import load

    assert load("variant", "mine.py:halved").settings() == {"learning_rate": 0.1}


def test_the_version_has_one_source():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" in project["project"]["dynamic"] and "version" not in project["project"]
    assert project["tool"]["hatch"]["version"] == {"path": "gdbench/__init__.py"}
    assert f"## [{gdbench.__version__}]" in (ROOT / "CHANGELOG.md").read_text()
