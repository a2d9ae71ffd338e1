"""The project's chores. `nox -l` lists them; each docstring below is its manual."""

import hashlib
import os
from pathlib import Path

import nox

nox.options.sessions = ["tests", "lint"]
nox.options.reuse_existing_virtualenvs = True
nox.options.default_venv_backend = "uv|virtualenv"
PYPROJECT = Path(__file__).parent / "pyproject.toml"


def install(session: nox.Session, *groups: str) -> None:
    """Install gdbench in editable form, and dependency groups, unless this environment has them already."""
    wanted = hashlib.sha256(PYPROJECT.read_bytes() + " ".join(groups).encode()).hexdigest()
    stamp = Path(session.virtualenv.location) / "gdbench-installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    requirements = [each for group in groups for each in nox.project.load_toml(PYPROJECT)["dependency-groups"][group]]
    session.install("-e", ".", *requirements)
    stamp.write_text(wanted)


@nox.session
def bench(session: nox.Session) -> None:
    """Run a suite and write its report: `nox -s bench` (quick) or `nox -s bench -- SUITE [options of gdbench run]`."""
    install(session)
    session.run("gdbench", "run", *(session.posargs or ["quick"]))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests: `nox -s tests`, or a part with `nox -s tests -- tests/engine -k hits`."""
    install(session, "test")
    session.run("pytest", *(session.posargs or ["-n", "2", "--dist", "worksteal"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install(*nox.project.load_toml(PYPROJECT)["dependency-groups"]["lint"])
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session(default=False)
def report(session: nox.Session) -> None:
    """Write the report of an earlier run again: `nox -s report` (quick) or `nox -s report -- RUN`."""
    install(session)
    session.run("gdbench", "report", *(session.posargs or ["quick"]))


# Threads of BLAS libraries would fight with XLA's for the same cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
