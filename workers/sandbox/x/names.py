"""Field names before and after the rename of 2026-08-07 (tweet.* → post.*).

Requests may use either name; answers use one, as the server was started.
"""

from typing import Final

from workers.sandbox.wordlists import names
from workers.sandbox.x import errors

_RENAMED: Final = {
    "retweet_count": "repost_count",
    "tweet_count": "post_count",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "referenced_tweets": "referenced_posts",
}
POST_FIELDS: Final = names(
    """
    article attachments author_id card_uri community_id context_annotations conversation_id
    created_at display_text_range edit_controls entities geo id in_reply_to_user_id lang
    media_metadata non_public_metrics note_tweet note_post organic_metrics possibly_sensitive
    promoted_metrics public_metrics reply_settings scopes source suggested_source_links text
    withheld edit_history_tweet_ids edit_history_post_ids referenced_tweets referenced_posts
    paid_partnership made_with_ai
    """
)
USER_FIELDS: Final = names(
    """
    affiliation confirmed_email connection_status created_at description entities id
    is_identity_verified location most_recent_post_id name parody most_recent_tweet_id
    pinned_post_id pinned_tweet_id profile_banner_url profile_image_url protected public_metrics
    receives_your_dm subscription subscription_type url username verified
    verified_followers_count verified_type withheld
    """
)
MEDIA_FIELDS: Final = names(
    """
    alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url
    promoted_metrics public_metrics type url variants width
    """
)
EXPANSIONS: Final = names(
    """
    attachments.media_keys attachments.poll_ids author_id edit_history_tweet_ids
    edit_history_post_ids entities.mentions.username geo.place_id in_reply_to_user_id
    referenced_tweets.id referenced_posts.id referenced_tweets.id.author_id
    referenced_posts.id.author_id pinned_tweet_id pinned_post_id most_recent_post_id
    article.cover_media
    """
)
_VALID: Final = {
    "tweet.fields": POST_FIELDS,
    "post.fields": POST_FIELDS,
    "user.fields": USER_FIELDS,
    "media.fields": MEDIA_FIELDS,
    "expansions": EXPANSIONS,
}


def answered(name: str, *, style: str) -> str:
    """`name` (in old spelling) as this server answers it."""
    return _RENAMED.get(name, name) if style == "new" else name


def wanted(params: dict[str, str], *names: str) -> set[str]:
    """The values of comma lists, in old spelling. Raises 400 for a value that does not exist."""
    found: set[str] = set()
    old = {new: name for name, new in _RENAMED.items()}
    for name in names:
        for value in filter(None, params.get(name, "").split(",")):
            if value not in _VALID[name]:
                raise errors.invalid(
                    f"The `{name}` query parameter value [{value}] is not one of "
                    f"[{','.join(sorted(_VALID[name]))}]",
                    parameters={name: [params[name]]},
                )
            found.add(old.get(value, value))
    return found


def check_query(given: tuple[str, ...], allowed: frozenset[str]) -> None:
    for name in given:
        if name not in allowed:
            raise errors.invalid(
                f"The query parameter [{name}] is not one of [{','.join(sorted(allowed))}]",
                parameters={name: [""]},
            )
