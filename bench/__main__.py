"""`python -m bench`: run the registered benchmarks, print a line for each, write JSON on request."""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
import traceback
from dataclasses import asdict
from pathlib import Path

import bench
from bench.harness import REGISTERED, Benchmark, Result, measured

NOT_BENCHMARKS = {"__main__", "harness"}
LAYOUT = "{:<44} {:>12} {:<8} {:>8}  {}"


def load() -> None:
    """Import every module of this folder, so that its benchmarks register themselves."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name not in NOT_BENCHMARKS:
            importlib.import_module(f"bench.{module.name}")


def selected(prefix: str, *, quick: bool) -> list[Benchmark]:
    """The benchmarks whose name starts with the prefix, in the order of their names."""
    found = [one for name, one in sorted(REGISTERED.items()) if name.startswith(prefix)]
    return [one for one in found if one.quick] if quick else found


def line(result: Result) -> str:
    """One line of the table."""
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    return LAYOUT.format(
        result.name, f"{result.value:.3f}", result.unit, ratio, result.compared_with
    ).rstrip()


def run(benchmarks: list[Benchmark]) -> tuple[list[Result], list[str]]:
    """Run them one after the other; a failing one is shown and does not stop the rest.

    Returns:
        Results, and the names of those that failed.
    """
    print(LAYOUT.format("name", "value", "unit", "ratio", "compared with"))
    results, failed = [], []
    for one in benchmarks:
        try:
            result = measured(one)
        except Exception:
            traceback.print_exc()
            failed.append(one.name)
            continue
        results.append(result)
        print(line(result), flush=True)
    return results, failed


def main(argv: list[str] | None = None) -> int:
    """Exit 0 when all ran, 1 when one failed, 2 when none has that prefix."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", default="", metavar="PREFIX", help="benchmarks whose name starts so")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
    parser.add_argument("--quick", action="store_true", help="only those that take a second or two")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="ipweek-bench-") as home:
        os.environ["IPWEEK_HOME"] = home  # a data folder of its own: a benchmark never touches real data
        load()
        benchmarks = selected(options.only, quick=options.quick)
        if not benchmarks:
            print(
                f"no benchmark has a name that starts with {options.only!r}",
                file=sys.stderr,
            )
            return 2
        results, failed = run(benchmarks)
    if options.json:
        machine = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "cores": os.cpu_count(),
        }
        report = {"machine": machine, "results": [asdict(result) for result in results], "failed": failed}
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
