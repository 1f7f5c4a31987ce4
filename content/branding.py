"""A library's look, as the studio wants it."""

from pathlib import Path

from content.models import Library
from content.studio.brand import Brand


def brand_of(library: Library) -> Brand:
    """Name, colours, logo, NPP number and one line of contact."""
    npp = f"NPP {library.npp_number}" if library.npp_number else ""
    return Brand(
        name=library.name,
        primary=library.brand_primary,
        accent=library.brand_accent,
        logo=Path(library.logo.file.path) if library.logo else None,
        npp_number=npp,
        contact=_contact(library),
    )


def _contact(library: Library) -> str:
    site = library.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    whatsapp = f"WA {library.whatsapp}" if library.whatsapp else ""
    return "  ·  ".join(part for part in (site, whatsapp or library.phone) if part)
