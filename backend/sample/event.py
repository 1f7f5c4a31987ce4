"""An online sharing session, as Indonesian libraries hold them."""

from datetime import date, datetime, time, timedelta

from content import times
from content.models import Event, Host, Library, Speaker
from content.models.event import EventKind


def create(library: Library, *, now: datetime) -> Event:
    """A session on a Friday about ten days ahead, 09.00 to 11.00."""
    day = _friday_after(now.date() + timedelta(days=7))
    start, end = (
        times.resolve(datetime.combine(day, time(hour)).isoformat(), zone=library.time_zone)
        for hour in (9, 11)
    )
    event = Event.objects.create(
        library=library,
        title="Layanan Perpustakaan di Era Digital",
        subtitle="Dari rak ke layar: berbagi praktik baik tiga perpustakaan",
        series="Sharing Session Daring #12",
        kind=EventKind.ONLINE,
        starts_at=start.at,
        starts_local=start.local,
        ends_at=end.at,
        ends_local=end.local,
        zone=library.time_zone,
        print_zones=["Asia/Makassar", "Asia/Kuala_Lumpur"],
        platform="Zoom",
        moderator="Nadia Kusumawardani, S.I.Pust.",
        registration_url="https://balai-literasi.example/daftar/sesi-12",
        registration_deadline=day - timedelta(days=2),
        quota=100,
        certificate=True,
        contact="WA 0812-0000-0117 (Bagas)",
        created_at=now,
    )
    _people(event)
    _hosts(event)
    return event


def _friday_after(day: date) -> date:
    return day + timedelta(days=(4 - day.weekday()) % 7)


def _people(event: Event) -> None:
    speakers = (
        (
            "Dr. Eng. Rahmat Hidayat, S.T., M.T.",
            "Kepala UPT Perpustakaan",
            "Institut Teknologi Tirta",
        ),
        ("Ts. Hjh. Norhayati binti Ismail", "Ketua Pustakawan", "Universiti Seri Melati, Malaysia"),
        ("Yuliana Prasetyo, S.S., M.Hum.", "Pustakawan Ahli Madya", "Balai Literasi Nusantara"),
    )
    for position, (name, role, institution) in enumerate(speakers, start=1):
        Speaker.objects.create(
            event=event, position=position, name=name, role=role, institution=institution
        )


def _hosts(event: Event) -> None:
    hosts = ("Balai Literasi Nusantara", "Institut Teknologi Tirta", "Universiti Seri Melati")
    for position, name in enumerate(hosts, start=1):
        Host.objects.create(event=event, position=position, name=name)
