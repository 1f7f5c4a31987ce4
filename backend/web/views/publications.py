"""The buttons of one publication: one post on one channel."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend import finding
from backend.web import outcomes
from backend.web.libraries import LibraryRequest, library_view
from content import publications
from content.models import Publication
from content.permissions import Permission


def _publication(request: LibraryRequest, publication_id: int) -> Publication:
    return get_object_or_404(publications.visible(request.library.pk), pk=publication_id)


@require_POST
@library_view(Permission.SCHEDULE)
def send_again(request: LibraryRequest, publication_id: int) -> HttpResponse:
    publication, now = _publication(request, publication_id), outcomes.now()
    outcomes.do(
        request,
        lambda: publications.send_again(publication, actor=request.actor, now=now),
        done=_("It is sent again."),
    )
    return outcomes.to_post(request, publication.post)


@require_POST
@library_view(Permission.SCHEDULE)
def hold(request: LibraryRequest, publication_id: int) -> HttpResponse:
    publication, now = _publication(request, publication_id), outcomes.now()
    outcomes.do(
        request,
        lambda: publications.hold(publication, actor=request.actor, now=now),
        done=_("On hold. It goes out only when somebody sends it."),
    )
    return outcomes.to_post(request, publication.post)


@require_POST
@library_view(Permission.SCHEDULE)
def published(request: LibraryRequest, publication_id: int) -> HttpResponse:
    """A person saw it on the network and gives its link."""
    publication, now = _publication(request, publication_id), outcomes.now()
    link = request.POST.get("permalink", "").strip()

    def settle() -> None:
        remote = finding.post_at(publication.channel, link=link)
        publications.resolve_published(
            publication,
            actor=request.actor,
            remote_id=remote.remote_id,
            permalink=remote.permalink,
            now=now,
        )

    outcomes.do(request, settle, done=_("Noted: it is published."))
    return outcomes.to_post(request, publication.post)


@require_POST
@library_view(Permission.SCHEDULE)
def absent(request: LibraryRequest, publication_id: int) -> HttpResponse:
    """A person looked and it is not on the network: it goes again."""
    publication, now = _publication(request, publication_id), outcomes.now()
    outcomes.do(
        request,
        lambda: publications.resolve_absent(publication, actor=request.actor, now=now),
        done=_("Noted: it is sent again."),
    )
    return outcomes.to_post(request, publication.post)


@require_POST
@library_view(Permission.DRAFT)
def refresh(request: LibraryRequest, publication_id: int) -> HttpResponse:
    publication, now = _publication(request, publication_id), outcomes.now()
    outcomes.do(
        request,
        lambda: publications.refresh_numbers(publication, actor=request.actor, now=now),
        done=_("The numbers are read anew in a moment."),
    )
    return outcomes.to_post(request, publication.post)
