"""What the composer says while one types: how long each text is, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from content import captions, validation
from content.errors import Problem
from content.models import Channel, Post
from content.networks import LIMITS

# From here on a counter is shown as nearly full.
_NEARLY_FULL: Final = 0.9
# Part of a problem's field → the id of the element on the page that mends it.
_PLACES: Final = {
    "planned_local": "when",
    "zone": "when",
    "file": "pictures",
    "media": "pictures",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """How much of a network's room a text takes, counted as the network counts."""

    network: str
    name: str
    used: int
    most: int
    own_text: bool

    @property
    def over(self) -> int:
        return max(0, self.used - self.most)

    @property
    def level(self) -> str:
        if self.used > self.most:
            return "over"
        return "near" if self.used > self.most * _NEARLY_FULL else "ok"


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem and the id of the field it is about."""

    problem: Problem
    place: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """All of it. `remarks` in the order of the page; `begun` once there is anything to judge."""

    counters: list[Counter]
    remarks: list[Remark]
    begun: bool = True

    @property
    def ready(self) -> bool:
        return not any(remark.problem.level == "error" for remark in self.remarks)


def on_post(post: Post, *, unkept: Sequence[Problem] = ()) -> Feedback:
    """What there is to say about `post`; `unkept` problems come first."""
    chosen = list(post.channels.all())
    return Feedback(
        counters=counters(post, networks=networks_of(chosen)),
        remarks=remarks([*unkept, *validation.problems(post, channels=chosen)]),
    )


def before_writing(channels: Sequence[Channel], *, problems: Sequence[Problem]) -> Feedback:
    """The room there is, for a form that holds nothing yet."""
    networks = networks_of(channels)
    room = [
        Counter(name, validation.NETWORK_NAMES[name], 0, LIMITS[name].max_chars, False)
        for name in networks
    ]
    return Feedback(counters=room, remarks=remarks(problems), begun=False)


def networks_of(channels: Sequence[Channel]) -> list[str]:
    """The networks of these channels, in the order they are always shown."""
    return [name for name in LIMITS if any(channel.network == name for channel in channels)]


def counters(post: Post, *, networks: Sequence[str]) -> list[Counter]:
    """One a network, of the words that network would be given."""
    own = {item.network for item in post.texts.all() if item.text.strip()}
    return [
        Counter(
            network=network,
            name=validation.NETWORK_NAMES[network],
            used=captions.length(captions.for_network(post, network).text, network=network),
            most=LIMITS[network].max_chars,
            own_text=network in own,
        )
        for network in networks
    ]


def remarks(problems: Sequence[Problem]) -> list[Remark]:
    """Each problem once, with the place on the page where it is mended."""
    return [Remark(problem, _place(problem.field)) for problem in dict.fromkeys(problems)]


def _place(field: str) -> str:
    root, _dot, rest = field.partition(".")
    if root == "texts":
        return f"text_{rest}" if rest else "text"
    if root == "media" and rest.endswith(".alt_text"):
        return f"alt-{rest.partition('.')[0]}"
    return _PLACES.get(root, root)
