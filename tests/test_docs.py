"""The links, commands, code, suites, skeletons and field lists in README and docs/ are correct."""

import ast
import dataclasses
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cyclopts.exceptions import CycloptsError

import gdbench
from gdbench import types
from gdbench.cli import app
from gdbench.registry import load, names
from gdbench.suite import load_suite, suite_names
from tests.skeletons import house_with, skeletons
from tests.test_floors import FLOORS

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("re*/README.md")]
UNITS = {name: kind for kind in ("variant", "problem", "task") for name in names(kind)}


def blocks(language):
    """Every fenced block of a language, with the page that it is on."""
    found = [
        (page, text) for page in PAGES for text in re.findall(rf"(?ms)^```{language}\n(.*?)^```$", page.read_text())
    ]
    return [pytest.param(text, id=f"{page.stem}-{at}") for at, (page, text) in enumerate(found)]


def commands(tool):
    """Every command of a tool that a console block, a workflow or the running text shows, as words."""
    shown = []
    for page in PAGES:
        text = page.read_text().replace("\\\n", " ")
        shown += re.findall(rf"(?m)^\$ (?:\S+/)?({tool} .*)$", text)
        shown += re.findall(rf"(?m)^ +\S+/({tool} [^|\n]*)", text)
        shown += re.findall(rf"`({tool} [^`]+)`", re.sub(r"(?ms)^```.*?^```$", "", text))
    return sorted({tuple(shlex.split(each, comments=True)[1:]) for each in shown})


