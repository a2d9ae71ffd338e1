"""One file is enough: a variant added to the folder is discovered, and every contract test covers it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEW = '''"""A rule for this test."""

from gdbench.registry import variant
from gdbench.types import log


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-5, 1.0, tuned=True)},
    source="the test that adds it",
)
def half_sgd(t, g, x, slots, hp):
    """Steps against half of the gradient.

    x ← x − η g / 2

    where η is ``learning_rate``.
    """
    del t, x, slots
    return -0.5 * hp.learning_rate * g, ()
'''


CONTRACT = ["tests/variants/test_variant_contract.py", "tests/variants/test_gradient_rules.py"]


def pytest_in(root: Path, *arguments: str) -> str:
    """What pytest says of the contract tests of a copy of the project."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "-q", *arguments, *CONTRACT]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False).stdout


def collected(root: Path) -> set[str]:
    """The contract tests that a copy of the project has."""
    return {line for line in pytest_in(root, "--collect-only").splitlines() if "::" in line}


def test_one_variant_file_gains_every_contract_test(tmp_path):
    for name in ("gdbench", "tests", "suites"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    before = collected(tmp_path)
    (tmp_path / "gdbench" / "variants" / "elementwise" / "half_sgd.py").write_text(NEW)
    gained = collected(tmp_path) - before
    like_sgd = {name.replace("[sgd", "[half_sgd") for name in before if "[sgd]" in name or "[sgd-" in name}
    assert len(gained) > 10 and gained == like_sgd
    out = pytest_in(tmp_path, "-k", "half_sgd")
    assert f"{len(gained)} passed" in out, out
