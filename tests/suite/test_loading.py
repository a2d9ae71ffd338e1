"""A wrong suite file names every mistake at once, each with its path and the nearest valid name."""

import pytest

from gdbench.errors import ConfigError, UnknownName
from gdbench.suite import load_suite, read_suite
from tests.suite.suite_text import loaded, mistakes, suite_text

PLAIN = '[suite]\nname = "plain"\ntitle = "é"\n[[run]]\nvariants = ["sgd"]\nproblems = ["booth"]\n'
FOUR = b"""
[suite]
name = "four"
[protocol]
budgt = 100
[[run]]
variants = ["adm", { name = "adam", set = { learning_rat = 0.1 } }]
problems = [{ name = "booth", dims = [3] }]
"""
MANY = b"""
[suite]
name = "many words"
titel = "x"
[protocol]
dtype = "float16"
targets = [1e-3, 1e-1]
samples = 201
[tuning]
method = "random"
trials = 0
[evaluation]
seeds = "many"
[timing]
problem = "spher"
dim = 10
[tunin]
seeds = 1
[[run]]
variants = ["heavy_bal", { name = "sgd", sweep = { learning_rate = "lg:1:2" } }, { nam = "adam" }, "optax:adm"]
problems = ["bothh", { name = "mgh21_ext_rosenbrock10", dims = [2, 7] }]
tasks = ["mlp_digit"]
[[run]]
variants = []
problems = ["booth"]
[[run]]
variants = ["sgd"]
"""


def test_a_file_with_four_mistakes_names_all_four():
    assert mistakes(FOUR) == {
        "protocol.budgt": "no such key; did you mean 'budget'? (known here: dtype, budget, targets, samples)",
        "run.0.variants.0": ("no variant named 'adm'; did you mean 'adam'? (`gdbench list variants` shows all)"),
        "run.0.variants.1": (
            "adam has no hyperparameter 'learning_rat'; did you mean 'learning_rate'? "
            "(it has learning_rate, b1, b2, eps)"
        ),
        "run.0.problems.0": "booth is not defined in 3 dimensions (allowed: 2 only)",
    }


def test_a_file_with_many_mistakes_names_each_of_them():
    found = mistakes(MANY)
    expected = {
        "suite.name": "'many words'",
        "suite.titel": "did you mean 'title'?",
        "protocol.dtype": "must be 'float32' or 'float64', not 'float16'",
        "protocol.targets": "must fall strictly",
        "protocol.samples": "200",
        "tuning.method": "'quasirandom'",
        "tuning.trials": "must be at least 1",
        "evaluation.seeds": "whole number without a decimal point, not 'many'",
        "timing": "no problem named 'spher'; did you mean 'sphere'?",
        "tunin": "did you mean 'tuning'?",
        "run.0.variants.0": "did you mean 'heavy_ball'?",
        "run.0.variants.1": "no scale 'lg'; did you mean 'log'?",
        "run.0.variants.2.name": "is required",
        "run.0.variants.2.nam": "did you mean 'name'?",
        "run.0.variants.3": "did you mean 'adam'",
        "run.0.problems.0": "did you mean 'booth'?",
        "run.0.problems.1": "not defined in 7 dimensions (allowed: 2 and more, multiples of 2)",
        "run.0.tasks.0": "did you mean 'mlp_digits'?",
        "run.1.variants": "at least 1",
        "run.2": "neither problems nor tasks",
    }
    assert found.keys() == expected.keys()
    for path, part in expected.items():
        assert part in found[path], f"{path}: {found[path]}"


