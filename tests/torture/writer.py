"""A writer to be killed: decides claim after claim, and prints each decision once it is stored.

python -m tests.torture.writer STORE ANNOTATOR
"""

from __future__ import annotations

import sys
from pathlib import Path

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions


def main() -> None:
    """Decide on all claims of a.txt, over and over."""
    path, annotator = Path(sys.argv[1]), sys.argv[2]
    with Store.open(path) as store:
        claims = [claim.id for claim in read_mentions(store, "a.txt")]
        number = 0
        while True:
            verdict = (Verdict.VERIFIED, Verdict.REFUTED)[number // len(claims) % 2]
            review = store.set_verdict(claims[number % len(claims)], annotator, verdict)
            sys.stdout.write(f"{review.decision}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    main()
