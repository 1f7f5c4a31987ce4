"""Which networks there are. One line a network; imported on first use."""

from importlib import import_module
from typing import Final, Protocol, cast

from workers.networks.base import Account, Endpoints, Network


class _Factory(Protocol):
    def __call__(self, account: Account, endpoints: Endpoints) -> Network: ...


REGISTRY: Final[dict[str, str]] = {
    "facebook": "workers.networks.facebook.Facebook",
    "instagram": "workers.networks.instagram.Instagram",
    "twitter": "workers.networks.twitter.Twitter",
}


def connect(network: str, account: Account, endpoints: Endpoints) -> Network:
    """The adapter of `network` for one account; opens no connection yet."""
    module, _, name = REGISTRY[network].rpartition(".")
    factory = cast("_Factory", getattr(import_module(module), name))
    return factory(account, endpoints)
