import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_health_answers_anyone_and_is_never_cached(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_database_out_of_reach_is_not_healthy() -> None:
    def refuse(*_: object) -> object:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        answer = Client(raise_request_exception=False).get("/health")
    assert answer.status_code == 500
