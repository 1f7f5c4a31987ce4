"""The processes that make up Etalase, the same wherever they run."""

from backend.commands.process_tree import Service, python

QUEUES_ASIDE = "prepare,collect,upkeep"


def web(*, host: str, port: int, threads: int = 8) -> Service:
    """The site and the API."""
    return Service(
        "web",
        python(
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            "1",
            "--blocking-threads",
            str(threads),
            "--no-ws",
            "--log-level",
            "error",
            "backend.wsgi:application",
        ),
    )


def worker(*, concurrency: int = 48, beat: bool = True) -> Service:
    """Publishes; the beat that finds due posts runs within it on a single machine. As many posts
    as it has threads leave on the same second."""
    return Service(
        "worker",
        python(
            *("-m", "celery", "-q", "-A", "workers.app", "worker", "-Q", "publish"),
            *("--pool", "threads", "--concurrency", str(concurrency), "-n", "publish@%h"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            *("--loglevel", "WARNING"),
            *(("--beat",) if beat else ()),
        ),
    )


def aside(*, concurrency: int = 12) -> Service:
    """Prepares, collects and cleans up, so that none of it ever delays a publication."""
    return Service(
        "aside",
        python(
            *("-m", "celery", "-q", "-A", "workers.app", "worker", "-Q", QUEUES_ASIDE),
            *("--pool", "threads", "--concurrency", str(concurrency), "-n", "aside@%h"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            *("--loglevel", "WARNING"),
        ),
    )


def practice_networks(
    *, port: int, data_dir: str, speed: float = 1.0, delay_ms: float = 0.0
) -> Service:
    """Stands in for the three networks."""
    return Service(
        "practice",
        python(
            *("-m", "workers.sandbox", "--port", str(port), "--data-dir", data_dir),
            *("--speed", str(speed), "--delay-ms", str(delay_ms)),
        ),
    )
