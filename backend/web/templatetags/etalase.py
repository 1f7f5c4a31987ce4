"""What templates need beyond Django's own tags: `{% load etalase %}`."""

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from backend.web.signs import KINDS, METRICS, NETWORKS, ROLES, STATES, Sign
from content import times
from content.metrics import Metric
from content.permissions import Actor, Permission

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """A drawing beside a word; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        css_class,
        static("build/icons.svg"),
        name,
    )


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """A post's or publication's state: colour, icon and word."""
    return _badge("state", state, STATES[state])


@register.simple_tag
def kind_badge(kind: str) -> SafeString:
    """What a post shows: post, highlight or flyer."""
    return _badge("kind", kind, KINDS[kind])


def _badge(group: str, key: str, sign: Sign) -> SafeString:
    return format_html(
        '<span class="{0} {0}--{1}">{2}{3}</span>', group, key, icon(sign.icon), sign.word
    )


@register.simple_tag
def network_badge(network: str) -> SafeString:
    """A network's letters, with its name for a screen reader and on hover."""
    sign = NETWORKS[network]
    return format_html(
        '<span class="network network--{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        network,
        sign.name,
        sign.letters,
        sign.name,
    )


@register.filter
def network_name(network: str) -> str:
    return NETWORKS[network].name


@register.filter
def state_word(state: str) -> str:
    return str(STATES[state].word)


@register.filter
def kind_word(kind: str) -> str:
    return str(KINDS[kind].word)


@register.filter
def kind_icon(kind: str) -> str:
    return KINDS[kind].icon


@register.filter
def role_word(role: str) -> str:
    return str(ROLES[role].word)


@register.filter
def metric_word(metric: str) -> str:
    return str(METRICS[Metric(metric)].word)


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """`{% if request.actor|may:"draft" %}`"""
    return actor.may(Permission(permission))


@register.filter
def clock(at: datetime, zone: str) -> str:
    """ "09.00 WIB" in the reader's language."""
    return times.clock_text(at, zone=zone)


@register.filter
def day(at: datetime, zone: str) -> str:
    """ "Selasa, 24 November 2026" in the reader's language."""
    return times.date_text(at, zone=zone)


@register.filter
def moment(at: datetime, zone: str) -> str:
    """ "24 Nov 2026, 09.00 WIB": when a number was read, when something happened."""
    return f"{times.short_date_text(at, zone=zone)}, {times.clock_text(at, zone=zone)}"


@register.filter
def count(value: int | None) -> str:
    """A number with the reader's thousands mark; a dash stands for no number, never 0."""
    if value is None:
        return "–"
    return str(number_format(value, force_grouping=True))


@register.filter
def initials(name: str) -> str:
    """ "Siti Rahmawati" → "SR", for the round mark of a person."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.simple_tag
def metric_absence(*, unavailable: bool) -> SafeString:
    """Why there is no number: the network does not give it, or it was not collected yet."""
    words = gettext("not given by the network") if unavailable else gettext("not collected yet")
    return format_html('<span class="absent">{}</span>', words)
