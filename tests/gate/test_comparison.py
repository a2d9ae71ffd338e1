"""Tests the sentence of a finding, and when a comparison fails."""

from tests.gate.publish.made_findings import ENDS, GAP, SAME, TIME, WHOLE, comparison


def test_a_finding_says_all_in_one_sentence():
    assert GAP.sentence() == "adam on booth n=2: final gap: base 1, head 2 (×2) — worse"
    assert TIME.sentence() == "adam on booth n=2: time per step: base 10 µs, head 9 µs (×0.9, 0.88 to 0.92) — better"
    assert WHOLE.sentence() == "suite smoke: programs compiled: base 3, head 4 (×1.33) — worse"


def test_the_verdict_counts_only_what_is_worse_unless_strict():
    assert comparison().exit_code == 1 and comparison().failing == [GAP]
    assert comparison(SAME, TIME, ENDS).exit_code == 0
    assert comparison(SAME, TIME, ENDS, strict=True).failing == [ENDS, TIME]
    assert comparison(SAME, strict=True).exit_code == 0
    assert comparison(SAME).sentence() == "No regression: all 1 quantities are the same."
    assert comparison().sentence() == "Regression in adam: 3 of 4 quantities differ, 1 of them for the better."
