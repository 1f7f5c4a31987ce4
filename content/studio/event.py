"""What is on the flyer of an event."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from content.studio.people import Person

MAX_SPEAKERS = 6


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words the template itself needs, in the flyer's language."""

    speakers: str
    moderator: str
    register: str
    hosts: str


@dataclass(frozen=True, slots=True)
class Event:
    """Everything is drawn as given: dates and times are already written out, with their zones.

    `times` are one line per zone. `badges` are short facts ("Gratis", "Kuota 100 peserta").
    `status` ("KUOTA PENUH") goes across the flyer. Without `registration_url` there is no QR.
    """

    title: str
    date: str
    times: tuple[str, ...]
    place: str
    labels: Labels
    series: str = ""
    subtitle: str = ""
    speakers: tuple[Person, ...] = ()
    moderator: Person | None = None
    hosts: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    deadline: str = ""
    registration_url: str = ""
    contact: str = ""
    status: str = ""

    @property
    def address(self) -> str:
        """The registration link as people type it."""
        parts = urlsplit(self.registration_url)
        return f"{parts.netloc}{parts.path}".removeprefix("www.").rstrip("/")

    @property
    def host_line(self) -> str:
        return f"{self.labels.hosts} {' × '.join(self.hosts)}" if self.hosts else ""


def alt_text(event: Event) -> str:
    """What the flyer says, for people who do not see it, in the flyer's own words."""
    people = [person.name for person in event.speakers]
    facts = [
        event.status,
        event.series,
        event.title,
        event.subtitle,
        f"{event.date}, {', '.join(event.times)}" if event.times else event.date,
        event.place,
        f"{event.labels.speakers}: {'; '.join(people)}" if people else "",
        f"{event.labels.moderator}: {event.moderator.name}" if event.moderator else "",
        *event.badges,
        event.deadline,
        f"{event.labels.register}: {event.address}" if event.registration_url else "",
    ]
    return ". ".join(fact.rstrip(".") for fact in facts if fact) + "."
