"""What people did, in words that follow a name: `{% load activities %}`."""

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

_DONE: Final[dict[str, Promise]] = {
    "post.drafted": _("began the draft"),
    "post.edited": _("changed it"),
    "post.submitted": _("sent it for approval"),
    "post.sent_back": _("sent it back"),
    "post.approved": _("approved it"),
    "post.cancelled": _("cancelled it"),
    "publication.sent_again": _("sent it again"),
    "publication.held": _("put it on hold"),
    "publication.found": _("said that it is published"),
    "publication.absent": _("said that it is not on the network"),
}


@register.filter
def verb_words(verb: str) -> str:
    """ "began the draft" for "post.drafted"; a verb without words is shown as it is."""
    return str(_DONE.get(verb, verb))
