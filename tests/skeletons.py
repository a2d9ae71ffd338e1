"""The skeletons of docs/units.md, and a copy of the package into which files are added."""

import os
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]


def skeletons():
    """Return ``{path: code}`` of every Python block of the page that begins with a path."""
    page = (ROOT / "docs" / "units.md").read_text()
    return dict(re.findall(r"(?ms)^```python\n# (gdbench/\S+\.py)\n(.*?)^```$", page))


def house_with(files, folder):
    """Copy the package into ``folder``, add ``{path: text}``, and return the folder and an environment that uses it."""
    for room in ("gdbench", "suites"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder, {**os.environ, "PYTHONPATH": str(folder)}