def headings(page):
    """The anchors that GitHub gives to the headings of a page."""
    lines = re.findall(r"(?m)^#+ (.*)$", re.sub(r"(?ms)^```.*?^```$", "", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_the_readme_is_short_and_counts_no_units():
    text = (ROOT / "README.md").read_text()
    assert len(text.splitlines()) <= 150
    assert not re.search(r"\d+ (of its |own )?(variants|optimizers|problems|test functions|learning tasks|tasks)", text)


def test_the_index_lists_every_page():
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs" / "index.md").read_text()))
    assert listed == {page.name for page in ROOT.glob("docs/*.md")} - {"index.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target, _, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(#([^)]+))?\)", page.read_text()):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{page.name} links to {target}, which is not there"
        assert not anchor or anchor in headings(there), f"{page.name} links to {target}#{anchor}, which is no heading"


@pytest.mark.parametrize("words", commands("gdbench"), ids=" ".join)
def test_commands_are_those_of_the_command_line(words):
    assert words[0] in set(app), f"there is no command `gdbench {words[0]}`"
    if len(words) == 1:
        return
    try:
        command, bound, _ = app.parse_args([*words], exit_on_error=False, print_error=False)
    except CycloptsError as error:
        pytest.fail(f"`gdbench {' '.join(words)}`: {error}")
    given = bound.arguments
    if command.__name__ == "run" and re.fullmatch(r"[a-z-]+", given["suite"]):
        assert given["suite"] in suite_names()
    shown = [*given.get("path", []), *given.get("names", []), *([given["name"]] if "name" in given else [])]
    for name in (each for each in given.get("optimizer", []) if each.startswith("optax:")):
        assert load("variant", name)
    for name in (each for each in shown if re.fullmatch(r"[a-z_0-9]+", str(each))):
        assert name in UNITS, f"`gdbench {' '.join(words)}` names {name!r}, which is no unit"


@pytest.mark.parametrize("words", commands("nox"), ids=" ".join)
def test_sessions_are_those_of_nox(words):
    sessions = re.findall(r"(?m)^@nox\.session.*\ndef (\w+)", (ROOT / "noxfile.py").read_text())
    assert words[0] != "-s" or words[1] in sessions


@pytest.mark.parametrize("text", blocks("python"))
def test_python_compiles_and_its_names_are_there(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = {"gdbench": gdbench, "results": gdbench.Results}.get(node.value.id)
            assert owner is None or hasattr(owner, node.attr), f"{ast.unparse(node)} is not there"


def test_the_task_of_the_readme_has_a_finite_loss(tmp_path, monkeypatch):
    import jax

    (code,) = re.findall(r"(?ms)^```python\n# moons.py\n(.*?)^```$", (ROOT / "README.md").read_text())
    (tmp_path / "moons.py").write_text(code)
    monkeypatch.chdir(tmp_path)
    task = load("task", "moons.py:loss")
    loss = task.loss(task.init(jax.random.key(0)), task.data()["train"])
    assert loss.shape == () and 0.1 < float(loss) < 10.0


@pytest.mark.parametrize("text", blocks("toml"))
def test_suites_can_be_run(text, tmp_path, monkeypatch):
    """The library ``mylib`` of the pages is made of Optax; a block without units is completed."""
    (tmp_path / "mylib").mkdir()
    (tmp_path / "mylib" / "__init__.py").write_text("from optax import adam\n")
    (tmp_path / "mylib" / "experimental.py").write_text("from optax import lion\n")
    monkeypatch.syspath_prepend(tmp_path)
    if "[suite]" not in text:
        text = f'{text}\n[suite]\nname = "rest"\n[[run]]\nvariants = ["sgd"]\nproblems = ["booth"]\n'
    assert load_suite("page.toml", text.encode()).cells()


def test_the_page_on_suites_lists_all_of_them():
    table = (ROOT / "docs" / "suites.md").read_text().split("## The suites that come with gdbench")[1]
    assert set(re.findall(r"`([a-z-]+)`(?=[,| ]+(?:`|[A-Za-z]))", table.split("| --- |")[1])) >= set(suite_names())


@pytest.mark.parametrize(
    "record",
    [each for each in vars(types.manifest).values() if dataclasses.is_dataclass(each)],
    ids=lambda r: r.__name__,
)
def test_every_stored_field_is_described(record):
    if record is types.manifest.Record:
        return
    page = (ROOT / "docs" / "disk-format.md").read_text()
    section = re.search(rf"(?ms)^### {record.__name__}$(.*?)(?=^##|\Z)", page)
    assert section, f"docs/disk-format.md has no section {record.__name__}"
    described = set(re.findall(r"`(\w+)`", section[1]))
    missing = {field.name for field in dataclasses.fields(record)} - described
    assert not missing, f"docs/disk-format.md does not describe {sorted(missing)} of {record.__name__}"


def test_the_page_on_architecture_names_every_room_and_its_floor():
    page = (ROOT / "docs" / "architecture.md").read_text()
    rows = re.findall(r"(?m)^\| (\d) \| (`.+?`) \|", page)
    said = {name: int(floor) for floor, names_ in rows for name in re.findall(r"`(\w+)(?:/|\.py)`", names_)}
    assert said == FLOORS


def test_every_column_of_a_cell_is_described():
    section = (ROOT / "docs" / "disk-format.md").read_text().split("## curves.parquet")[1].split("\n## ")[0]
    columns = {field.name for field in dataclasses.fields(types.Trace)} - {"measures"}
    assert columns <= set(re.findall(r"`(\w+)`", section))


@pytest.mark.parametrize("declare", [gdbench.variant, gdbench.wrapper, gdbench.problem, gdbench.task])
def test_every_argument_of_a_decorator_is_described(declare):
    section = (ROOT / "docs" / "units.md").read_text().split("## What a unit can declare")[1].split("\n## ")[0]
    arguments = set(inspect.signature(declare).parameters) - {"facts"}
    assert arguments <= set(re.findall(r"`(\w+)`", section))


SUITE = """
[suite]
name = "skeletons"
[protocol]
budget = 20
samples = 4
targets = [0.5]
[tuning]
trials = 2
seeds = 1
[evaluation]
seeds = 2
[[run]]
variants = ["ema_momentum"]
problems = ["quartic_bowl", "power_bowl(power=6)", "mirrored(quartic_bowl)"]
tasks = ["line_fit"]
[[run]]
variants = ["halving_gd", "short_steps(ema_momentum)", "linear_decay(adam)"]
problems = ["quartic_bowl"]
"""


# In one process, whose imports take longer than its work.
USE = """
import gdbench
from gdbench import api
from gdbench.api.exporting import export
assert not api.verification(["ema_momentum", "halving_gd", "short_steps", "linear_decay"])
results = gdbench.run("suite.toml", out="results")
assert not {"failed", "declined"} & set(results.runs["status"])
print(*export(results, "tsv", "tsv"))
chosen = "short_steps(ema_momentum)"
elsewhere = gdbench.run("suite.toml", out="elsewhere", only=chosen, executor="processes").runs
here = results.runs[results.runs["variant"] == chosen].reset_index(drop=True)
assert len(here) and here["gap"].equals(elsewhere["gap"]) and set(elsewhere["status"]) == set(here["status"])
"""


def test_skeletons_are_complete(tmp_path):
    """Put where the page says, the skeletons verify, run together, also in other processes, and export."""
    house, environment = house_with(skeletons(), tmp_path)
    (house / "suite.toml").write_text(SUITE)
    command = [sys.executable, "-c", USE]
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    runs = (house / "tsv" / "runs.tsv").read_text()
    assert all(name in runs for name in ("short_steps(ema_momentum)", "mirrored(quartic_bowl)", "line_fit"))


def test_the_workflow_runs_what_ci_runs_on_both_ends_of_python():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    oldest, *_, newest = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text())
    assert "- run: bash .ci/run\n" in workflow and f'python: ["{oldest}", "{newest}"]' in workflow
