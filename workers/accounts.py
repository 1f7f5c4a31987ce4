"""From a channel's row to the adapter that talks to its network."""

from collections.abc import Mapping

from django.conf import settings

from content import channels
from content.models import Channel
from content.secrets import CannotDecrypt
from workers.networks import registry
from workers.networks.base import Account, Network
from workers.networks.errors import Misconfigured, NeedsReconnect


def adapter(channel: Channel) -> Network:
    """Ready to call; nothing is sent yet. Raises NetworkError when the channel has no secrets."""
    account = Account(
        external_id=channel.external_id, handle=channel.handle, credentials=_credentials(channel)
    )
    return registry.connect(channel.network, account, settings.NETWORK_ENDPOINTS)


def _credentials(channel: Channel) -> Mapping[str, str]:
    if channel.disconnected_at is not None:
        raise NeedsReconnect("channel_disconnected")
    try:
        return channels.credentials(channel)
    except CannotDecrypt as error:
        detail = str(error)
    raise Misconfigured("secret_unreadable", detail=detail)
