"""Connected pages and profiles. Tokens go in and never come out."""

import re
from datetime import datetime
from typing import Annotated, Final

from django.utils import timezone
from ninja import Router, Status
from pydantic import AfterValidator, BaseModel, Field, SecretStr
from pydantic_core import PydanticCustomError

from backend.api.auth import ApiRequest
from backend.api.errors import READ, WRITE, answers
from backend.api.fields import Id, Input, NetworkName, in_zone
from backend.api.reasons import ReasonOut, of_code
from backend.connecting import connect_channel
from content import channels
from content.models import Channel

router = Router(tags=["channels"])

_TOKEN: Final = re.compile(r"\s*[\x21-\x7e]+\s*")


def _sendable(secret: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(secret.get_secret_value()):  # it would break the header it is sent in
        raise PydanticCustomError("bad_token", "not a token")
    return secret


Secret = Annotated[SecretStr, Field(max_length=4000), AfterValidator(_sendable)]


class Credentials(Input):
    """What acts for the page or profile; only written, never read back.

    Facebook: `access_token` (of the Page). Instagram: `access_token`, optional `user_token`.
    Twitter/X: `access_token` (OAuth 2), or `consumer_key`, `consumer_secret`, `access_token` and
    `access_token_secret` (OAuth 1.0a). Facebook and Instagram may add `app_secret`.
    """

    access_token: Secret
    access_token_secret: Secret | None = None
    consumer_key: Secret | None = None
    consumer_secret: Secret | None = None
    user_token: Secret | None = None
    app_secret: Secret | None = None

    def clear(self) -> dict[str, str]:
        """In clear, for the network alone."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value.get_secret_value() for name, value in values.items() if value}


class ChannelIn(Input):
    """A page or profile to connect. `external_id` is its number on the network; Facebook and X
    know it from the token, Instagram needs it."""

    network: NetworkName
    credentials: Credentials
    external_id: str = Field("", max_length=64, pattern=r"^[0-9A-Za-z_]*$")


class ChannelPatch(Input):
    """`public_counts`: also read what every visitor may see (Instagram only)."""

    public_counts: bool = Field(strict=True)


class ChannelOut(BaseModel):
    """A connected page or profile. `reason` says what is wrong while `health` is "blocked"."""

    id: Id
    network: str
    external_id: str
    name: str
    handle: str
    avatar_url: str
    followers: int | None
    health: str
    reason: ReasonOut | None
    public_counts: bool
    expires_at: datetime | None
    checked_at: datetime | None


def out(channel: Channel, *, zone: str) -> ChannelOut:
    return ChannelOut(
        id=channel.pk,
        network=channel.network,
        external_id=channel.external_id,
        name=channel.name,
        handle=channel.handle,
        avatar_url=channel.avatar_url,
        followers=channel.followers,
        health=channel.health,
        reason=of_code(channel.reason),
        public_counts=channel.public_counts,
        expires_at=in_zone(channel.expires_at, zone=zone),
        checked_at=in_zone(channel.checked_at, zone=zone),
    )


def _one(request: ApiRequest, channel_id: int) -> Channel:
    return Channel.objects.get(
        pk=channel_id, library_id=request.auth.library.pk, disconnected_at=None
    )


@router.get("", response=answers({200: list[ChannelOut]}), summary="Connected channels")
def list_channels(request: ApiRequest) -> list[ChannelOut]:
    library = request.auth.library
    return [out(channel, zone=library.time_zone) for channel in channels.connected(library.pk)]


@router.get("/{channel_id}", response=answers({200: ChannelOut}, codes=READ), summary="One channel")
def get_channel(request: ApiRequest, channel_id: int) -> ChannelOut:
    return out(_one(request, channel_id), zone=request.auth.library.time_zone)


@router.post(
    "", response=answers({201: ChannelOut}, codes=WRITE), summary="Connect or reconnect a channel"
)
def connect(request: ApiRequest, data: ChannelIn) -> Status[ChannelOut]:
    """The network is asked whose token this is; nothing is kept unless it knows the account."""
    channel = connect_channel(
        request.auth.library,
        actor=request.auth.actor,
        network=data.network,
        credentials=data.credentials.clear(),
        external_id=data.external_id,
        now=timezone.now(),
    )
    return Status(201, out(channel, zone=request.auth.library.time_zone))


@router.patch(
    "/{channel_id}", response=answers({200: ChannelOut}, codes=WRITE), summary="Change a channel"
)
def change_channel(request: ApiRequest, channel_id: int, data: ChannelPatch) -> ChannelOut:
    channel = _one(request, channel_id)
    channels.set_public_counts(
        channel, actor=request.auth.actor, wanted=data.public_counts, now=timezone.now()
    )
    return out(channel, zone=request.auth.library.time_zone)


@router.delete(
    "/{channel_id}", response=answers({204: None}, codes=WRITE), summary="Disconnect a channel"
)
def disconnect_channel(request: ApiRequest, channel_id: int) -> Status[None]:
    """Its secrets are forgotten; what was planned on it is held for a person to decide."""
    channels.disconnect(_one(request, channel_id), actor=request.auth.actor, now=timezone.now())
    return Status(204, None)
