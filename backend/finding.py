"""Finding the post behind a link a person pasted: only the network knows its number."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from content import channels, reasons
from content.errors import InvalidPost, Problem
from content.models import Channel
from content.secrets import CannotDecrypt
from workers.networks import registry
from workers.networks.base import Account, RemotePost
from workers.networks.errors import NetworkError

# A post of unclear outcome is hours old at most.
_NEWEST: Final = 50


def post_at(channel: Channel, *, link: str) -> RemotePost:
    """The channel's own post with this address. Raises InvalidPost when it is not among its
    newest ones, or the network does not answer."""
    try:
        credentials = channels.credentials(channel)
    except CannotDecrypt:  # nothing is kept of a channel that was disconnected
        raise InvalidPost([_no_secrets()]) from None
    account = Account(channel.external_id, handle=channel.handle, credentials=credentials)
    network = registry.connect(channel.network, account, settings.NETWORK_ENDPOINTS)
    try:
        listed = network.newest(limit=_NEWEST)
    except NetworkError as error:
        said = reasons.sentence(error.reason, error.params)
        raise InvalidPost([_problem(error.reason, said.message, said.hint)]) from error
    for post in listed:
        if _same_address(link, post):
            return post
    raise InvalidPost(
        [
            _problem(
                "not_among_newest",
                _("This link is not one of the channel's newest posts."),
                _("Open the post on the network and copy its address from there."),
            )
        ]
    )


def _same_address(link: str, post: RemotePost) -> bool:
    """By the whole path, or by the post's number in it: X and Facebook know several spellings."""
    wanted = _segments(link)
    numbers = {post.remote_id, post.remote_id.rpartition("_")[2]}
    return bool(wanted) and (wanted == _segments(post.permalink) or bool(numbers & set(wanted)))


def _segments(link: str) -> list[str]:
    try:
        path = urlsplit(link).path
    except ValueError:  # "https://["
        return []
    return [part for part in path.split("/") if part]


def _no_secrets() -> Problem:
    return _problem(
        "channel_disconnected",
        _("This channel is no longer connected, so its posts cannot be read."),
        _("Connect it again first."),
    )


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(field="permalink", code=code, message=message, hint=hint)
