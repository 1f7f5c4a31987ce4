"""Fail when a test was skipped that the list does not name.

    python .ci/skips.py .ci/allowed-skips report.xml…

The reports are pytest's JUnit files. A report without tests fails too: it proves nothing.
"""

import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET  # the files were just written by pytest itself


class Skip(NamedTuple):
    test: str
    reason: str


def read_allowed(path: Path) -> list[Skip]:
    """The patterns of the list. Raises ValueError on a line without the bar."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [_pattern(line) for line in lines if line and not line.startswith("#")]


def _pattern(line: str) -> Skip:
    test, bar, reason = line.partition("|")
    if not bar:
        raise ValueError(f"write 'test name | reason', not {line!r}")
    return Skip(test.strip(), reason.strip())


def read_skips(report: Path) -> Iterator[Skip]:
    """Every skipped test of one report. Raises ValueError when the report holds no test."""
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - see the import
    if not cases:
        raise ValueError(f"{report} names no test")
    for case in cases:
        name = f"{case.get('classname', '')}.{case.get('name', '')}"
        for skipped in case.findall("skipped"):
            yield Skip(name, skipped.get("message", ""))


def is_allowed(skip: Skip, allowed: Iterable[Skip]) -> bool:
    return any(
        fnmatchcase(skip.test, entry.test) and fnmatchcase(skip.reason, entry.reason)
        for entry in allowed
    )


def main(list_path: str, *reports: str) -> int:
    allowed = read_allowed(Path(list_path))
    skips = [skip for report in reports for skip in read_skips(Path(report))]
    refused = [skip for skip in skips if not is_allowed(skip, allowed)]
    for skip in refused:
        print(f"skipped but not in {list_path}: {skip.test} | {skip.reason}")
    return 1 if refused or not reports else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
