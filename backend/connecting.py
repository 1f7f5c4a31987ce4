"""Connecting a channel: the network itself says who the account is before anything is kept."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from content import channels, reasons
from content.errors import InvalidPost, Problem
from content.models import Channel, Library
from content.networks import LIMITS
from content.permissions import Actor, Permission, require
from workers.networks import registry
from workers.networks.base import Account, Profile
from workers.networks.errors import NetworkError
from workers.networks.reasons import Reason

# A token knows whose it is on Facebook and X; Instagram wants the account's number.
_OWN_ACCOUNT: Final = "me"


def connect_channel(
    library: Library,
    *,
    actor: Actor,
    network: str,
    credentials: Mapping[str, str],
    external_id: str = "",
    now: datetime,
) -> Channel:
    """Ask the network whose token this is, then connect that page or profile.

    Raises InvalidPost with what is missing, or with what the network answered in plain words.
    Nothing is kept unless the network knew the account.
    """
    require(actor, Permission.CONNECT, library_id=library.pk)
    secrets = {name: value.strip() for name, value in credentials.items() if value.strip()}
    external_id = external_id.strip()
    found = _missing(network, secrets, external_id)
    if found:
        raise InvalidPost(found)
    profile = _profile(network, Account(external_id or _OWN_ACCOUNT, credentials=secrets))
    return channels.connect(
        library.pk,
        actor=actor,
        network=network,
        external_id=profile.external_id,
        name=profile.name or profile.handle or profile.external_id,
        handle=profile.handle,
        credentials=secrets,
        avatar_url=profile.avatar_url,
        followers=profile.followers,
        now=now,
    )


def _missing(network: str, secrets: Mapping[str, str], external_id: str) -> list[Problem]:
    if network not in LIMITS:
        return [
            Problem(
                field="network",
                code="unknown_network",
                message=_("“%(network)s” is not a network Etalase knows.") % {"network": network},
                hint=_("Choose facebook, instagram or twitter."),
            )
        ]
    found = []
    if "access_token" not in secrets:
        found.append(
            Problem(
                field="credentials.access_token",
                code="no_token",
                message=_("The access token is missing."),
                hint=_("Paste the whole token, without spaces before or after it."),
            )
        )
    if network == "instagram" and not external_id:
        found.append(
            Problem(
                field="external_id",
                code="no_account_id",
                message=_("The number of the Instagram account is missing."),
                hint=_("It stands beside the account in Meta Business Suite, about 17 digits."),
            )
        )
    if not re.fullmatch(r"[0-9A-Za-z_]*", external_id):  # it becomes a part of an address
        found.append(
            Problem(
                field="external_id",
                code="bad_account_id",
                message=_("This is not the number of an account."),
                hint=_("It stands beside the account in Meta Business Suite, about 17 digits."),
            )
        )
    return found


def _profile(network: str, account: Account) -> Profile:
    try:
        return registry.connect(network, account, settings.NETWORK_ENDPOINTS).profile()
    except NetworkError as error:
        raise InvalidPost([_refusal(error)]) from error


def _refusal(error: NetworkError) -> Problem:
    """While connecting, a token that does not count is the one just pasted, not one that ended."""
    said = reasons.sentence(error.reason, error.params)
    if error.reason == Reason.TOKEN_EXPIRED:
        said = reasons.Sentence(
            message=_("The network does not accept this token."),
            hint=_("It is incomplete, for another account, or has run out. Paste a new one whole."),
        )
    return Problem(field="credentials", code=error.reason, message=said.message, hint=said.hint)
