"""The answer to a machine that asks whether this process serves."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """200 while pages and the database answer; a database out of reach ends in 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
