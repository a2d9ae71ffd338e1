"""Small suite files as text, and a helper that returns the mistakes in one."""

import pytest

from gdbench.errors import ConfigError
from gdbench.suite import Suite, load_suite

RUN = 'variants = ["sgd"]\nproblems = ["booth"]'


def suite_text(run: str = RUN, rest: str = "", name: str = 'name = "tiny"') -> bytes:
    """A suite file: the keys of [suite], of one [[run]], and any other tables."""
    return f"[suite]\n{name}\n{rest}\n[[run]]\n{run}\n".encode()


def loaded(run: str = RUN, rest: str = "") -> Suite:
    """The validated suite of such a file."""
    return load_suite("tiny.toml", suite_text(run, rest))


def mistakes(text: bytes) -> dict[str, str]:
    """What is wrong with a file: a sentence per path; the error is a usage error that shows them all."""
    with pytest.raises(ConfigError) as caught:
        load_suite("tiny.toml", text)
    error = caught.value
    assert error.exit_code == 2
    lines = str(error).splitlines()
    plural = "" if len(error.mistakes) == 1 else "s"
    assert lines[0] == f"tiny.toml: {len(error.mistakes)} mistake{plural}"
    assert lines[1:] == [f"  {path}: {sentence}" for path, sentence in error.mistakes]
    found = dict(error.mistakes)
    assert len(found) == len(error.mistakes), "one mistake, one line"
    return found
