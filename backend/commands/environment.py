"""The environment that `etalase` gives to the processes it starts."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def for_practice(*, site_url: str, practice_url: str) -> dict[str, str]:
    """This environment with all five network addresses set to the practice networks."""
    return {
        **os.environ,
        **practice_addresses(practice_url),
        "SITE_URL": site_url,
        "MEDIA_PUBLIC_URL": f"{site_url}/media",
    }


def practice_addresses(practice_url: str) -> Mapping[str, str]:
    """One server answers for all: their paths tell them apart."""
    names = (
        "FACEBOOK_GRAPH_URL",
        "INSTAGRAM_GRAPH_URL",
        "META_UPLOAD_URL",
        "X_API_URL",
        "INSTAGRAM_WEB_URL",
    )
    return dict.fromkeys(names, practice_url)


def quiet(environment: Mapping[str, str]) -> dict[str, str]:
    """Without warnings meant for programmers, and with the settings named."""
    return {
        **environment,
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}",
    }
