"""Computes from paired samples how much slower head is than base, with an interval, and whether that is a finding.

The unit of evidence is one ABBA block: base, head, head, base, a few calls each. A sample is the *shortest* of its
calls, because other work of the machine can only lengthen a call. The value of a block is the mean of its two
log-ratios, in which a drift of the machine cancels. While other programs kept both cores busy, the values of blocks
scattered by 1 to 3 % for the shortest of ten calls of half a millisecond, by 3 to 20 % for the median call, and by 30 %
for the mean.

Two processes that run the same program differ by one or two per cent as long as they live, because the addresses of
their memory differ; more blocks do not help. The worker therefore shifts its memory, and a variant is called slower or
faster only after each of several *launches* (pairs of fresh processes) has shown it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gdbench.gate.findings import Finding, Verdict


@dataclass(frozen=True)
class TimingRule:
    """The rule by which a ratio of times becomes a finding, and the amount of measurement that this takes.

    A verdict takes ``launches`` pairs of processes. If a ratio is beyond the threshold in all of them but its interval
    still contains the threshold, it gets up to ``most_launches``. ``level`` is the confidence of a comparison: the
    remaining 0.5 % are shared by all variants and by all launches after which a verdict is possible (Bonferroni), so
    that comparing more variants does not make a false alarm more likely.
    """

    threshold: float = 1.02
    level: float = 0.995
    blocks: int = 25  # blocks per launch
    launches: int = 3
    most_launches: int = 5
    sample_seconds: float = 0.005  # of one sample: as many calls as fit, from ``fewest`` to ``most``
    call_seconds: float = 0.0005  # much shorter than a time slice of the scheduler, much longer than a clock tick
    fewest: int = 3
    most: int = 10

    def miss(self, variants: int) -> float:
        """Return the probability with which one bound of one variant may err after one launch."""
        return (1 - self.level) / (variants * (self.most_launches - self.launches + 1))

    def calls(self, seconds: float) -> int:
        """Return how many calls of this many seconds make a sample."""
        return int(np.clip(self.sample_seconds / seconds, self.fewest, self.most))


@dataclass(frozen=True)
class Block:
    """The four samples of one ABBA block, two per side; a sample is the seconds of its calls."""

    base: tuple[Sequence[float], Sequence[float]]
    head: tuple[Sequence[float], Sequence[float]]

    @property
    def log_ratio(self) -> float:
        """The mean of the two log-ratios head / base."""
        logs = [float(np.mean([np.log(min(calls)) for calls in side])) for side in (self.head, self.base)]
        return logs[0] - logs[1]


@dataclass
class Measured:
    """One variant on one workload: its blocks by launch. Every call runs ``steps`` steps."""

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
class JudgedRatio:
    """A median ratio with its interval; ``open`` while more launches may change the verdict."""

    ratio: float
    low: float
    high: float
    verdict: Verdict
    open: bool


def bounds(logs: np.ndarray, miss: float) -> tuple[float, float]:
    """Return the bounds of the bootstrapped median, which lies beyond each of them with probability at most ``miss``.

    The bootstrap of a median needs no random numbers: of n values drawn from n with replacement, at least half are at
    most the k-th smallest with probability P(B(n, k/n) ≥ ⌈n/2⌉), where B is binomial (Maritz and Jarrett, J. Am. Stat.
    Assoc. 73 (1978), 194).
    """
    from scipy.stats import binom

    ordered, n = np.sort(logs), len(logs)
    below = binom.sf((n + 1) // 2 - 1, n, np.arange(1, n + 1) / n)  # P(median ≤ k-th smallest)
    k = int(np.argmax(below > miss))
    return float(ordered[k]), float(ordered[n - 1 - k])


def judge(logs: Sequence[np.ndarray], rule: TimingRule, variants: int) -> JudgedRatio:
    """Return the verdict on the log-ratios of one variant, ``logs`` by launch, out of ``variants`` that are compared.

    A variant is WORSE if, after enough launches, the lower bound of the median of all blocks is above the threshold and
    the median of every single launch is above it too. BETTER is the mirror image, because an unexplained speed-up
    deserves a look too. A single launch whose median is within the threshold ends the measurement.
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
    ratio, low, high = (float(np.exp(each)) for each in (np.median(pooled), low, high))
    return JudgedRatio(ratio, low, high, verdict, still_open)


def finding(measured: Measured, judgement: JudgedRatio) -> Finding:
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