@pytest.mark.parametrize(
    ("path", "part", "run"),
    [
        ("run.0.variants", "must be a list", 'variants = "adam"\nproblems = ["booth"]'),
        ("run.0.variants", "required", 'problems = ["booth"]'),
        ("run.0", "nothing to run", 'variants = ["adam"]'),
        ("run.0", "nothing to run", 'variants = ["adam"]\nproblems = []\ntasks = []'),
        (
            "run.0.problms",
            "did you mean 'problems'?",
            'variants = ["adam"]\nproblms = ["booth"]\ntasks = ["mlp_digits"]',
        ),
        ("run.0.variants.0", "no variant named 'zz*'", 'variants = ["zz*"]\nproblems = ["booth"]'),
        ("run.0.variants.0", "no file nowhere.py", 'variants = ["nowhere.py:f"]\nproblems = ["booth"]'),
        ("run.0.variants.0", "'no_such_module'", 'variants = ["no_such_module:f"]\nproblems = ["booth"]'),
        ("run.0.variants.0.labl", "'label'", 'variants = [{ name = "sgd", labl = "x" }]\nproblems = ["booth"]'),
        ("run.0.problems.0.dim", "'dims'", 'variants = ["sgd"]\nproblems = [{ name = "sphere", dim = 3 }]'),
        ("run.0.problems.0.dims", "at least 1", 'variants = ["sgd"]\nproblems = [{ name = "sphere", dims = [] }]'),
        ("run.0.problems.0.dims.1", "", 'variants = ["sgd"]\nproblems = [{ name = "sphere", dims = [2, 0] }]'),
        (
            "run.0.problems.0.dims.0",
            "whole number",
            'variants = ["sgd"]\nproblems = [{ name = "sphere", dims = ["2"] }]',
        ),
        ("run.0.problems.0", "1 dimensions", 'variants = ["sgd"]\nproblems = [{ name = "trid10", dims = [1] }]'),
        ("run.0.tasks.0", "no task named 'booth'", 'variants = ["sgd"]\ntasks = ["booth"]'),
        ("run.0.tasks.0.samples", "2", 'variants = ["sgd"]\ntasks = [{ name = "mlp_digits", samples = 1 }]'),
    ],
)
def test_rules_of_a_run(path, part, run):
    found = mistakes(suite_text(run))
    assert list(found) == [path]
    assert part in found[path]


@pytest.mark.parametrize(
    ("part", "settings"),
    [
        ("learning_rate must be a number, not '0.1'", 'name = "sgd", set = { learning_rate = "0.1" }'),
        ("learning_rate must be a number, not True", 'name = "sgd", set = { learning_rate = true }'),
        ("mode must be one of 'paper', 'optax', 'torch', not 'tf'", 'name = "adagrad", set = { mode = "tf" }'),
        ("did you mean 'momentum'", 'name = "optax:sgd", set = { momentm = 0.9 }'),
        ("sgd has no hyperparameter 'b1'", 'name = "sgd", sweep = { b1 = "log:0.1:1" }'),
        ("needs low < high", 'name = "sgd", sweep = { learning_rate = "log:1:1e-3" }'),
    ],
)  # fmt: skip
def test_settings_and_ranges_are_checked_against_the_variant(part, settings):
    found = mistakes(suite_text(f'variants = [{{ {settings} }}]\nproblems = ["booth"]'))
    assert list(found) == ["run.0.variants.0"]
    assert part in found["run.0.variants.0"]


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("protocol.budget", "[protocol]\nbudget = 1"),
        ("protocol.budget", "[protocol]\nbudget = 100.0"),
        ("protocol.budget", '[protocol]\nbudget = "100"'),
        ("protocol.budget", "[protocol]\nbudget = true"),
        ("protocol.targets", "[protocol]\ntargets = []"),
        ("protocol.targets", "[protocol]\ntargets = [0.1, 0.1]"),
        ("protocol.targets.0", "[protocol]\ntargets = [1.0]"),
        ("protocol.targets.1", "[protocol]\ntargets = [0.5, 0.0]"),
        ("protocol.samples", "[protocol]\nsamples = 1"),
        ("tuning.seeds", "[tuning]\nseeds = 0"),
        ("tuning.trial", "[tuning]\ntrial = 3"),
        ("evaluation.seeds", "[evaluation]\nseeds = 0"),
        ("timing.problem", "[timing]\ndim = 2"),
        ("timing.rounds", '[timing]\nproblem = "sphere"\ndim = 2\nrounds = 2'),
        ("timing.runs", '[timing]\nproblem = "sphere"\ndim = 2\nruns = 0'),
        ("timing", '[timing]\nproblem = "booth"\ndim = 3'),
    ],
)
def test_rules_of_the_other_tables(path, rest):
    assert list(mistakes(suite_text(rest=rest))) == [path]


def test_an_empty_file_says_what_is_required():
    assert mistakes(b"") == {"suite": "is required", "run": "is required"}


