"""The sample library, its people and its practice channels."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backend.accounts import people
from backend.accounts.actors import actor_of
from backend.accounts.models import Membership, User
from backend.connecting import connect_channel
from content.models import Channel, Library
from content.permissions import Actor, Role
from workers.sandbox.client import PracticeNetworks

SLUG: Final = "balai-literasi"
NAME: Final = "Perpustakaan Balai Literasi Nusantara"
HANDLE: Final = "balailiterasi"

PEOPLE: Final = (
    (Role.ADMIN, "Rini Astuti", "rini@balai-literasi.example"),
    (Role.LIBRARIAN, "Bagas Pratama", "bagas@balai-literasi.example"),
    (Role.MANAGER, "Wulan Maharani", "wulan@balai-literasi.example"),
)
ACCOUNTS: Final = (
    ("facebook", "104200000000001", 1830),
    ("instagram", "17841400000000001", 2410),
    ("twitter", "1450000000000000001", 912),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can sign in to the sample library."""

    role: Role
    name: str
    email: str


def create(*, now: datetime) -> Library:
    """The library itself."""
    return Library.objects.create(
        name=NAME,
        slug=SLUG,
        time_zone="Asia/Jakarta",
        languages=["id", "en"],
        npp_number="3171012D1000001",
        address="Jalan Pustaka No. 17, Jakarta Pusat",
        phone="(021) 555-0117",
        whatsapp="0812-0000-0117",
        email="halo@balai-literasi.example",
        website="https://balai-literasi.example",
        brand_primary="#0F5C5C",
        brand_accent="#E8A33D",
        created_at=now,
    )


def add_people(library: Library, *, password: str) -> list[Person]:
    """An admin, a librarian and a manager, all with this password."""
    for role, name, email in PEOPLE:
        people.add(library, email=email, name=name, password=password, role=role)
    return [Person(role, name, email) for role, name, email in PEOPLE]


def new_password() -> str:
    """Easy to type, new for every sample library."""
    words = ("rak", "buku", "pena", "kata", "baca", "sampul", "halaman", "kartu")
    chosen = "-".join(secrets.choice(words) for _ in range(3))
    return f"{chosen}-{secrets.randbelow(9000) + 1000}"


def actor(library: Library, role: Role) -> Actor:
    """The sample person with this role, as the domain knows them."""
    email = next(email for of, _name, email in PEOPLE if of == role)
    user = User.objects.get(email=email)
    return actor_of(Membership.objects.get(user=user, library=library))


def connect_practice_channels(
    library: Library, *, networks: PracticeNetworks, now: datetime
) -> list[Channel]:
    """Open one practice account a network, and connect it as any channel is connected."""
    return [
        connect_practice_channel(
            library,
            networks=networks,
            network=network,
            account_id=account_id,
            followers=followers,
            now=now,
        )
        for network, account_id, followers in ACCOUNTS
    ]


def connect_practice_channel(
    library: Library,
    *,
    networks: PracticeNetworks,
    network: str,
    account_id: str,
    followers: int,
    now: datetime,
) -> Channel:
    """Open this practice account and connect it."""
    credentials: Mapping[str, str] = {"access_token": f"practice-{secrets.token_urlsafe(24)}"}
    networks.save_account(
        network,
        account_id,
        name=NAME,
        handle=HANDLE,
        token=credentials["access_token"],
        followers=followers,
    )
    return connect_channel(
        library,
        actor=actor(library, Role.ADMIN),
        network=network,
        credentials=credentials,
        external_id=account_id if network == "instagram" else "",
        now=now,
    )
