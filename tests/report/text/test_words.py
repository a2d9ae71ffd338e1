"""Tests the formats of numbers, and names that are safe in files and CSS classes."""

import math

import pytest

from gdbench.report.data.looks import looks, unique_slugs
from gdbench.report.text import words

THIN = words.NARROW


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1, "1.0"), (0.0427, "0.043"), (12.3, "12"), (999.6, "1,000".replace(",", THIN)),
        (23996, f"23{THIN}996"), (4.335e-7, "4.3·10⁻⁷"), (9.99e-4, "1.0·10⁻³".replace("1.0·10⁻³", "0.0010")),
        (-0.5, "−0.50"), (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "–"), (None, "–"), (2e9, "2.0·10⁹"),
    ],
)  # fmt: skip
def test_numbers(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.9e-6, "3.9 µs"), (9.96e-6, "10 µs"), (1.5e-2, "15 ms"), (0.501, "501 ms"), (0.99999, "1.0 s"),
        (12.4, "12 s"), (241.4, "4 min 1 s"), (120, "2 min"), (3e-10, "0.3 ns"), (0, "0 s"), (math.nan, "–"),
    ],
)  # fmt: skip
def test_seconds(value, text):
    assert words.seconds(value).replace(THIN, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.004, "< 1 %"), (0.997, "> 99 %"), (0.72, "72 %"), (math.nan, "–")],
)
def test_shares_never_round_to_none_or_all(value, text):
    assert words.share(value).replace(THIN, " ") == text


@pytest.mark.parametrize(("value", "text"), [(0.1, "0.1"), (1e-4, "10⁻⁴"), (1.0, "1"), (0.025, "0.025"), (0.3, "0.3")])
def test_levels(value, text):
    assert words.level(value) == text


def test_no_number_reads_like_a_computer():
    for power in range(-30, 31):
        assert "e" not in words.number(1.234 * 10.0**power)
        assert "e" not in words.setting({"rate": 1.234 * 10.0**power}).removeprefix("rate")


def test_settings():
    assert words.setting({"learning_rate": 0.1, "mode": "optax", "nesterov": True}) == (
        "learning_rate 0.1, mode optax, nesterov True"
    )
    assert words.setting({"steps": 20, "rate": 1e-5}) == "steps 20, rate 1·10⁻⁵"
    assert words.setting({}) == "–"


def test_lists_in_prose():
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(list("abcdefgh"), 4) == "a, b, c and 5 others"
    assert words.listed([]) == ""


def test_slugs_are_safe_and_different():
    labels = ["optax:sgd", "optax sgd", '<b>&"', "é", "日本", "", "a--2", "a", "A"]
    slugs = unique_slugs(labels)
    assert len(set(slugs)) == len(labels)
    assert all(slug and slug.isascii() and not set(slug) & set(" <>&\"':/.") for slug in slugs)


def test_the_users_own_variants_are_coloured_first():
    origins = {f"own{i}": "own" for i in range(9)} | {"optax:adam": "optax", "mine:new": "yours"}
    seen = looks(origins, ["optax:adam", *(f"own{i}" for i in range(9)), "mine:new"])
    coloured = [name for name, look in seen.items() if look.colour is not None]
    assert coloured == [*(f"own{i}" for i in range(6)), "mine:new"]
    assert len({look.colour for look in seen.values() if look.colour is not None}) == 7
