"""The practice networks: one HTTP server that answers as Graph, rupload, X and instagram.com do.

`python -m workers.sandbox --port 8090 --data-dir DIR` starts it, `workers.sandbox.serve(...)` does
the same from Python, `workers.sandbox.client.PracticeNetworks` talks to its control interface.
"""

from workers.sandbox.server import serve
from workers.sandbox.world import Settings

__all__ = ["Settings", "serve"]
