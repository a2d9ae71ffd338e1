"""Wrong usage ends with code 2 and a sentence, never with a traceback, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jax
import pytest

import gdbench
from gdbench.registry import KINDS, families

ROOT = Path(__file__).parent.parent.parent
FOUR = """
[suite]
name = "four"
[protocol]
budgt = 100
[[run]]
variants = ["adm", { name = "adam", set = { learning_rat = 0.1 } }]
problems = [{ name = "booth", dims = [3] }]
"""


def child(*command):
    """A process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)


def test_help_imports_nothing_heavy():
    code = """
import sys
from gdbench.cli import main
for arguments in (["--help"], ["run", "--help"], ["list", "--help"], ["--version"]):
    try:
        main(arguments)
    except SystemExit as exit:
        assert not exit.code
print(sorted({"jax", "jaxlib", "pandas", "scipy", "numpy", "pyarrow", "pydantic", "optax"} & set(sys.modules)))
"""
    run = child("-c", code)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "[]"
    for word in ("run", "report", "list", "show", "doctor", "--optimizer", "--sweep", "--only", "--fresh"):
        assert word in run.stdout


def test_the_package_is_a_command():
    run = child("-m", "gdbench", "--version")
    assert (run.returncode, run.stdout) == (0, f"{gdbench.__version__}\n")


@pytest.mark.skipif(jax.default_backend() == "gpu", reason="there is a GPU")
def test_a_device_that_is_not_there_is_said_in_a_sentence(tmp_path):
    run = child("-m", "gdbench.cli", "run", "quick", "--device", "gpu", "--out", str(tmp_path / "out"))
    assert run.returncode == 2 and "Traceback" not in run.stderr
    assert "JAX finds no gpu here; leave --device (or JAX_PLATFORMS) out to run on what there is" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ("run smok", "no suite named 'smok'; did you mean 'smoke'? (`gdbench list suites` shows all)"),
        ("adopt", "name the units to adopt"),
        ("run absent.toml", "absent.toml: 1 mistake\n  file: cannot be read (No such file or directory)"),
        ("run", "requires an argument"),
        ("run tiny.toml --optimzer optax:adam", "Did you mean --optimizer?"),
        ("run tiny.toml --trials many", "many"),
        ("run tiny.toml --trials 0", "--trials: must be at least 1, not 0"),
        ("run tiny.toml --device abacus", "abacus"),
        ("run tiny.toml --executor locl", "--executor: there is no executor 'locl'; did you mean 'local'?"),
        ("run tiny.toml --only zzz*", "--only: 'zzz*' matches no variant and no workload of this suite"),
        ("run tiny.toml --optimizer adm", "no variant named 'adm'; did you mean 'adam'?"),
        ("run tiny.toml --optimizer optax:adm", "optax has no 'adm'; did you mean 'adam'"),
        ("run tiny.toml --optimizer absent.py:f", "there is no file absent.py"),
        ("run tiny.toml --optimizer no_such_module:f", "no module 'no_such_module' here"),
        ("run tiny.toml --sweep rate=log:1:2:2", "--sweep: says how to tune an --optimizer, and none is given"),
        ("run tiny.toml --optimizer optax:adam --sweep learning_rate", "write NAME=scale:low:high:count"),
        ("run tiny.toml --optimizer optax:adam --sweep =log:1:2", "write NAME=scale:low:high:count"),
        ("run tiny.toml --optimizer optax:adam --sweep learning_rate=lg:1:2", "did you mean 'log'?"),
        ("run tiny.toml --optimizer optax:adam --sweep rate=log:1:2", "optax:adam has no hyperparameter 'rate'"),
        ("run tiny.toml --out tiny.toml", "cannot write to the results folder tiny.toml"),
        ("run tiny.toml --out tiny.toml/deeper", "--out DIR"),
        ("run tiny.toml --report .", "cannot write . (Is a directory); nothing was run; name another file"),
        ("run tiny.toml --report tiny.toml/page.html", "cannot write tiny.toml/page.html (Not a directory)"),
        ("run tiny.toml --report tiny.toml", "cannot write tiny.toml (it holds something other than a page)"),
        ("run tiny.toml --report /dev/null", "cannot write /dev/null (it is not a regular file); nothing was run"),
        ("run tiny.toml --report /proc/none/page.html", "cannot write /proc/none/page.html"),
        ("run tiny", "SUITE: no suite is named 'tiny'; the file here is tiny.toml"),
        ("run mine.py", "SUITE: mine.py is no suite file, whose name ends in .toml"),
        ("list runs --out tiny.toml", "tiny.toml is a file and no results folder"),
        ("report tny", "no run named 'tny' (`gdbench list runs` shows all)"),
        ("list optimizers", "optimizers"),
        ("list", "requires an argument"),
        ("show adm", "did you mean 'adam'?"),
        ("show optax:adm", "optax has no 'adm'"),
        ("shw adam", "shw"),
    ],
)  # fmt: skip
def test_wrong_usage(command, arguments, part):
    answer = command(*arguments.split())
    assert answer.code == 2
    assert part in " ".join(answer.err.replace("│", " ").split()) or part in answer.err
    assert "Traceback" not in answer.err and answer.out == ""
    assert sorted(path.name for path in Path().iterdir()) == ["mine.py", "tiny.toml"]


