"""Tests what is read from files of pytest-benchmark, and the sentences about files that are something else."""

import json

import pytest

from gdbench.api import compare
from gdbench.errors import ConfigError, NotComparable
from gdbench.gate.clock.benchmark_files import read_benchmarks

GOOD = {"fullname": "t.py::a", "name": "a", "stats": {"median": 1e-3, "data": [1e-3, 1.1e-3]}}
NAN = float("nan")


@pytest.fixture
def saved(tmp_path):
    """Write a document, or bytes as they are, and return the path."""

    def write(content, name="head"):
        path = tmp_path / f"{name}.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


@pytest.mark.parametrize(
    "document",
    [
        {"benchmarks": [GOOD]},
        {"benchmarks": [GOOD], "machine_info": None},
        {"benchmarks": [GOOD], "machine_info": {"cpu": None, "node": None}},
        {"benchmarks": [{**GOOD, "extra_info": None, "group": None, "name": None}]},
        {"benchmarks": [{**GOOD, "extra_info": {"beside": ["a"], "beside_seconds": ["b"], "variant": {}}}]},
        {"benchmarks": [{**GOOD, "stats": {"median": 1, "data": None}}]},
    ],
)
def test_what_is_null_or_of_another_type_is_empty(saved, document):
    path = saved(document)
    found = read_benchmarks(path)
    assert [each["fullname"] for each in found["benchmarks"]] == ["t.py::a"]
    assert found["benchmarks"][0]["extra_info"].keys() <= {"jax"} and isinstance(found["machine_info"], dict)
    assert compare(path, path).exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(saved, encoding):
    path = saved(json.dumps({"benchmarks": [GOOD]}).encode(encoding))
    assert compare(path, path).exit_code == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "cannot be read as JSON"),
        (b"no json", "cannot be read as JSON"),
        (b"\xff\xfe\xff", "cannot be read as JSON"),
        ({"benchmarks": None}, "it has no list of benchmarks"),
        ({"benchmarks": {"a": 1}}, "it has no list of benchmarks"),
        ({"benchmarks": [3]}, "benchmarks.0: has no fullname"),
        ({"benchmarks": [{"name": "BM_step", "real_time": 3.0}]}, "benchmarks.0: has no fullname"),
        ({"benchmarks": [{"fullname": "a"}]}, "a has the median None"),
        ({"benchmarks": [{**GOOD, "stats": {"median": 0}}]}, "has the median 0"),
        ({"benchmarks": [{**GOOD, "stats": {"median": NAN}}]}, "has the median nan"),
        ({"benchmarks": [{**GOOD, "stats": {"median": "1"}}]}, "has the median '1'"),
        ({"benchmarks": [{**GOOD, "stats": {"median": 1, "data": [1, None]}}]}, "samples that are not all positive"),
        ({"benchmarks": [{**GOOD, "stats": {"median": 1, "data": [NAN]}}]}, "samples that are not all positive"),
        ({"benchmarks": [GOOD, GOOD]}, "t.py::a: is there 2 times"),
    ],
)
def test_a_file_of_something_else_is_named_for_what_it_is(saved, content, sentence):
    base, head = saved({"benchmarks": [GOOD]}, "base"), saved(content)
    for sides in ((base, head), (head, base)):
        with pytest.raises(ConfigError) as caught:
            compare(*sides)
        assert sentence in str(caught.value) and str(head) in str(caught.value)


def test_of_a_folder_of_files_one_has_to_be_named(saved, tmp_path):
    path = saved({"benchmarks": [GOOD]}, "0001_base")
    with pytest.raises(ConfigError, match=r"holds files of pytest-benchmark; name one, such as .*0001_base.json"):
        compare(tmp_path, path)


def test_a_file_without_benchmarks_says_so(saved):
    full, empty = saved({"benchmarks": [GOOD]}, "full"), saved({"benchmarks": []}, "empty")
    with pytest.raises(NotComparable, match=r"empty.json holds no benchmark"):
        compare(empty, full)
    with pytest.raises(ConfigError, match="holds no benchmark: none was selected, or all of them failed"):
        compare(full, empty)
