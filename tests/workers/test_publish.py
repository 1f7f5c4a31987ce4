"""What becomes of a publication when its time has come, on practice networks over HTTP."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import posts
from content.models import Publication
from content.models.publication import PublicationState as State
from content.permissions import Actor
from content.posts import Draft
from tests.workers.conftest import Due
from workers.dispatch import take
from workers.prepare import prepare
from workers.publish import publish
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db


def sent(publication: Publication) -> Publication:
    """The row after its task has run as often as it asks to, without its pauses."""
    for _ in range(50):
        if publish(publication.pk) is None:
            break
    publication.refresh_from_db()
    return publication


@pytest.mark.parametrize("network", ["facebook", "instagram", "twitter"])
@pytest.mark.parametrize("picture_count", [1, 3])
def test_due_publication_goes_out_once_with_its_pictures(
    due: Due, networks: PracticeNetworks, network: str, picture_count: int
) -> None:
    row = sent(due(network, picture_count=picture_count))

    assert row.state == State.PUBLISHED, (row.reason, row.detail)
    (post,) = networks.journal(kind="post")
    assert post.remote_id == row.remote_id
    assert len(post.media) == picture_count
    assert [item["alt_text"] for item in post.media] == ["Rak buku"] * picture_count
    assert row.permalink == post.permalink
    assert row.collect_at is not None
    assert row.published_at is not None
    assert row.collect_at - row.published_at == timedelta(minutes=5)
