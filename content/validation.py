"""What a network would refuse, said while composing, with the way to mend it."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from content import captions
from content.errors import Problem
from content.models import Channel, Post, PostMedia
from content.networks import LIMITS, NetworkLimits

NETWORK_NAMES = {"facebook": "Facebook", "instagram": "Instagram", "twitter": "Twitter/X"}


def problems(post: Post, *, channels: Sequence[Channel]) -> list[Problem]:
    """Everything that stops this post from going out on these channels, and what to warn of."""
    return [
        *_plan_problems(post, channels),
        *_alt_text_problems(post),
        *(
            problem
            for network in sorted({channel.network for channel in channels})
            for problem in network_problems(post, LIMITS[network])
        ),
    ]


def shown_on(post: Post, network: str) -> list[PostMedia]:
    """The pictures of a post that this network shows, in order."""
    return [item for item in post.post_media.all() if not item.networks or network in item.networks]


def _plan_problems(post: Post, channels: Sequence[Channel]) -> Iterator[Problem]:
    if not channels:
        yield Problem(
            field="channels",
            code="no_channel",
            message=_("No channel is chosen."),
            hint=_("Choose at least one page or profile."),
        )
    if not post.planned_local:
        yield Problem(
            field="planned_local",
            code="no_time",
            message=_("There is no time to publish yet."),
            hint=_("Choose a day and time. An admin can also publish it now."),
        )
    for channel in channels:
        if channel.disconnected_at:
            yield Problem(
                field="channels",
                code="channel_disconnected",
                message=_("%(channel)s is no longer connected.") % {"channel": channel.name},
                hint=_("Take it off this post or connect it again."),
            )


def _alt_text_problems(post: Post) -> Iterator[Problem]:
    for number, item in enumerate(post.post_media.all(), start=1):
        if not item.alt_text.strip():
            yield Problem(
                field=f"media.{number}.alt_text",
                code="no_alt_text",
                message=_("Picture %(number)d has no alt text.") % {"number": number},
                hint=_("Say in a sentence what it shows, for people who cannot see it."),
            )


def network_problems(post: Post, limits: NetworkLimits) -> Iterator[Problem]:
    """What one network says about the post's words and pictures."""
    text = captions.for_network(post, limits.name).text
    media = shown_on(post, limits.name)
    yield from _text_problems(text, limits)
    yield from _media_problems(media, limits)
    if not text and not media and limits.text_required_without_media:
        yield _problem(
            limits,
            field="text",
            code="empty",
            message=_("There is nothing to publish on %(network)s."),
            hint=_("Write a text or add a picture."),
        )


def _text_problems(text: str, limits: NetworkLimits) -> Iterator[Problem]:
    over = captions.length(text, network=limits.name) - limits.max_chars
    if over > 0:
        yield _problem(
            limits,
            field=f"texts.{limits.name}",
            code="text_too_long",
            message=_("The text is %(over)d characters too long for %(network)s."),
            hint=_("Shorten it, or write a shorter text for %(network)s only."),
            over=over,
        )
    counted: Iterable[tuple[int, int | None, str, str]] = (
        (
            captions.hashtag_count(text),
            limits.max_hashtags,
            "too_many_hashtags",
            _("%(network)s takes at most %(most)d hashtags, this text has %(count)d."),
        ),
        (
            captions.mention_count(text),
            limits.max_mentions,
            "too_many_mentions",
            _("%(network)s takes at most %(most)d mentions, this text has %(count)d."),
        ),
    )
    for count, most, code, message in counted:
        if most is not None and count > most:
            yield _problem(
                limits,
                field=f"texts.{limits.name}",
                code=code,
                message=message,
                hint=_("Take some out."),
                most=most,
                count=count,
            )


def _media_problems(media: Sequence[PostMedia], limits: NetworkLimits) -> Iterator[Problem]:
    if limits.media_required and not media:
        yield _problem(
            limits,
            field="media",
            code="media_required",
            message=_("%(network)s publishes no text without a picture."),
            hint=_("Add a picture, or take %(network)s off this post."),
        )
    if len(media) > limits.max_media:
        yield _problem(
            limits,
            field="media",
            code="too_many_media",
            message=_("%(network)s takes at most %(most)d pictures, this post has %(count)d."),
            hint=_("Take some out, or show only some of them on %(network)s."),
            most=limits.max_media,
            count=len(media),
        )
    for number, item in enumerate(media, start=1):
        if limits.alt_text_max and len(item.alt_text) > limits.alt_text_max:
            yield _problem(
                limits,
                field=f"media.{number}.alt_text",
                code="alt_text_too_long",
                message=_("The alt text of picture %(number)d is too long for %(network)s."),
                hint=_("Keep it under %(most)d characters."),
                number=number,
                most=limits.alt_text_max,
            )


def _problem(
    limits: NetworkLimits, *, field: str, code: str, message: str, hint: str, **facts: int
) -> Problem:
    words = {"network": NETWORK_NAMES[limits.name], **facts}
    return Problem(field=field, code=code, message=message % words, hint=hint % words)
