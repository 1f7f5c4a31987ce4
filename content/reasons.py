"""Why a publication did not go out, in a librarian's words, and what to do about it.

The networks' codes are those of `workers.networks.reasons`, which this package must not import;
a test walks that list and finds a sentence here for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Publication
from content.models.publication import PublicationState


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened, and what to do next ("" when nothing needs doing)."""

    message: str
    hint: str = ""


_SENTENCES: Final[dict[str, tuple[Promise, Promise | str]]] = {
    # Nobody acts; it goes again by itself.
    "rate_limited": (
        _("The network asks us to slow down."),
        _("Etalase waits and tries again by itself."),
    ),
    "daily_limit": (
        _("This channel has used up its posts for 24 hours."),
        _("Etalase goes on by itself when the network allows it again."),
    ),
    "network_unreachable": (
        _("The network could not be reached."),
        _("Etalase tries again by itself. If it lasts, check the internet connection."),
    ),
    "server_error": (
        _("The network had a fault of its own."),
        _("Etalase tries again by itself."),
    ),
    "no_answer": (
        _("The network did not answer, so it is not certain whether the post went out."),
        _("Etalase looks at the channel to find out. Nothing is sent twice."),
    ),
    "not_ready": (
        _("The network is still working on the pictures."),
        _("Etalase looks again in a moment."),
    ),
    "media_expired": (
        _("The uploaded pictures expired on the network."),
        _("Etalase uploads them again by itself."),
    ),
    # The editor acts.
    "duplicate": (
        _("The network says the same post is already there."),
        _("Look at the channel. Change the text if it is to be published once more."),
    ),
    "perhaps_sent": (
        _("The network says that the same post is already there: perhaps our first attempt."),
        _("Etalase looks at the channel to find out. Nothing is sent twice."),
    ),
    "text_too_long": (
        _("The text is longer than the network takes."),
        _("Shorten it and send it again."),
    ),
    "content_refused": (
        _("The network refuses this content under its own rules."),
        _("Change the text or the pictures and send it again."),
    ),
    "media_refused": (
        _("The network does not take one of the pictures."),
        _("Use a JPEG picture of ordinary size and shape and send it again."),
    ),
    "media_missing": (
        _("A picture is missing."),
        _("Add the picture and send it again."),
    ),
    "too_many_media": (
        _("These are more pictures than one post takes."),
        _("Take some out and send it again."),
    ),
    "link_refused": (
        _("The network does not take this link."),
        _("Check the link, or leave it out, and send it again."),
    ),
    "post_gone": (
        _("The post is no longer on the network, or it cannot be seen any more."),
        "",
    ),
    "unknown_refusal": (
        _("The network refused the post. It said: “%(said)s”"),
        _("Change what it names and send it again."),
    ),
    # The admin acts: the channel.
    "token_expired": (
        _("The connection to this channel has ended."),
        _("An admin connects the channel again; then the post goes out."),
    ),
    "permission_missing": (
        _("This connection may not post on the channel."),
        _("An admin connects it again and leaves every permission ticked."),
    ),
    "account_not_visible": (
        _("The page or profile cannot be seen with this connection."),
        _("An admin checks the role on the page and connects the channel again."),
    ),
    "account_check": (
        _("The network wants a person to confirm something in the account."),
        _("Sign in to the account on the network itself, confirm, then send the post again."),
    ),
    "account_restricted": (
        _("The network has restricted this account."),
        _("Sign in to the account on the network itself and see what it says."),
    ),
    # The admin acts: the set-up of Etalase.
    "media_not_public": (
        _("Instagram fetches pictures itself, but it cannot reach this Etalase."),
        _("An admin sets MEDIA_PUBLIC_URL to an address that is open to the internet."),
    ),
    "media_unreachable": (
        _("The network could not fetch the picture from its public address."),
        _("An admin checks that MEDIA_PUBLIC_URL opens from outside the library."),
    ),
    "out_of_credits": (
        _("The account has no credits left on the network."),
        _("An admin buys credits there; then send the post again."),
    ),
    "app_not_allowed": (
        _("The keys of this connection do not allow posting."),
        _("An admin gives the app the right to read and write and connects again."),
    ),
    "wrong_address": (
        _("The network does not answer at the address that is set up."),
        _("An admin checks the network's address and version in the settings."),
    ),
    # Etalase itself.
    "worker_died": (
        _("The sending was cut off, so it is not certain whether the post went out."),
        _("Etalase looks at the channel to find out. Nothing is sent twice."),
    ),
    "found_on_network": (_("Etalase found the post on the network."), ""),
    "not_on_network": (
        _("The post was not on the network, so it is sent again."),
        "",
    ),
    "person_found": (_("A person says that the post is on the network."), ""),
    "person_absent": (_("A person says that the post is not on the network."), ""),
    "several_candidates": (
        _("Several posts on the channel look like this one."),
        _("Open the channel and say whether this post is there."),
    ),
    "not_certain": (
        _("It could not be found out whether the post went out."),
        _("Open the channel and say whether this post is there."),
    ),
    "approval_voided": (
        _("The post was changed after it was approved."),
        _("An admin looks at the change and approves it again."),
    ),
    "channel_disconnected": (
        _("The channel was disconnected."),
        _("Connect it again, or take it off the post."),
    ),
    "channel_taken_off": (_("The channel was taken off the post."), ""),
    "cancelled": (_("A person cancelled it."), ""),
    "held": (_("A person put it on hold."), _("Release it when it may go out.")),
    "too_late": (
        _("Etalase was not running at the planned time, and hours have passed since."),
        _("Send it now if it still makes sense, or plan another time."),
    ),
    "secret_unreadable": (
        _("The saved connection of this channel cannot be opened."),
        _("An admin puts back the lost encryption key, or connects the channel again."),
    ),
    "internal_error": (
        _("Etalase made a mistake. Nothing was sent."),
        _("Send it again. If it happens again, show the log to who looks after Etalase."),
    ),
    "internal_error_after_send": (
        _("Etalase made a mistake while sending."),
        _("Etalase looks at the channel to find out. Nothing is sent twice."),
    ),
}


class _Known(dict[str, Any]):
    """Parameters of a sentence; one that the network did not give is left out."""

    def __missing__(self, key: str) -> str:
        return "–"


def codes() -> frozenset[str]:
    """Every code there is a sentence for."""
    return frozenset(_SENTENCES)


def sentence(code: str, params: Mapping[str, Any] | None = None) -> Sentence:
    """The reader's words for a code. An unknown code is shown as it is rather than hidden."""
    if code not in _SENTENCES:
        return Sentence(message=gettext("Reason: %(code)s") % {"code": code})
    message, hint = _SENTENCES[code]
    return Sentence(message=str(message) % _Known(params or {}), hint=str(hint))


def why(publication: Publication) -> Sentence | None:
    """Why a publication stands where it stands; None when there is nothing to explain.

    "Already there" is no fault of the words while Etalase still looks for its own first attempt.
    """
    code = publication.reason
    if code == "duplicate" and publication.state == PublicationState.UNKNOWN:
        code = "perhaps_sent"
    return sentence(code, publication.reason_params) if code else None
