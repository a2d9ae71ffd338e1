"""Fixtures of the registry's tests."""

import importlib.util
import itertools
import sys
import textwrap

import pytest


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working folder; what is imported from it is forgotten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A function that makes a module of a text, under a name that may be that of another one."""
    number = itertools.count()

    def make(text, name=None):
        name = name or f"versioned_{next(number)}"
        path = tmp_path / f"file{next(number)}.py"
        path.write_text(textwrap.dedent(text))
        spec = importlib.util.spec_from_file_location(name, path)
        made = importlib.util.module_from_spec(spec)
        made.__package__ = name.rpartition(".")[0]
        monkeypatch.setitem(sys.modules, name, made)
        spec.loader.exec_module(made)
        return made

    return make
