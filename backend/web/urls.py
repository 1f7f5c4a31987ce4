"""Every address of the pages. What belongs to a library starts with its slug."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from backend.web.views import (
    calendar,
    channels,
    composer,
    doors,
    media,
    posts,
    publications,
    summary,
)


class TokenConverter(StringConverter):
    """The unguessable part of a picture's address, as `secrets.token_urlsafe` makes it."""

    regex = "[A-Za-z0-9_-]+"


register_converter(TokenConverter, "token")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", doors.home, name="home"),
    path("libraries/", doors.libraries, name="libraries"),
    path("sign-in/", doors.SignIn.as_view(), name="sign-in"),
    path("sign-out/", doors.SignOut.as_view(), name="sign-out"),
    path("language/", doors.language, name="language"),
    path("<slug:library>/calendar/", calendar.month, name="calendar"),
    path("<slug:library>/calendar/entries.json", calendar.entries, name="calendar-entries"),
    path("<slug:library>/summary/", summary.summary, name="summary"),
    path("media/<token:token>.jpg", media.public, name="media-public"),
    path("<slug:library>/media/upload/", media.upload, name="media-upload"),
    path("<slug:library>/media/thumb/<token:token>.jpg", media.thumbnail, name="media-thumbnail"),
    path("<slug:library>/media/original/<token:token>", media.original, name="media-original"),
    path("<slug:library>/posts/new/", composer.new, name="post-new"),
    path("<slug:library>/posts/<int:post_id>/edit/", composer.edit, name="post-edit"),
    path("<slug:library>/posts/<int:post_id>/check/", composer.check, name="post-check"),
    path("<slug:library>/posts/<int:post_id>/", posts.page, name="post"),
    path("<slug:library>/posts/<int:post_id>/live/", posts.live, name="post-live"),
    path("<slug:library>/posts/<int:post_id>/submit/", posts.submit, name="post-submit"),
    path("<slug:library>/posts/<int:post_id>/schedule/", posts.schedule, name="post-schedule"),
    path("<slug:library>/posts/<int:post_id>/publish/", posts.publish, name="post-publish"),
    path("<slug:library>/posts/<int:post_id>/send-back/", posts.send_back, name="post-send-back"),
    path("<slug:library>/posts/<int:post_id>/cancel/", posts.cancel, name="post-cancel"),
    path(
        "<slug:library>/publications/<int:publication_id>/",
        include(
            [
                path("send-again/", publications.send_again, name="publication-send-again"),
                path("hold/", publications.hold, name="publication-hold"),
                path("published/", publications.published, name="publication-published"),
                path("absent/", publications.absent, name="publication-absent"),
                path("refresh/", publications.refresh, name="publication-refresh"),
            ]
        ),
    ),
    path("<slug:library>/channels/", channels.page, name="channels"),
    path(
        "<slug:library>/channels/connect/<str:network>/", channels.connect, name="channel-connect"
    ),
    path(
        "<slug:library>/channels/<int:channel_id>/disconnect/",
        channels.disconnect,
        name="channel-disconnect",
    ),
    path(
        "<slug:library>/channels/<int:channel_id>/public-counts/",
        channels.public_counts,
        name="channel-public-counts",
    ),
]
