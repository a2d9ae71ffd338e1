"""Loads users' files from any path, with the modules that lie beside them."""

import itertools
import sys

import pytest

from gdbench.errors import GdbenchError, ImportFailed
from gdbench.registry import load

RULE = "import optax\n{}\ndef mine(learning_rate=0.1):\n    return optax.sgd({} * learning_rate)\n"
NUMBERS = itertools.count()

pytestmark = pytest.mark.usefixtures("here")


def new():
    """A module name that no other test uses."""
    return f"beside{next(NUMBERS)}"


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "place",
    [
        "rule (1).py",
        "lab (copy)/rule.py",
        "lab, old/rule.py",
        "lr=0.1/rule.py",
        "Übung ä/rule.py",
        "R.PY",
        "a [1]/r.py",
    ],
)
def test_any_path_leads_to_its_file(here, place):
    written(here / place, RULE.format("", "1.0"))
    for path in (place, f"./{place}", here / place):
        assert load("variant", f"{path}:mine").name == f"{path}:mine"


@pytest.mark.parametrize("place", ["rule (1).py", "lab (copy)/rule.py", "lr=0.1/rule.py"])
def test_any_path_may_stand_in_an_expression(here, place):
    text = RULE.format("import gdbench", "1.0") + (
        "\n@gdbench.problem(source='me', tags=[], dims=2, start=1.0, minimiser=0.0, minimum=0.0)\n"
        "def hill(x):\n    return (x * x).sum(axis=0)\n"
    )
    written(here / place, text)
    unit = load("problem", f"noisy({here}/{place}:hill, sigma=0.5)")
    assert unit.name == f"noisy({here}/{place}:hill, sigma=0.5)" and "noisy" in unit.tags


@pytest.mark.parametrize(
    "text", ["rule (1.py:mine", "lookahead(rule.py:mine", "rule.py:mine)", "lab) (copy/rule.py:mine)"]
)
def test_parentheses_that_do_not_match_are_a_sentence(text):
    with pytest.raises(GdbenchError, match=r"parenthes|there is no file|no variant named"):
        load("variant", text)


@pytest.mark.parametrize(
    "text", [b"\xef\xbb\xbf" + RULE.format("", 2.0).encode(), RULE.format("", 2.0).replace("\n", "\r\n")]
)
def test_files_of_windows_editors_are_the_same_code(here, text):
    written(here / "windows.py", text)
    written(here / "plain.py", RULE.format("", 2.0))
    assert load("variant", "windows.py:mine").version == load("variant", "plain.py:mine").version


def test_a_file_imports_what_lies_beside_it_from_anywhere(here):
    beside, versions = new(), set()
    for factor in (1, 2):
        name = new()
        written(here / "part" / f"{name}.py", f"FACTOR = {factor}.0\n")
        rule = written(here / "part" / f"rule_{name}.py", RULE.format(f"from {name} import FACTOR", "FACTOR"))
        versions.add(load("variant", f"{rule}:mine").version)
    late = written(here / "part" / "late.py", RULE.format("", f"__import__('{beside}').FACTOR"))
    written(here / "part" / f"{beside}.py", "FACTOR = 3.0\n")
    assert load("variant", f"{late}:mine").rule(0.1) is not None, "an import inside a function comes later"
    assert len(versions) == 2


def test_a_file_of_a_package_imports_relatively(here):
    package, name = new(), new()
    written(here / "lib" / package / "__init__.py", "")
    written(here / "lib" / package / f"{name}.py", "FACTOR = 2.0\n")
    written(here / "lib" / package / "deep" / "__init__.py", "")
    rule = RULE.format(f"from ..{name} import FACTOR", "FACTOR")
    file = written(here / "lib" / package / "deep" / "rule.py", rule)
    first = load("variant", f"{file}:mine").version
    assert first and load("variant", f"{file}:mine").rule(0.1) is not None


def test_what_lies_beside_a_file_is_found_before_the_working_folder(here):
    name = new()
    written(here / f"{name}.py", "FACTOR = 1.0\n")
    written(here / "part" / f"{name}.py", "FACTOR = 2.0\n")
    written(here / "part" / "rule.py", RULE.format(f"from {name} import FACTOR", "FACTOR"))
    sys.path.insert(0, str(here))
    load("variant", f"{here}/part/rule.py:mine")
    assert sys.modules[name].FACTOR == 2.0


@pytest.mark.parametrize("text", ["from {} import FACTOR", "import {} as other; FACTOR = other.FACTOR"])
def test_two_modules_of_one_name_are_refused(here, text):
    name = new()
    for folder in ("a", "b"):
        written(here / folder / f"{name}.py", f"FACTOR = {len(folder)}.0\n")
        written(here / folder / "rule.py", RULE.format(text.format(name), "FACTOR"))
        written(here / folder / "other.py", RULE.format("", "1.0"))
    load("variant", f"{here}/a/rule.py:mine")
    with pytest.raises(ImportFailed, match=f"imports the module {name} that lies beside it, and another .*rename one"):
        load("variant", f"{here}/b/rule.py:mine")
    assert str(here / "a") in sys.modules[name].__file__
    assert load("variant", f"{here}/b/other.py:mine"), "a file that does not import it is taken"


def test_a_module_beside_a_broken_file_is_read_again(here):
    name = new()
    beside = written(here / "part" / f"{name}.py", "FACTOR = 1.0\nraise ValueError('bad weather')\n")
    rule = written(here / "part" / "rule.py", RULE.format(f"from {name} import FACTOR", "FACTOR"))
    with pytest.raises(ImportFailed, match="raised ValueError: bad weather"):
        load("variant", f"{rule}:mine")
    beside.write_text("FACTOR = 2.0\n")
    assert load("variant", f"{rule}:mine").rule(0.1) is not None
