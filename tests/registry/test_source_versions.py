"""The version of a unit changes with its code and with nothing else, so stored results are never wrong or wasted."""

import importlib.util
import itertools
import re
import sys
import textwrap

import pytest

from gdbench.registry import load
from gdbench.registry.versions import source_version

CODE = '''
"""A module."""

import math


def rule(t, g):
    """The rule."""
    return -0.1 * g * math.sqrt(t)


class Holder:
    """A class."""

    def method(self):
        """A method."""
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A function that imports a text as a module of that name."""
    number = itertools.count()

    def make(text, name=None):
        name = name or f"versioned_{next(number)}"
        path = tmp_path / f"file{next(number)}.py"
        path.write_text(textwrap.dedent(text))
        spec = importlib.util.spec_from_file_location(name, path)
        made = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, made)
        spec.loader.exec_module(made)
        return made

    return make


def test_a_version_is_twelve_hex_digits(module):
    assert re.fullmatch(r"[0-9a-f]{12}", source_version(module(CODE)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import math\n", "import math  # for the root\n"),
        ("return -0.1", "# a step\n    return -0.1"),
        ('"""A module."""', '"""Another\n\nmodule."""'),
        ('    """The rule."""\n', ""),
        ('"""A class."""', '"""Another."""'),
        ('"""A method."""', 'r"""Another\n\n        one."""'),
        ("-0.1 * g * math.sqrt(t)", "(-0.1 * g * math.sqrt( t ))"),
        ("\n\n\nclass", "\n\n\n\nclass"),
    ],
)
def test_prose_does_not_change_it(module, old, new):
    assert CODE.count(old) == 1
    assert source_version(module(CODE.replace(old, new))) == source_version(module(CODE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-0.1", "-0.2"),
        ("-0.1", "0.1"),
        ("math.sqrt(t)", "math.sqrt(t + 0)"),
        ("(t, g)", "(t, g, h=1)"),
        ("def method", "def other"),
        ("import math", "import cmath as math"),
        ('    """The rule."""\n', '    f"""The rule."""\n'),
        ('    """The rule."""\n', '    x = """The rule."""\n'),
    ],
)
def test_code_changes_it(module, old, new):
    assert CODE.count(old) == 1
    assert source_version(module(CODE.replace(old, new))) != source_version(module(CODE))


SIBLING = "def step(g):\n    return -g\n"
FROM = "from gdbench.variants.fake.sibling import step\n"


def versions(module, importing, sibling="gdbench.variants.fake.sibling"):
    """The version of a module before and after the code, and then the prose, of its sibling changes."""
    module('"""A family."""', "gdbench.variants.fake")
    found = []
    for text in (SIBLING, SIBLING.replace("-g", "-2 * g"), SIBLING + "# the end\n"):
        made = module(text, sibling)
        sys.modules["gdbench.variants.fake"].sibling = made
        found.append(source_version(module(importing, "gdbench.variants.fake.unit")))
    return found


def test_it_follows_the_code_of_an_imported_sibling(module):
    first, changed, again = versions(module, FROM)
    assert first != changed and again == first


def test_it_follows_siblings_of_siblings(module):
    first, changed, _ = versions(module, FROM + "from gdbench.variants.fake.sibling import step as again\n")
    assert first != changed
    middle = "from gdbench.variants.fake.far import step\n"
    found = set()
    for text in (SIBLING, SIBLING.replace("-g", "-2 * g")):
        module(text, "gdbench.variants.fake.far")
        module(middle, "gdbench.variants.fake.sibling")
        found.add(source_version(module(FROM, "gdbench.variants.fake.unit")))
    assert len(found) == 2


@pytest.mark.parametrize(
    "importing",
    ["from gdbench.variants.fake import sibling\n", "import gdbench.variants.fake.sibling as sibling\n"],
)
def test_it_follows_a_sibling_however_it_is_imported(module, importing):
    first, changed, again = versions(module, importing)
    assert first != changed and again == first


def test_modules_that_import_each_other_have_a_version(module):
    module("x = 1\n", "gdbench.variants.fake.sibling")
    unit = module("from gdbench.variants.fake.sibling import x\ny = 1\n", "gdbench.variants.fake.unit")
    module("from gdbench.variants.fake.unit import y\nx = 1\n", "gdbench.variants.fake.sibling")
    assert re.fullmatch(r"[0-9a-f]{12}", source_version(unit))


def test_a_loaded_unit_is_stamped_with_the_version_of_its_module():
    unit = load("variant", "adamw")
    module = sys.modules["gdbench.variants.elementwise.adamw"]
    assert unit.version == source_version(module)
    assert load("variant", "adam").version not in ("", unit.version)
