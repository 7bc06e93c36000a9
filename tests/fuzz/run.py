"""Every target with so many cases: `python tests/fuzz/run.py --cases 20000`.

The table says of each how many cases there were, the slowest of them, and what failed; failing inputs are
written to files. `--only` takes parts of names. Exit status 1 when something failed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

from fuzz import fuzzing, real_terminal, screens
from fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--only", nargs="*", default=[""], help="parts of the names of targets")
    parser.add_argument("--keep", type=Path, help="where failing inputs are written")
    parser.add_argument("--no-shrink", action="store_true", help="keep failing inputs as they were found")
    options = parser.parse_args()
    folder = options.keep or Path(mkdtemp(prefix="cockpit-fuzz-failures-"))
    outcomes = []
    whole = {screens.NAME: screens.run, real_terminal.NAME: real_terminal.run}
    for name in (*TARGETS, *whole):
        if any(part in name for part in options.only):
            if name in TARGETS:
                outcomes.append(TARGETS[name].run(options.cases, shrink=not options.no_shrink))
            else:
                outcomes.append(whole[name](options.cases))
            print(list(fuzzing.table(outcomes))[-1], flush=True)
            for path in fuzzing.keep(folder, outcomes[-1]):
                print(f"    {path}", flush=True)
    print()
    print("\n".join(fuzzing.table(outcomes)))
    for outcome in outcomes:
        print(f"slowest of {outcome.name}: {outcome.slowest_case[:200]}")
    return 1 if any(outcome.failures for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
