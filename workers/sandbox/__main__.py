"""`python -m workers.sandbox`: start the practice networks."""

import argparse
import sys
from pathlib import Path

from workers.sandbox.server import serve
from workers.sandbox.world import DEFAULT_SEED, Settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m workers.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090, help="0 takes any free port")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="of the numbers")
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster numbers grow")
    parser.add_argument("--delay-ms", type=float, default=0.0, help="before every answer")
    parser.add_argument("--container-s", type=float, default=0.4, help="until FINISHED")
    parser.add_argument("--x-fields", choices=("old", "new"), default="old")
    given = parser.parse_args()
    try:
        serve(Settings(**vars(given)), ready=_say)
    except OSError as error:
        sys.exit(f"The practice networks cannot start on {given.host}:{given.port}: {error}")


def _say(address: str) -> None:
    sys.stdout.write(f"Practice networks on {address}/feeds/\n")
    sys.stdout.flush()


main()