def test_a_bad_suite_file_lists_all_mistakes(command):
    Path("four.toml").write_text(FOUR)
    answer = command("run", "four.toml")
    assert answer.code == 2 and "Traceback" not in answer.err
    lines = answer.err.splitlines()
    at = lines.index("gdbench: four.toml: 4 mistakes")
    paths = [line.split(":")[0].strip() for line in lines[at + 1 :]]
    assert paths == ["protocol.budgt", "run.0.variants.0", "run.0.variants.1", "run.0.problems.0"]


@pytest.mark.parametrize("count", [1, 3, 16])
def test_a_sweep_has_as_many_points_as_the_suite_has_trials(command, count):
    answer = command("run", "tiny.toml", "--optimizer", "optax:adam", "--sweep", f"learning_rate=log:1e-3:1:{count}")
    assert answer.code == 2
    assert (
        f"--sweep: gives {count} trials, but suite tiny tunes every variant with 2, and only equal trials rank fairly; "
        f"ask for 2 points, leave the count out, or give every variant {count} with --trials {count}"
    ) in answer.err


def test_all_mistakes_of_sweeps_are_named_at_once(command):
    sweeps = ("--sweep", "b1=lg:1:2", "--sweep", "rate=log:1:2", "--sweep", "learning_rate=log:1e-3:1:3")
    answer = command("run", "tiny.toml", "--optimizer", "optax:adam", *sweeps)
    assert answer.code == 2 and "command line: 3 mistakes" in answer.err
    for part in ("--sweep b1: ", "--sweep rate: ", "--sweep: gives 3 trials"):
        assert part in answer.err


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (
            ["--optimizer", "optax:sgd", "--sweep", "nesterov=linear:0:1"], "nesterov",
        ),
        (
            ["--optimizer", "optax:adam", "--sweep", "b1=linear:0:0.9:7", "--sweep", "learning_rate=log:1e-3:1"], "7",
        ),
        (
            ["--optimizer", "optax:sgd", "--optimizer", "optax:sgd"], "optax:sgd",
        ),
    ],
)  # fmt: skip
def test_options_without_a_meaning_are_refused(command, monkeypatch, options, part):
    def never(*args, **kwargs):
        raise AssertionError("taken")

    monkeypatch.setattr("gdbench.running.runner.execute", never)
    answer = command("run", "tiny.toml", *options)
    assert answer.code == 2 and part in answer.err


# --- What there is ---


@pytest.mark.parametrize("kind", [*KINDS.values(), "suites"])
def test_lists_for_people_and_for_programs(command, kind):
    plain, rows = command("list", kind), json.loads(command("list", kind, "--json").out)
    assert plain.code == 0 and plain.err == ""
    assert all({"name", "family"} <= row.keys() and all(row.values()) for row in rows)
    assert [line.split() for line in plain.out.splitlines()] == [[row["name"], row["family"]] for row in rows]
    if kind == "suites":
        assert {"quick", "smoke"} <= {row["name"] for row in rows}
    else:
        assert {row["name"]: row["family"] for row in rows} == families(kind.removesuffix("s"))


def test_no_runs_is_an_empty_list(command):
    assert command("list", "runs").out == "" and json.loads(command("list", "runs", "--json").out) == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("adam", ["adam  (elementwise)", "m ← β₁ m", "0.001 (log-spaced in [1e-05, 1000], tuned)", "source: Kingma"]),
        ("newton", ["oracle: hessian", "source:"]),
        ("booth", ["booth  (quadratic)", "dimensions: 2 only", "minimiser: (1, 3), f* = 0", "tags: convex"]),
        ("mlp_digits", ["mlp_digits  (networks)", "parameters: ", "target: "]),
        ("optax:adam", ["optax:adam  (optax)", "learning_rate", "nesterov", "False (static)"]),
        ("mine.py:branchy", ["mine.py:branchy  (user)", "Momentum from one half on.", "beta"]),
        ("mine.py:mine", ["mine.py:mine  (user)", "source: me"]),
    ],
)  # fmt: skip
def test_show(command, name, parts):
    answer = command("show", name)
    assert answer.code == 0 and answer.err == ""
    for part in parts:
        assert part in answer.out


def test_every_command_that_a_message_names_exists(command):
    text = command("show", "zzz").err
    named = [part for part in text.split("`") if part.startswith("gdbench ")]
    assert all(command(*part.split()[1:]).code == 0 for part in named)


def test_doctor_tells_versions_devices_and_the_results_folder(command):
    answer = command("doctor")
    facts = dict(line.split(maxsplit=1) for line in answer.out.splitlines())
    assert answer.code == 0 and facts["jax"] == jax.__version__ and facts["platform"] == jax.default_backend()
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["results"] == f"{Path('results').resolve()} (0 runs, 0 cells)"
    assert list(Path().glob("results")) == [], "looking makes no folder"
