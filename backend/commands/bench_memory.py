"""Memory of the processes of a tree."""

import sys
import warnings
from collections.abc import Mapping


def of(pids: Mapping[str, int]) -> dict[str, float]:
    """Resident memory of each process with its children, in MB (of 1,000,000 bytes)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import psutil  # noqa: PLC0415  (development package)
        except ImportError:
            sys.exit("etalase: memory is read with a development package. Run: make setup")
    found = {}
    for name, pid in pids.items():
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
        found[name] = round(sum(one.memory_info().rss for one in family) / 1_000_000, 1)
    return found
