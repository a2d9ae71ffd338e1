"""A version covers what a user's module is made of: other folders, imports in functions, and data that it has read."""

import sys

import pytest

from gdbench.registry import user
from gdbench.registry.user import user_unit
from gdbench.registry.versions import files_read

FACTORY = """
import optax
{imports}

def mine(learning_rate=0.1):
    {inside}
    return optax.sgd(FACTOR * learning_rate)
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working directory of its own, whose modules are forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    user._unit_of.cache_clear()
    for name in set(sys.modules) - before:
        del sys.modules[name]


def forget(folder):
    """Forget the modules of a folder, as another process would not know them."""
    user._unit_of.cache_clear()
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
            del sys.modules[name]


def version(folder, reference, kind="variant"):
    forget(folder)
    return user_unit(kind, reference).version


@pytest.mark.parametrize(
    ("imports", "inside"),
    [
        ("from lab.numbers.scale import FACTOR", "pass"),
        ("", "from lab.numbers.scale import FACTOR"),
        ("from other.scale import FACTOR", "pass"),
        ("", "import other.scale; FACTOR = other.scale.FACTOR"),
    ],
)
@pytest.mark.parametrize("package", [True, False], ids=["package", "namespace"])
def test_a_change_in_another_folder_changes_the_version(here, imports, inside, package):
    for folder in ("lab/rules", "lab/numbers", "other"):
        (here / folder).mkdir(parents=True)
    for folder in ("lab", "lab/rules", "lab/numbers", "other") if package else ():
        (here / folder / "__init__.py").touch()
    (here / "lab/rules/step.py").write_text(FACTORY.format(imports=imports, inside=inside))
    found = []
    for number in (1.0, 0.01, 0.01):
        for place in ("lab/numbers/scale.py", "other/scale.py"):
            (here / place).write_text(f"FACTOR = {number}\n")
        found.append(version(here, "lab.rules.step:mine"))
    assert found[0] != found[1] == found[2]


@pytest.mark.parametrize(
    ("reading", "use"),
    [
        ("json.loads(Path('settings.json').read_text())", "SETTINGS['factor']"),
        ("json.load(open('settings.json'))['factor']", "SETTINGS"),
        ("SimpleNamespace(**json.loads(Path('settings.json').read_text()))", "SETTINGS.factor"),
        ("np.array(list(json.loads(Path('settings.json').read_text()).values()))", "SETTINGS[0]"),
        ("jnp.asarray(list(json.loads(Path('settings.json').read_text()).values()))", "SETTINGS[0]"),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_a_module_has_read_is_in_the_version(here, reading, use):
    imports = "import json, numpy as np\nfrom jax import numpy as jnp\nfrom pathlib import Path\n"
    imports += f"from types import SimpleNamespace\nSETTINGS = {reading}"
    (here / "rules.py").write_text(FACTORY.format(imports=imports, inside=f"FACTOR = {use}"))
    found = []
    for number in (1.0, 0.01, 0.01):
        (here / "settings.json").write_text(f'{{"factor": {number}}}')
        found.append(version(here, "rules.py:mine"))
    assert found[0] != found[1] == found[2]
    unit = user_unit("variant", "rules.py:mine")
    assert files_read(unit, sys.modules[unit.rule.__module__]) == []


@pytest.mark.parametrize(
    ("inside", "calls"),
    [
        ("FACTOR = float(Path('f').read_text())", ["read_text"]),
        ("FACTOR = float(open('f').read())", ["open"]),
        ("FACTOR = np.load('f.npy')", ["np.load"]),
        ("FACTOR = float(os.environ['F'])", ["os.environ"]),
        ("FACTOR = helper()", ["loadtxt"]),
        ("FACTOR = 1.0", []),
    ],
)
def test_what_a_function_reads_while_it_runs_is_said(here, inside, calls):
    imports = "import os\nimport numpy as np\nfrom pathlib import Path\n\ndef helper():\n    return np.loadtxt('f')\n"
    (here / "rules.py").write_text(FACTORY.format(imports=imports, inside=inside))
    forget(here)
    unit = user_unit("variant", "rules.py:mine")
    assert files_read(unit, sys.modules[unit.rule.__module__]) == calls


def test_the_data_of_a_task_are_not_said_because_the_key_has_their_arrays(here):
    (here / "fit.py").write_text(
        "import numpy as np\nfrom jax import numpy as jnp\n\n\ndef init(key):\n    return {'w': jnp.zeros(2)}\n\n\n"
        "def data():\n    return {'x': np.loadtxt('t')}\n\n\ndef loss(p, b):\n    return jnp.mean(b['x'] @ p['w'])\n"
    )
    unit = user_unit("task", "fit.py:loss")
    assert files_read(unit, sys.modules[unit.loss.__module__]) == []
