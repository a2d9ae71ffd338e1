"""Tests the driver with workers that compute nothing: order of blocks, verdicts, and all kinds of failure."""

from pathlib import Path

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.clock.driver import TimedCell, compare_timings
from gdbench.gate.clock.paired_samples import TimingRule
from gdbench.gate.clock.process import Process
from gdbench.gate.findings import Verdict
from gdbench.gate.installation import Installation

FAKE = str(Path(__file__).with_name("timing_worker.py"))
ROOT = Path(__file__).parents[3]
CELLS = [TimedCell(name, "sphere n=2", {"variant": name, "set": {}, "workload": {}}) for name in ("alpha", "beta")]
RULE = TimingRule(blocks=7)


def side(name, fault="", factor=1.0):
    settings = {"TIMING_FAULT": fault, "TIMING_FACTOR": str(factor)}
    return Installation(name, f"{name} (abc)", worker=(FAKE,), settings=settings)


def run(base=None, head=None, **more):
    return compare_timings(base or side("base"), head or side("head"), CELLS, RULE, **more)


def test_equal_sides_are_the_same_after_one_launch():
    found = run()
    assert [each.verdict for each in found.findings] == [Verdict.SAME] * 2 and found.looks == 1
    assert [each.variant for each in found.findings] == ["alpha", "beta"]
    assert not found.notes and not found.unmeasured and found.versions["head"]["jax"] == "0.1.2"
    assert found.findings[0].base == pytest.approx(100, rel=0.1), "1 ms for 10 steps"


@pytest.mark.parametrize(("factor", "verdict"), [(1.2, Verdict.WORSE), (0.8, Verdict.BETTER)])
def test_a_difference_is_confirmed_by_three_launches_and_concerns_its_variant_alone(factor, verdict):
    said = []
    found = run(head=side("head", factor=factor), say=said.append)
    assert [each.verdict for each in found.findings] == [verdict, Verdict.SAME]
    assert [len(each.launches) for each in found.measured] == [3, 1] and found.looks == 3
    assert found.findings[0].ratio == pytest.approx(factor, rel=0.02)
    assert any("launch 3" in text and "1 programs" in text for text in said)


def test_blocks_alternate_sides_and_order():
    asked = []

    class Spy(Process):
        def ask(self, request):
            if request["do"] == "sample":
                asked.append((request["id"], self.side.name))
            return super().ask(request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gdbench.gate.clock.driver.Process", Spy)
        run()
    blocks = [(asked[at][0], "".join(name[0] for _, name in asked[at : at + 4])) for at in range(0, len(asked), 4)]
    assert blocks[:4] == [(0, "bhhb"), (1, "hbbh"), (1, "bhhb"), (0, "hbbh")]
    assert len(blocks) == 2 * RULE.blocks


def test_a_variant_that_one_side_does_not_have_is_noted():
    found = run(base=side("base", "unknown"))
    assert [each.variant for each in found.findings] == ["alpha"] and not found.unmeasured
    assert found.notes == ["beta on sphere n=2 was not timed: base (abc): no variant named 'beta'"]


def test_a_variant_that_one_side_cannot_compile_is_unmeasured():
    found = run(head=side("head", "broken"))
    assert [each.variant for each in found.findings] == ["alpha"]
    assert len(found.unmeasured) == 1 and "head (abc)" in found.unmeasured[0]
    both = run(side("base", "broken"), side("head", "broken"))
    assert "base and head" in both.notes[0] and not both.unmeasured


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (side("base", "jax"), "base (abc) has jax 0.9.9, head (abc) has 0.1.2"),
        (side("base", "old"), "speaks version 0 of the workers' protocol"),
        (side("base", "die"), "ValueError: the calls of this worker end here"),
        (Installation("base", "base (old)", tree=ROOT, worker=("-m", "gdbench.no_worker")), "has no worker process"),
        (Installation("base", "base (none)", python="/no/such/python"), "cannot be started"),
    ],
)
def test_a_side_that_cannot_be_measured_is_not_comparable(base, words):
    with pytest.raises(NotComparable, match="base") as caught:
        run(base=base)
    assert words in str(caught.value) and caught.value.exit_code == 3