@pytest.mark.parametrize("text", [PLAIN.encode("utf-8-sig"), PLAIN.replace("\n", "\r\n").encode()])
@pytest.mark.parametrize("name", ["suite.toml", "SUITE.TOML", "suite (1) ä.toml"])
def test_files_of_windows_editors_are_read(tmp_path, name, text):
    (tmp_path / name).write_bytes(text)
    where, read = read_suite(str(tmp_path / name))
    assert read == text and load_suite(where, read) == load_suite("plain", PLAIN.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_text_in_another_encoding_is_a_sentence(encoding):
    with pytest.raises(ConfigError, match="is not TOML: it is no text in UTF-8"):
        load_suite("there", PLAIN.encode(encoding))


@pytest.mark.parametrize("text", [b"[suite", b"\xff\xfe", b'name = "a"\nname = "b"'])
def test_what_is_not_toml_is_said_in_a_sentence(text):
    found = mistakes(text)
    assert list(found) == ["file"]
    assert found["file"].startswith("is not TOML: ")


def test_unknown_suites_and_missing_files(tmp_path):
    with pytest.raises(UnknownName, match=r"no suite named 'smok'; did you mean 'smoke'\? \(`gdbench list suites`"):
        read_suite("smok")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_suite(str(tmp_path / "absent.toml"))
    with pytest.raises(ConfigError, match="cannot be read"):
        (tmp_path / "folder.toml").mkdir()
        read_suite(str(tmp_path / "folder.toml"))


def test_one_mistake_is_one_line_even_where_several_types_are_allowed():
    found = mistakes(suite_text('variants = ["sgd"]\ntasks = [{ name = "mlp_digits", batch = "ful" }]'))
    assert len(found) == 1
    assert "'full'" in next(iter(found.values()))


def hidden(*case):
    """Two mistakes of which one hides the other."""
    reason = "names and dimensions are checked when keys and types are right, up to the first wrong one"
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=reason))


SPHERE = 'problems = ["sphere"]'


@pytest.mark.parametrize(
    ("run", "rest", "parts"),
    [
        (f'variants = [{{ name = "sgd", label = 1, labl = 1 }}]\n{SPHERE}', "", ["not 1", "'label'"]),
        hidden(f'variants = [{{ name = "adm", labl = "x" }}]\n{SPHERE}', "", ["'adam'", "'label'"]),
        hidden(f'variants = ["sgd"]\n{SPHERE}', '[timing]\nproblem = "spher"\ndim = 0', ["'sphere'", "timing.dim"]),
        hidden(f'variants = [{{ name = "adam", set = {{ lr = 1.0, bta = 0.5 }} }}]\n{SPHERE}', "", ["'lr'", "'bta'"]),
        hidden('variants = ["sgd"]\nproblems = [{ name = "booth", dims = [3, 4] }]', "", ["3 dim", "4 dim"]),
    ],
)
def test_two_mistakes_in_one_table_are_both_named(run, rest, parts):
    with pytest.raises(ConfigError) as caught:
        load_suite("tiny.toml", suite_text(run, rest))
    for part in parts:
        assert part in str(caught.value)


def test_a_tag_that_no_problem_has_is_a_mistake():
    text = '[suite]\nname = "a"\n[[run]]\nvariants = ["sgd"]\nproblems = [{ name = "*", without_tags = ["smoth"] }]'
    with pytest.raises(ConfigError, match="without_tags: no problem has the tag 'smoth'; did you mean 'smooth'"):
        load_suite("a.toml", text.encode())


@pytest.mark.parametrize("name", ["cells", "Index", "adam_against_sgd", "a/b", "-a", "", "a" * 101])
def test_a_name_whose_folder_or_page_would_be_another_is_refused(name):
    found = mistakes(suite_text(name=f'name = "{name}"'))
    assert list(found) == ["suite.name"]


@pytest.mark.parametrize("name", ["cellsize", "index2", "against", "v1.2-rc_3"])
def test_names_that_only_look_alike_are_free(name):
    assert load_suite("tiny.toml", suite_text(name=f'name = "{name}"')).name == name


def test_a_budget_that_no_counter_holds_is_refused():
    most = 2**24
    assert loaded(rest=f"[protocol]\nbudget = {most}").protocol.budget == most
    for text in (
        suite_text(rest=f"[protocol]\nbudget = {most + 1}"),
        suite_text(f'variants = ["sgd"]\nproblems = [{{ name = "booth", budget = {10**11} }}]'),
        suite_text(f'variants = ["sgd"]\ntasks = [{{ name = "mlp_digits", budget = {2**31} }}]'),
    ):
        (sentence,) = mistakes(text).values()
        assert "is more than runs can count: 16,777,216 at most" in sentence


def test_seeds_of_tuning_never_reach_those_of_evaluation():
    most = loaded(rest="[tuning]\nseeds = 1000000")
    assert not set(most.tuning_seeds) & set(most.evaluation_seeds)
    assert "must be at most 1000000" in mistakes(suite_text(rest="[tuning]\nseeds = 1000001"))["tuning.seeds"]


TWO = """
variants = [{ name = "sgd", label = "x" }]
problems = ["booth"]
[[run]]
variants = [{ name = "NAME", label = "x", set = { learning_rate = 0.1 } }]
problems = ["matyas"]
"""


@pytest.mark.parametrize("name", ["sgd", "adam"])
def test_one_label_stands_for_one_variant_in_all_tables(name):
    assert "x stands for two different variants" in mistakes(suite_text(TWO.replace("NAME", name)))["suite"]
