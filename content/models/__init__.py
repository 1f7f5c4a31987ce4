"""Every table the workers need. One file a noun."""

from content.models.activity import Activity
from content.models.channel import Channel
from content.models.event import Event, Host, Speaker
from content.models.highlight import Highlight, HighlightItem
from content.models.library import Library
from content.models.media import Media, Rendition
from content.models.post import Post, PostMedia, PostText
from content.models.publication import Publication, PublicationLog
from content.models.record import Record
from content.models.snapshot import Snapshot

__all__ = [
    "Activity",
    "Channel",
    "Event",
    "Highlight",
    "HighlightItem",
    "Host",
    "Library",
    "Media",
    "Post",
    "PostMedia",
    "PostText",
    "Publication",
    "PublicationLog",
    "Record",
    "Rendition",
    "Snapshot",
    "Speaker",
]
