"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from backend.api.v1 import api
from backend.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("api/v1/", api.urls),
    path("", include("backend.web.urls")),
]
