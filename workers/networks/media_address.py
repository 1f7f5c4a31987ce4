"""Can a network fetch a picture from where we say it is?"""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

_PRIVATE_ENDINGS: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test")


def is_private(url: str) -> bool:
    """True when only this machine or its own network can reach the host of `url`.

    Looks at the name alone; a public name may still point inside.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_ENDINGS)
