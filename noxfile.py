"""The chores of the project. `nox -l` lists them, and the docstring of each session is its manual."""

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
    """Accept the exact metrics of `smoke` as they are now as suites/baselines/smoke, and print what changes.

    The suite is run, but cells that results/smoke holds already are not computed again. `-- --rounded` also runs the
    suite with other rounding (on x86), to note the cells that rounding alone moves: they are not compared on another
    processor. `-- --rounded PATH`, which can be repeated, takes a run or a baseline that is there already: before a
    baseline is replaced on another model of processor, `-- --rounded --rounded suites/baselines/smoke` also notes the
    cells in which the two processors differ. `-- --check` changes nothing and ends as `gdbench compare` does: 0 the
    same, 1 something differs, 3 not comparable.
    """
    install(session)
    kept, run = "suites/baselines/smoke", "results/smoke"
    session.run("gdbench", "run", "smoke")
    if "--check" in session.posargs:
        finish(session, "-m", "gdbench.cli", "compare", kept, run, "--strict")
        return
    given, rounded = list(session.posargs), []
    while "--rounded" in given:
        at = given.index("--rounded")
        named = [each for each in given[at + 1 : at + 2] if not each.startswith("--")]
        rounded += ["--rounded", *(named or [run_with_other_rounding(session)])]
        del given[at : at + 1 + len(named)]
    if given:
        session.error(f"nox -s baseline does not know {' '.join(given)}")
    finish(session, "-m", "gdbench.cli", "compare", kept, run, "--rewrite", *rounded)


def run_with_other_rounding(session: nox.Session) -> str:
    """Run smoke without fused multiply-add, which is part of newer x86 processors alone; return the folder."""
    other = Path(".nox") / "rounded"
    flags = {"XLA_FLAGS": "--xla_cpu_max_isa=SSE4_2"}
    session.run("gdbench", "run", "smoke", "--out", str(other), "--report", str(other / "smoke.html"), env=flags)
    return str(other / "smoke")


@nox.session(default=False)
def regress(session: nox.Session) -> None:
    """Compare this tree with another commit, in one job: `nox -s regress -- origin/main`.

    The arguments are those of `gdbench regress`, and so are the exit codes: 0 fine, 1 regression, 2 wrong usage, 3 not
    comparable. `nox -s regress` alone explains them.
    """
    install(session)
    finish(session, "-m", "gdbench.cli", "regress", *(session.posargs or ["--help"]))


@nox.session(default=False)
def perf(session: nox.Session) -> None:
    """Time the engine with the benchmarks of tests/perf, and store the run in .benchmarks.

    `nox -s perf` also measures and prints the table of speeds of the documentation. `-- --compare` compares the run
    with the one stored before it, `-- --compare FILE` with FILE, with the exit codes of `regress`. Other arguments go
    to pytest.
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
    """Return the files of pytest-benchmark, the latest last."""
    return sorted(Path(".benchmarks").glob("*/[0-9]*_*.json"), key=lambda path: path.stat().st_mtime)


def finish(session: nox.Session, *arguments: str) -> None:
    """Run Python with these arguments, and end nox with its exit code, since nox itself only knows 0 and 1."""
    python = Path(session.bin, "python") if session.virtualenv.is_sandboxed else "python"
    code = subprocess.run([python, *arguments], check=False).returncode
    if code:
        sys.exit(code)


# Threads of BLAS libraries would fight with XLA's for the same cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
