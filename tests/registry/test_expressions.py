"""Tests expressions: names with wrappers and parameters, and the errors in them."""

import pytest

from gdbench.errors import GdbenchError
from gdbench.registry import load
from gdbench.registry.expressions import parse


def test_an_expression_is_taken_apart_at_its_own_commas():
    found = parse("noisy(rotated(rastrigin10, seed=2), sigma=0.5, tail='cauchy')")
    assert found.name == "noisy" and found.units == ("rotated(rastrigin10, seed=2)",)
    assert found.parameters == {"sigma": 0.5, "tail": "cauchy"}
    assert parse("quad_log_k1e+06").name == "quad_log_k1e+06"


def test_the_same_expression_is_the_same_unit():
    assert load("problem", "rotated(sphere, seed=3)") is load("problem", "rotated(sphere, seed=3)")
    assert load("variant", "lookahead").inner is load("variant", "adam")


def test_versions_follow_what_is_inside():
    versions = {load("variant", name).version for name in ("lookahead", "lookahead(adamw)", "cautious(adam)", "adam")}
    assert len(versions) == 4
    assert load("problem", "rotated(sphere)").version != load("problem", "rotated(booth)").version


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("variant", "lookahead(adm)", "no variant named 'adm'; did you mean 'adam'?"),
        ("variant", "lookahead(bfgs)", "lookahead wraps gradient rules; bfgs is a full rule"),
        ("variant", "warmup(", "is no name and no name(…) with one closing parenthesis at its end"),
        ("variant", "warmup(sgd))", "its parentheses do not match"),
        ("variant", "adam(sgd)", "adam takes nothing in parentheses"),
        ("variant", "lookahead(adam, sgd)", "lookahead takes one variant in parentheses"),
        ("variant", "lookahead(sync_period=3)", "lookahead takes one variant in parentheses"),
        ("problem", "noisy(sphere, sigm=1)", "noisy has no parameter 'sigm'; did you mean 'sigma'? (it has sigma"),
        ("problem", "bbob_f01_sphere(sphere)", "bbob_f01_sphere takes its parameters by name, and no other unit"),
        ("problem", "rotated(adam)", "no problem named 'adam'"),
    ],
)
def test_a_wrong_expression_gets_a_sentence(kind, text, sentence):
    with pytest.raises(GdbenchError) as caught:
        load(kind, text)
    assert sentence in str(caught.value) and caught.value.exit_code == 2
