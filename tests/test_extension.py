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
    """Steps against half of the gradient: x ← x − η g / 2, where η is ``learning_rate``."""
    del t, x, slots
    return -0.5 * hp.learning_rate * g, ()
'''


def collected(root: Path) -> set[str]:
    """The contract tests of variants that pytest finds, as names."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "tests/variants/test_variant_contract.py",
    ]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    out = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout
    return {line.partition("::")[2] for line in out.splitlines() if "::" in line}


def test_one_variant_file_gains_every_contract_test(tmp_path):
    for name in ("gdbench", "tests", "suites"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    before = collected(tmp_path)
    (tmp_path / "gdbench" / "variants" / "elementwise" / "half_sgd.py").write_text(NEW)
    gained = collected(tmp_path) - before
    like = {name.replace("sgd]", "half_sgd]").replace("sgd-", "half_sgd-") for name in before if "[sgd" in name}
    assert gained and gained == like

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-k",
        "half_sgd",
        "tests/variants/test_variant_contract.py",
    ]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0 and f"{len(gained)} passed" in run.stdout, run.stdout
