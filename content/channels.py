"""Connected pages and profiles, and the secrets to act for them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from content import activities, metrics, publishing, secrets, storable
from content.errors import InvalidPost, Problem
from content.models import Channel, Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState
from content.networks import LIMITS
from content.permissions import Actor, Permission, require


def connected(library_id: int) -> list[Channel]:
    """The library's channels in use, by network and name."""
    return list(Channel.objects.filter(library_id=library_id, disconnected_at=None))


def credentials(channel: Channel) -> dict[str, str]:
    """The channel's secrets in clear, for one call to its network. Raises CannotDecrypt."""
    return secrets.decrypt(channel.credentials)


def connect(
    library_id: int,
    *,
    actor: Actor,
    network: str,
    external_id: str,
    name: str,
    handle: str,
    credentials: Mapping[str, str],
    now: datetime,
    avatar_url: str = "",
    followers: int | None = None,
    expires_at: datetime | None = None,
) -> Channel:
    """Connect a page or profile, or reconnect it: what was blocked for it goes again.

    What the network says of itself is cut to what the columns take.
    """
    require(actor, Permission.CONNECT, library_id=library_id)
    if network not in LIMITS:
        raise InvalidPost([_unknown_network(network)])
    name, handle = storable.text(name)[:200], storable.text(handle)[:100]
    avatar_url = avatar_url if len(avatar_url) <= 2000 else ""
    with transaction.atomic():
        channel, _created = Channel.objects.update_or_create(
            library_id=library_id,
            network=network,
            external_id=external_id,
            defaults={
                "name": name,
                "handle": handle,
                "avatar_url": avatar_url,
                "followers": followers,
                "credentials": secrets.encrypt(credentials),
                "expires_at": expires_at,
                "health": ChannelHealth.OK,
                "reason": "",
                "checked_at": now,
                "disconnected_at": None,
            },
            create_defaults={
                "name": name,
                "handle": handle,
                "avatar_url": avatar_url,
                "followers": followers,
                "credentials": secrets.encrypt(credentials),
                "expires_at": expires_at,
                "checked_at": now,
                "created_at": now,
            },
        )
        activities.note(actor, "channel.connected", now=now, channel=channel)
    _go_on(channel, now=now, actor=actor)
    metrics.look_for_gone(channel.pk, now=now)
    return channel


def _unknown_network(network: str) -> Problem:
    return Problem(
        field="network",
        code="unknown_network",
        message=_("“%(network)s” is not a network Etalase knows.") % {"network": network},
        hint=_("Choose facebook, instagram or twitter."),
    )


def _go_on(channel: Channel, *, now: datetime, actor: Actor) -> None:
    """What is hours late is held, so that a person decides whether it still makes sense."""
    blocked = PublicationState.BLOCKED
    for publication in Publication.objects.filter(channel=channel, state=blocked):
        if publication.due_at < now - publishing.TOO_LATE:
            publishing.stop(
                publication,
                to=PublicationState.HELD,
                reason="too_late",
                now=now,
                actor_id=actor.user_id,
                sources=(blocked,),
            )
        else:
            # Only from "blocked": an edit that takes the approval back at this moment holds it.
            publishing.send_again(publication, now=now, actor_id=actor.user_id, sources=(blocked,))


def disconnect(channel: Channel, *, actor: Actor, now: datetime) -> None:
    """Forget the secrets; what was planned on this channel is held for a person to decide."""
    require(actor, Permission.CONNECT, library_id=channel.library_id)
    waiting = (PublicationState.SCHEDULED, PublicationState.BLOCKED)
    with transaction.atomic():
        # First of all, so that nobody plans anything on it meanwhile.
        channel.credentials = ""
        channel.disconnected_at = now
        channel.save(update_fields=["credentials", "disconnected_at"])
        for publication in Publication.objects.filter(channel=channel, state__in=waiting):
            publishing.stop(
                publication,
                to=PublicationState.HELD,
                reason="channel_disconnected",
                now=now,
                actor_id=actor.user_id,
                sources=waiting,
            )
        activities.note(actor, "channel.disconnected", now=now, channel=channel)


def set_public_counts(channel: Channel, *, actor: Actor, wanted: bool, now: datetime) -> None:
    """Allow or stop reading what every visitor may see (Instagram only)."""
    require(actor, Permission.CONNECT, library_id=channel.library_id)
    channel.public_counts = wanted and channel.network == "instagram"
    channel.save(update_fields=["public_counts"])
    activities.note(actor, "channel.public_counts", now=now, channel=channel, note=str(wanted))


def healthy(channel_id: int, *, now: datetime) -> None:
    """A call worked: clear a flag that an earlier failure left."""
    Channel.objects.filter(pk=channel_id, health=ChannelHealth.BLOCKED).update(
        health=ChannelHealth.OK, reason="", checked_at=now
    )


def rotate_secrets() -> int:
    """Put every channel's secrets under the first key. How many."""
    count = 0
    for channel in Channel.objects.exclude(credentials="").iterator():
        # Only if nobody reconnected it meanwhile.
        count += Channel.objects.filter(pk=channel.pk, credentials=channel.credentials).update(
            credentials=secrets.rotate(channel.credentials)
        )
    return count
