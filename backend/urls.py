"""Every address of the site."""

from django.urls import URLPattern, URLResolver, path

from backend.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
]
