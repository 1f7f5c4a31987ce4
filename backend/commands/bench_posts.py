"""The library of a bench: its channels, and posts drafted and scheduled as its people would."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

from PIL import Image

from backend.sample import library as sample_library
from backend.sample import week
from content import media, posts
from content.drafts import Draft, PictureChoice
from content.models import Channel, Library, Post, Publication
from content.permissions import Role
from workers.sandbox.client import PracticeNetworks

# So many accounts a network: ten channels together.
CHANNELS: Final = {"facebook": 4, "instagram": 3, "twitter": 3}
FIRST_ACCOUNT: Final = {
    "facebook": 104_900_000_000_000,
    "instagram": 17_841_490_000_000_000,
    "twitter": 1_450_000_000_000_900_000,
}
TEXT: Final = (
    "Kabar perpustakaan nomor {number}: ruang baca dibuka sampai malam pekan ini. "
    "Ajak teman dan keluarga, ada sudut baru untuk anak."
)
ALT_TEXT: Final = "Dua bidang warna, gambar uji nomor {number}."


@dataclass(slots=True)
class Desk:
    """Drafts and schedules for the library; every post has words and a picture of its own."""

    library: Library
    networks: PracticeNetworks
    channels: dict[str, list[Channel]] = field(default_factory=dict)
    _accounts: int = 0
    _posts: int = 0

    def connect(self, network: str) -> Channel:
        """One more practice account of this network, connected."""
        self._accounts += 1
        channel = sample_library.connect_practice_channel(
            self.library,
            networks=self.networks,
            network=network,
            account_id=str(FIRST_ACCOUNT[network] + self._accounts),
            followers=1000,
            now=datetime.now(UTC),
        )
        self.channels.setdefault(network, []).append(channel)
        return channel

    def connect_all(self) -> None:
        for network, count in CHANNELS.items():
            for _ in range(count):
                self.connect(network)

    def draft(self, channels: Sequence[Channel], *, picture: bool) -> Post:
        """A draft without a time."""
        self._posts += 1
        words = TEXT.format(number=self._posts)
        return posts.draft(
            self.library,
            actor=sample_library.actor(self.library, Role.LIBRARIAN),
            now=datetime.now(UTC),
            content=Draft(
                title=f"Kabar {self._posts}",
                text=words,
                media=[self._picture(self._posts)] if picture else [],
                channel_ids=[channel.pk for channel in channels],
            ),
        )

    def _picture(self, number: int) -> PictureChoice:
        kept = media.upload(
            self.library,
            actor=sample_library.actor(self.library, Role.LIBRARIAN),
            file=BytesIO(_drawn(number)),
            name=f"gambar-{number}.png",
            now=datetime.now(UTC),
        )
        return PictureChoice(kept.pk, alt_text=ALT_TEXT.format(number=number))

    def schedule(self, post: Post, *, due_at: datetime) -> list[Publication]:
        """Plan a draft for this instant, a whole second, and approve it."""
        admin = sample_library.actor(self.library, Role.ADMIN)
        week.move(post, library=self.library, due_at=due_at)
        posts.schedule(post, actor=admin, now=datetime.now(UTC))
        return list(post.publications.select_related("post", "channel"))


def open_desk(networks: PracticeNetworks) -> Desk:
    """A new library with its people."""
    library = sample_library.create(now=datetime.now(UTC))
    sample_library.add_people(library, password=sample_library.new_password())
    return Desk(library, networks)


def _drawn(number: int) -> bytes:
    """A portrait picture like no other number's."""
    colours = random.Random(number)  # noqa: S311  (nothing secret)
    picture = Image.new("RGB", (1080, 1350), _colour(colours))
    picture.paste(_colour(colours), (0, 300 + number, 1080, 1350))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _colour(colours: random.Random) -> tuple[int, int, int]:
    return colours.randrange(256), colours.randrange(256), colours.randrange(256)


def whole_second(instant: datetime, *, after_s: float) -> datetime:
    """The next whole second at least `after_s` from `instant`."""
    later = instant + timedelta(seconds=after_s)
    return later.replace(microsecond=0) + timedelta(seconds=1)
