"""The project's chores. `nox -l` lists them; each docstring below is its manual."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import nox

nox.options.sessions = ["tests", "lint"]
nox.options.reuse_existing_virtualenvs = True
nox.options.default_venv_backend = "uv|virtualenv"
PYPROJECT = Path(__file__).parent / "pyproject.toml"
BIOME = str(Path(__file__).parent / ".ci" / "node_modules" / ".bin" / "biome")


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
    """Check style, types and dead code of Python and of the page; `nox -s lint -- --fix` first corrects what it can."""
    install(session, "lint")
    session.run("npm", "install", "--prefix", ".ci", "--no-package-lock", "--no-audit", "--no-fund", external=True)
    if "--fix" in session.posargs:
        session.run("ruff", "check", "--fix", "--exit-zero", ".")
        session.run("ruff", "format", ".")
        session.run("djlint", "gdbench/report", "--reformat", "--quiet", "--warn")
        session.run(BIOME, "format", "--write", external=True)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("vulture")
    session.run("djlint", "gdbench/report", "--lint", "--check", "--quiet")
    # The files of the page's script use one another's names: unused and undeclared ones show in the whole script only.
    program = "from gdbench.report.live.scripts import script; print(script())"
    Path(".nox/page.js").write_text(session.run("python", "-c", program, silent=True) or "")
    session.run(BIOME, "format", external=True)
    session.run(BIOME, "lint", "--error-on-warnings", external=True)


@nox.session(default=False)
def report(session: nox.Session) -> None:
    """Write the report of an earlier run again: `nox -s report` (quick) or `nox -s report -- RUN`."""
    install(session)
    session.run("gdbench", "report", *(session.posargs or ["quick"]))


@nox.session(default=False)
def baseline(session: nox.Session) -> None:
    """Accept the exact metrics of `smoke` as they are now, and say what changes: suites/baselines/smoke.

    What results/smoke holds is not run again. `-- --rounded` also runs the suite with other rounding (x86), to note
    which cells rounding alone moves: they are not compared on another processor. `-- --check` changes nothing, and
    ends as `gdbench compare` does: 0 the same, 1 something differs, 3 not comparable.
    """
    install(session)
    kept, run, other = "suites/baselines/smoke", "results/smoke", Path(".nox") / "rounded"
    session.run("gdbench", "run", "smoke")
    if "--check" in session.posargs:
        finish(session, "-m", "gdbench.cli", "compare", kept, run, "--strict")
        return
    rounded = []
    if "--rounded" in session.posargs:
        flags = {"XLA_FLAGS": "--xla_cpu_max_isa=SSE4_2"}  # no fused multiply-add
        session.run("gdbench", "run", "smoke", "--out", str(other), "--report", str(other / "smoke.html"), env=flags)
        rounded = ["--rounded", str(other / "smoke")]
    session.run("gdbench", "compare", kept, run, "--rewrite", *rounded)


@nox.session(default=False)
def regress(session: nox.Session) -> None:
    """Compare this tree with another commit, in one job: `nox -s regress -- origin/main` (`-- --help` for more).

    Exit codes: 0 fine, 1 regression, 2 wrong usage, 3 not comparable.
    """
    install(session)
    finish(session, "-m", "gdbench.api.regressing", *(session.posargs or ["--help"]))


@nox.session(default=False)
def perf(session: nox.Session) -> None:
    """Time the harness in tests/perf: `nox -s perf`, or `-- --compare [FILE]` with the last stored run, or with FILE.

    Without arguments, the table of README is measured and printed after it. Other arguments are pytest's. Runs are
    stored in .benchmarks. Exit codes as for `regress`.
    """
    install(session, "test")
    rest, base = list(session.posargs), None
    if "--compare" in rest:
        at = rest.index("--compare")
        named = rest[at + 1 : at + 2] if rest[at + 1 : at + 2] and rest[at + 1].endswith(".json") else []
        base = Path(named[0]) if named else [Path(".benchmarks/none.json"), *stored_runs()][-1]
        del rest[at : at + 1 + len(named)]
    keep = ["--benchmark-only", "--benchmark-autosave", "--benchmark-save-data", "--benchmark-storage=.benchmarks"]
    session.run("pytest", "tests/perf", "-p", "no:xdist", *keep, *rest)
    if not session.posargs:
        session.run("python", "-m", "tests.perf.speed_table")
    if base is not None:
        finish(session, "-m", "gdbench.cli", "compare", str(base), str(stored_runs()[-1]))


def stored_runs() -> list[Path]:
    """The files of pytest-benchmark, the latest last."""
    return sorted(Path(".benchmarks").glob("*/[0-9]*_*.json"), key=lambda path: path.stat().st_mtime)


def finish(session: nox.Session, *arguments: str) -> None:
    """Run Python with these arguments, and end nox with its exit code: nox itself knows 0 and 1 only."""
    python = Path(session.bin, "python") if session.virtualenv.is_sandboxed else "python"
    code = subprocess.run([python, *arguments], check=False).returncode
    if code:
        sys.exit(code)


# Threads of BLAS libraries would fight with XLA's for the same cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
