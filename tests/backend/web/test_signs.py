"""Every state, kind, network, role and metric has its word; every icon named is in the sprite."""

import json
import re
from pathlib import Path

from backend.web import signs
from backend.web.templatetags import etalase
from content.metrics import Metric
from content.models.post import PostKind, PostState
from content.models.publication import PublicationState
from content.networks import LIMITS
from content.permissions import Role

WEB = Path(signs.__file__).parent
ICONS = set(json.loads((WEB / "frontend/src/icons.json").read_text(encoding="utf-8")))


def test_nothing_the_domain_knows_lacks_a_word() -> None:
    assert set(PostState.values) | set(PublicationState.values) == set(signs.STATES)
    assert set(PostKind.values) == set(signs.KINDS)
    assert set(LIMITS) == set(signs.NETWORKS)
    assert set(Role) == set(signs.ROLES)
    assert set(Metric) == set(signs.METRICS)


def test_every_icon_of_a_sign_is_in_the_sprite() -> None:
    tables = (signs.STATES, signs.KINDS, signs.ROLES, signs.METRICS)
    assert {sign.icon for table in tables for sign in table.values()} <= ICONS


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    templates = list((WEB / "templates").rglob("*.html"))
    named = {
        name
        for template in templates
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', template.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= ICONS


def test_every_icon_of_a_script_is_in_the_sprite() -> None:
    scripts = (WEB / "frontend/src").rglob("*.js")
    named = {
        name
        for script in scripts
        for name in re.findall(r'\bicon\("([a-z0-9-]+)"\)', script.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= ICONS


def test_no_state_looks_like_another() -> None:
    tokens = (WEB / "frontend/src/styles/tokens.css").read_text(encoding="utf-8")
    for state in signs.STATES:
        assert f"--state-{state}:" in tokens
        assert f"--state-{state}-tint:" in tokens
    icons = [sign.icon for sign in signs.STATES.values()]
    assert len(icons) == len(set(icons))


def test_badge_says_its_state_in_colour_icon_and_word() -> None:
    badge = etalase.state_badge("failed")
    assert "state--failed" in badge
    assert "#circle-x" in badge
    assert "Failed" in badge or "Gagal" in badge


def test_network_badge_names_the_network_for_a_screen_reader() -> None:
    badge = etalase.network_badge("instagram")
    assert '<span aria-hidden="true">IG</span>' in badge
    assert '<span class="visually-hidden">Instagram</span>' in badge


def test_missing_number_is_a_dash_and_zero_is_zero() -> None:
    assert etalase.count(None) == "–"
    assert etalase.count(0) == "0"


def test_initials_of_one_name_of_many_and_of_none() -> None:
    assert etalase.initials("Rini") == "R"
    assert etalase.initials("Siti Nur Rahmawati") == "SR"
    assert etalase.initials(" ") == "?"
