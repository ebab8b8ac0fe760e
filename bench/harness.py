"""What a benchmark is and how time is taken; see README.md for use."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Outcome = float | tuple[float, float]
Measure = Callable[[], Outcome]
Work = Callable[[], object]


@dataclass(frozen=True)
class Benchmark:
    """A registered benchmark.

    Attributes:
        name: dotted, from the general to the special: `notice.read.8kb`; `ONLY=` selects by prefix.
        measure: returns the value, or the value and its ratio to what it is compared with.
        unit: of the value: ms, s, KB, queries …
        compared_with: what the ratio refers to, in a few words; empty when there is no ratio.
        quick: a second or two at most; `make deep` runs only these.
    """

    name: str
    measure: Measure
    unit: str
    compared_with: str
    quick: bool


@dataclass(frozen=True)
class Result:
    """One line of the report; `ratio` is value / compared value, None without a comparison."""

    name: str
    value: float
    unit: str
    compared_with: str
    ratio: float | None


REGISTERED: dict[str, Benchmark] = {}


def benchmark(
    name: str, *, unit: str = "ms", compared_with: str = "", quick: bool = True
) -> Callable[[Measure], Measure]:
    """Register the decorated function as a benchmark.

    Raises:
        ValueError: the name is taken.
    """

    def register(measure: Measure) -> Measure:
        if name in REGISTERED:
            raise ValueError(f"two benchmarks are called {name}")
        REGISTERED[name] = Benchmark(name, measure, unit, compared_with, quick)
        return measure

    return register


def measured(one: Benchmark) -> Result:
    """Run one benchmark.

    Raises:
        ValueError: it promises a comparison and returns no ratio, or the other way round.
    """
    outcome = one.measure()
    value, ratio = outcome if isinstance(outcome, tuple) else (outcome, None)
    if (ratio is None) == bool(one.compared_with):
        raise ValueError(f"{one.name}: `compared_with` and a ratio go together")
    return Result(one.name, value, one.unit, one.compared_with, ratio)


def median_of(work: Work, n: int = 7) -> float:
    """Median time of n runs in milliseconds, after one run that does not count."""
    work()
    return statistics.median(milliseconds(work) for _ in range(n))


def side_by_side(ours: Work, other: Work, n: int = 7) -> tuple[float, float]:
    """Time two pieces of work in turns, so that a busy moment of the machine hits both alike.

    Returns:
        Median milliseconds of `ours`, and the median of the rounds' ours / other (< 1: ours is faster).
    """
    ours()
    other()
    rounds = [(milliseconds(ours), milliseconds(other)) for _ in range(n)]
    return statistics.median(mine for mine, _ in rounds), statistics.median(
        mine / its for mine, its in rounds
    )


def milliseconds(work: Work) -> float:
    """Time of one run. Rubbish of earlier runs is collected before, not during."""
    gc.collect()
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e6
