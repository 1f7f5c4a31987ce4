"""Which database and broker this run stands on; loaded before Django reads its settings.

`ETALASE_TEST_STACK=postgresql` starts a real PostgreSQL and a real Redis from wheels, unless
DATABASE_URL and BROKER_URL name others. Otherwise SQLite and the file-system broker are used.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from backend.commands import stacks

STACK = os.environ.get("ETALASE_TEST_STACK", "sqlite")


def _data_dir() -> Path:
    """One folder a run; each process of pytest-xdist its own below it."""
    if "ETALASE_TEST_ROOT" not in os.environ:
        root = tempfile.mkdtemp(prefix="etalase-test-")
        os.environ["ETALASE_TEST_ROOT"] = root
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    return Path(os.environ["ETALASE_TEST_ROOT"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")


def _prepare() -> None:
    for name in ("DATABASE_URL", "BROKER_URL"):
        if STACK != "postgresql":
            os.environ.pop(name, None)
    data_dir = _data_dir()
    data_dir.mkdir(parents=True, exist_ok=True)
    os.environ["ETALASE_ENV_FILE"] = os.devnull
    os.environ["ETALASE_DATA_DIR"] = str(data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
    if STACK == "postgresql" and "DATABASE_URL" not in os.environ:
        servers = ExitStack()
        atexit.register(servers.close)
        os.environ.update(
            servers.enter_context(stacks.running("postgresql", folder=data_dir.parent))
        )


_prepare()
