"""The word and the icon people know a state, a kind, a network and a role by; one table for all
pages. Colours are in frontend/src/styles/tokens.css, by the same keys."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.metrics import Metric


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands for a thing on a page. `icon` names one of frontend/src/icons.json."""

    word: str | Promise
    icon: str


@dataclass(frozen=True, slots=True)
class NetworkSign:
    """A network's name, and letters of our own where there is no room for it."""

    name: str
    letters: str


STATES: Final = MappingProxyType(
    {
        "draft": Sign(_("Draft"), "pencil-line"),
        "submitted": Sign(_("Waiting for approval"), "hourglass"),
        "approved": Sign(_("Approved"), "badge-check"),
        "scheduled": Sign(_("Scheduled"), "calendar-clock"),
        "sending": Sign(_("Being published"), "send"),
        "published": Sign(_("Published"), "circle-check"),
        "failed": Sign(_("Failed"), "circle-x"),
        "blocked": Sign(_("Blocked"), "unplug"),
        "unknown": Sign(_("Outcome unclear"), "circle-question-mark"),
        "held": Sign(_("On hold"), "circle-pause"),
        "cancelled": Sign(_("Cancelled"), "ban"),
    }
)

KINDS: Final = MappingProxyType(
    {
        "post": Sign(_("Post"), "message-square-text"),
        "highlight": Sign(_("Collection highlight"), "book-open"),
        "flyer": Sign(_("Event flyer"), "megaphone"),
    }
)

NETWORKS: Final = MappingProxyType(
    {
        "facebook": NetworkSign("Facebook", "F"),
        "instagram": NetworkSign("Instagram", "IG"),
        "twitter": NetworkSign("Twitter/X", "X"),
    }
)

ROLES: Final = MappingProxyType(
    {
        "admin": Sign(_("Admin"), "key-round"),
        "librarian": Sign(_("Librarian"), "library"),
        "manager": Sign(_("Manager"), "chart-column"),
    }
)

METRICS: Final = MappingProxyType(
    {
        Metric.VIEWS: Sign(_("Views"), "eye"),
        Metric.REACH: Sign(_("Reach"), "users"),
        Metric.LIKES: Sign(_("Likes"), "heart"),
        Metric.COMMENTS: Sign(_("Comments"), "message-circle"),
        Metric.SHARES: Sign(_("Shares"), "repeat-2"),
        Metric.SAVES: Sign(_("Saves"), "bookmark"),
        Metric.CLICKS: Sign(_("Clicks"), "mouse-pointer-click"),
    }
)
