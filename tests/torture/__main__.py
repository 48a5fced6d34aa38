"""Runs the torments, each for some seconds, and prints its figure; exit code 1 if one makes the program give way.

python -m tests.torture [--seconds N] [NAME…]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.registry import TORMENTS


def main() -> None:
    """Run the torments that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="for each torment (default: 30)")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one of {', '.join(TORMENTS)}; without it, all"
    )
    options = parser.parse_args()
    failures = 0
    for name in options.names or TORMENTS:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="soi-torture-") as folder:
            try:
                figure = TORMENTS[name](Path(folder), options.seconds)
            except AssertionError as error:
                failures += 1
                figure = f"FAILED: {error}"
        print(f"{name:<14} {time.monotonic() - start:6.1f} s  {figure}", flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
