"""Connected pages and profiles."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from backend import connecting
from backend.web import outcomes
from backend.web.libraries import LibraryRequest, library_view
from content import channels, reasons
from content.errors import InvalidPost, Problem
from content.models import Channel, Publication
from content.models.publication import PublicationState
from content.networks import LIMITS
from content.permissions import Permission
from content.reasons import Sentence

# What a person may paste; everything else of a form is no secret of a channel.
SECRETS: Final = {
    "facebook": ("access_token",),
    "instagram": ("access_token",),
    "twitter": ("access_token", "access_token_secret", "consumer_key", "consumer_secret"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One channel on the page. `waiting` counts what a disconnection would hold back."""

    channel: Channel
    trouble: Sentence | None
    waiting: int


@require_GET
@library_view(Permission.READ)
def page(request: LibraryRequest) -> HttpResponse:
    context = {"cards": _cards(request), "networks": list(LIMITS)}
    return render(request, "web/channels/channels.html", context)


def _cards(request: LibraryRequest) -> list[Card]:
    return [_card(channel) for channel in channels.connected(request.library.pk)]


def _card(channel: Channel) -> Card:
    return Card(
        channel=channel,
        trouble=reasons.sentence(channel.reason) if channel.reason else None,
        waiting=Publication.objects.filter(
            channel=channel, state__in=(PublicationState.SCHEDULED, PublicationState.BLOCKED)
        ).count(),
    )


@require_http_methods(["GET", "POST"])
@library_view(Permission.CONNECT)
def connect(request: LibraryRequest, network: str) -> HttpResponse:
    """The form of one network. A secret that was typed is never shown again."""
    if network not in LIMITS:
        raise Http404
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            channel = _connect(request, network)
        except InvalidPost as error:
            problems = error.problems
        else:
            words = _("%(channel)s is connected.") % {"channel": channel.name}
            return outcomes.said(request, words, to=_back(request))
    context = {
        "network": network,
        "networks": list(LIMITS),
        "external_id": request.POST.get("external_id", request.GET.get("external_id", "")),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "web/channels/connect.html", context, status=status)


def _connect(request: LibraryRequest, network: str) -> Channel:
    return connecting.connect_channel(
        request.library,
        actor=request.actor,
        network=network,
        credentials={name: request.POST.get(name, "") for name in SECRETS[network]},
        external_id=request.POST.get("external_id", "") if network == "instagram" else "",
        now=outcomes.now(),
    )


@require_http_methods(["GET", "POST"])
@library_view(Permission.CONNECT)
def disconnect(request: LibraryRequest, channel_id: int) -> HttpResponse:
    """Say what it means and ask; then forget the secrets."""
    channel, now = _channel(request, channel_id), outcomes.now()
    if request.method == "GET":
        return render(request, "web/channels/disconnect.html", {"card": _card(channel)})
    outcomes.do(
        request,
        lambda: channels.disconnect(channel, actor=request.actor, now=now),
        done=_("%(channel)s is disconnected.") % {"channel": channel.name},
    )
    return _back(request)


@require_POST
@library_view(Permission.CONNECT)
def public_counts(request: LibraryRequest, channel_id: int) -> HttpResponse:
    """Allow or stop reading what every visitor of the profile sees."""
    channel, now = _channel(request, channel_id), outcomes.now()
    wanted = request.POST.get("wanted") == "on"
    outcomes.do(
        request,
        lambda: channels.set_public_counts(channel, actor=request.actor, wanted=wanted, now=now),
        done=_("Public counts are read.") if wanted else _("Public counts are no longer read."),
    )
    return _back(request)


def _channel(request: LibraryRequest, channel_id: int) -> Channel:
    usable = Channel.objects.filter(library=request.library, disconnected_at=None)
    return get_object_or_404(usable, pk=channel_id)


def _back(request: LibraryRequest) -> HttpResponse:
    return redirect("channels", request.library.slug)
