"""The ways in and out: signing in, choosing a library, choosing a language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from backend.accounts import guesses
from backend.accounts.models import Membership, User

LANGUAGE_KEPT_S = 365 * 24 * 3600


class SignInForm(AuthenticationForm):
    """E-mail address and password, with a limit on guesses."""

    error_messages = {
        "invalid_login": _("The e-mail address or the password is not right. Try again."),
        "inactive": _("This account is switched off. Ask the admin of your library."),
    }

    def clean(self) -> dict[str, Any]:
        email, now = str(self.cleaned_data.get("username", "")), timezone.now()
        place = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        if guesses.too_many(email, place=place, now=now):
            raise ValidationError(
                _("Too many tries. Wait 15 minutes, then sign in again."), code="too_many"
            )
        try:
            cleaned = super().clean()
        except ValidationError:
            guesses.note_wrong(email, place=place, now=now)
            raise
        guesses.forget(email, place=place)
        return cleaned


class SignIn(LoginView):
    """Opens with the language the person chose last."""

    template_name = "web/doors/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        if isinstance(user, User) and user.language:
            _remember_language(response, user.language)
        return response


class SignOut(LogoutView):
    """By POST only, so that no link elsewhere signs anybody out."""


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponseBase:
    """Straight to the calendar of somebody's only library."""
    memberships = _memberships(request)
    if len(memberships) == 1:
        return redirect("calendar", memberships[0].library.slug)
    return render(request, "web/doors/libraries.html", {"memberships": memberships})


@require_GET
@login_required
def libraries(request: HttpRequest) -> HttpResponse:
    """The choice of library, also for somebody who has only one."""
    return render(request, "web/doors/libraries.html", {"memberships": _memberships(request)})


def _memberships(request: HttpRequest) -> list[Membership]:
    if not isinstance(request.user, User):
        return []
    mine = request.user.memberships.select_related("library")
    return list(mine.order_by("library__name"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language with the person and in this browser, and go back."""
    response: HttpResponse = HttpResponseRedirect(_safe_next(request))
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=code)
    _remember_language(response, code)
    return response


def _remember_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=LANGUAGE_KEPT_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _safe_next(request: HttpRequest) -> str:
    """Where the person was, never another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"
