"""Paired samples of base and head → how much slower head is, with an interval, and whether that is a finding.

The unit of evidence is one ABBA block: base, head, head, base, a few calls each. A sample is the *shortest* of its
calls, since whatever else the machine does only ever adds to one; the block's value is the mean of its two
log-ratios, in which a drift of the machine cancels. Measured with other programs on both cores: blocks of the
shortest of ten calls of half a millisecond spread by 1 to 3 %, those of the median call by 3 to 20 %, and those of
the mean by 30 %.

Two processes that run one and the same program differ by a per cent or two for as long as they live, by where
their memory lies, however many blocks they are given. So the worker moves its memory about, and nothing is called
slower or faster before several *launches*, pairs of fresh processes, have said so one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gdbench.gate.findings import Finding, Verdict


@dataclass(frozen=True)
class Rule:
    """When a ratio of times is a finding, and how much is measured to know it.

    A verdict takes ``launches`` pairs of processes; ratios that are beyond the threshold in all of them, but with an
    interval that still holds it, get up to ``most_launches``. ``level`` is the confidence of a whole comparison: what
    it leaves (0.5 %) is shared by all its variants and by all looks at which a verdict may fall (Bonferroni), so that
    a comparison of more variants is no more likely to raise an alarm.
    """

    threshold: float = 1.02
    level: float = 0.995
    blocks: int = 25  # of each launch
    launches: int = 3
    most_launches: int = 5
    sample_seconds: float = 0.005  # of one sample: as many calls as fit, from `fewest` to `most`
    call_seconds: float = 0.0005  # short against a time slice of the scheduler, long against the clock
    fewest: int = 3
    most: int = 10

    def miss(self, variants: int) -> float:
        """Return the probability that one bound of one variant at one look may err."""
        return (1 - self.level) / (variants * (self.most_launches - self.launches + 1))

    def calls(self, seconds: float) -> int:
        """Return how many calls of so many seconds make a sample."""
        return int(np.clip(self.sample_seconds / seconds, self.fewest, self.most))


@dataclass(frozen=True)
class Block:
    """The four samples of one ABBA block, two a side, each the seconds of its calls."""

    base: tuple[Sequence[float], Sequence[float]]
    head: tuple[Sequence[float], Sequence[float]]

    @property
    def log_ratio(self) -> float:
        """The mean of the two log-ratios head / base."""
        logs = [float(np.mean([np.log(min(calls)) for calls in side])) for side in (self.head, self.base)]
        return logs[0] - logs[1]


@dataclass
class Measured:
    """One variant on one workload: its blocks by launch, all of ``steps`` steps a call."""

    variant: str
    workload: str
    steps: int = 1
    launches: list[list[Block]] = field(default_factory=list)

    @property
    def logs(self) -> list[np.ndarray]:
        """The log-ratios, launch by launch."""
        return [np.array([block.log_ratio for block in launch]) for launch in self.launches]

    def seconds(self, side: str) -> float:
        """Return the median seconds per step of ``base`` or ``head``."""
        samples = [min(calls) for launch in self.launches for block in launch for calls in getattr(block, side)]
        return float(np.median(samples)) / self.steps


@dataclass(frozen=True)
class Judgement:
    """A median ratio with its interval; ``open`` while more launches may change the verdict."""

    ratio: float
    low: float
    high: float
    verdict: Verdict
    open: bool


def bounds(logs: np.ndarray, miss: float) -> tuple[float, float]:
    """Return between which two of the values the bootstrapped median lies, but for ``miss`` on either side.

    The bootstrap of a median needs no random numbers: of n values drawn from n with replacement, at least half
    are at most the k-th smallest with probability P(B(n, k/n) ≥ ⌈n/2⌉), B the binomial distribution. (Maritz and
    Jarrett, J. Am. Stat. Assoc. 73 (1978), 194.)
    """
    from scipy.stats import binom

    ordered, n = np.sort(logs), len(logs)
    below = binom.sf((n + 1) // 2 - 1, n, np.arange(1, n + 1) / n)  # P(median ≤ k-th smallest)
    k = int(np.argmax(below > miss))
    return float(ordered[k]), float(ordered[n - 1 - k])


def judge(logs: Sequence[np.ndarray], rule: Rule, variants: int) -> Judgement:
    """Return the verdict on the log-ratios of one variant, ``logs`` by launch, among ``variants`` that are compared.

    WORSE: after enough launches, the lower bound of the median of all blocks is above the threshold, and so is the
    median of every launch by itself. BETTER is its mirror image: a step that became faster for no reason known is
    worth a look too. A launch whose median is on the near side of the threshold settles it.
    """
    pooled, edge = np.concatenate(logs), np.log(rule.threshold)
    low, high = bounds(pooled, rule.miss(variants))
    medians = np.array([np.median(each) for each in logs])
    slower, faster = medians.min() > edge, medians.max() < -edge
    verdict = Verdict.SAME
    if len(logs) >= rule.launches and slower and low > edge:
        verdict = Verdict.WORSE
    elif len(logs) >= rule.launches and faster and high < -edge:
        verdict = Verdict.BETTER
    still_open = bool(slower or faster) and verdict is Verdict.SAME and len(logs) < rule.most_launches
    return Judgement(*(float(np.exp(each)) for each in (np.median(pooled), low, high)), verdict, still_open)


def finding(measured: Measured, judgement: Judgement) -> Finding:
    """Return the finding of one variant on one workload."""
    return Finding(
        kind="timing",
        metric="time per step",
        variant=measured.variant,
        workload=measured.workload,
        base=1e6 * measured.seconds("base"),
        head=1e6 * measured.seconds("head"),
        ratio=judgement.ratio,
        low=judgement.low,
        high=judgement.high,
        verdict=judgement.verdict,
        unit="µs",
    )
