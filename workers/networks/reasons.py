"""Why a network did not do what was asked: one short code each, the same for every network.

`content/reasons.py` has the sentence for each; a test there walks this list. Parameters named
after a code are in `NetworkError.params`. Errors made from an answer of a network also carry
`code`, `subcode` (0 where there is none) and `said`, the network's own words.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Codes for `NetworkError.reason`."""

    # Nobody acts; it goes again by itself.
    # The account or app made too many calls in a short time.
    RATE_LIMITED = "rate_limited"
    # The account has used up its posts for 24 hours.
    DAILY_LIMIT = "daily_limit"
    # No connection: refused, name not found, TLS not agreed; nothing was sent.
    NETWORK_UNREACHABLE = "network_unreachable"
    # The network answered with a fault of its own or with something that is no answer.
    SERVER_ERROR = "server_error"
    # The connection broke or timed out after sending.
    NO_ANSWER = "no_answer"
    # The network is still working on the pictures.
    NOT_READY = "not_ready"
    # What was uploaded has died on the network before it was used; it is uploaded again.
    MEDIA_EXPIRED = "media_expired"

    # The editor acts: this content is refused.
    # The same post is already there.
    DUPLICATE = "duplicate"
    # The text is longer than the network takes.
    TEXT_TOO_LONG = "text_too_long"
    # Against the network's rules for content: abuse, community standards, mentions, replies.
    CONTENT_REFUSED = "content_refused"
    # Format, size or shape of a picture.
    MEDIA_REFUSED = "media_refused"
    # This network needs a picture, or the file of the picture is gone from our disk.
    MEDIA_MISSING = "media_missing"
    # More pictures than one post takes. Params: `max`.
    TOO_MANY_MEDIA = "too_many_media"
    # The link cannot be posted.
    LINK_REFUSED = "link_refused"
    # The post was deleted on the network or is no longer visible.
    POST_GONE = "post_gone"
    # Refused for a reason we have no words for; `said` has the network's.
    UNKNOWN_REFUSAL = "unknown_refusal"

    # The admin acts: the channel.
    # Token missing, expired, revoked, or password changed: connect again.
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - a code, not a secret
    # A permission or the role on the page is missing: connect again and leave every box ticked.
    PERMISSION_MISSING = "permission_missing"
    # The page or profile itself is not visible to this connection.
    ACCOUNT_NOT_VISIBLE = "account_not_visible"
    # The network wants a person to confirm something on its own site or app, then try again.
    ACCOUNT_CHECK = "account_check"
    # The network has restricted, locked or suspended the account.
    ACCOUNT_RESTRICTED = "account_restricted"

    # The admin acts: the set-up of Etalase.
    # Instagram fetches pictures itself, but their address is inside this machine or network.
    MEDIA_NOT_PUBLIC = "media_not_public"
    # The network tried several times to fetch the picture from its public address and failed.
    MEDIA_UNREACHABLE = "media_unreachable"
    # X: no credits left, or the monthly cap is reached.
    OUT_OF_CREDITS = "out_of_credits"
    # The app's keys lack the right to post.
    APP_NOT_ALLOWED = "app_not_allowed"
    # The address or API version we call is not answered by the network.
    WRONG_ADDRESS = "wrong_address"
