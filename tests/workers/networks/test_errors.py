import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.networks.errors import NetworkError, OutcomeUnknown, Rejected, TryLater, redact

# A digit in it, or it may be a word that stands around it anyway.
SECRETS = st.text(
    alphabet=string.ascii_letters + string.digits + "-_.~", min_size=12, max_size=80
).filter(lambda secret: any(map(str.isdigit, secret)))
AWKWARD = st.text(
    alphabet=string.ascii_letters + string.digits + "|+/=% ", min_size=12, max_size=80
).filter(lambda secret: secret == secret.strip() and len(set(secret)) > 5)

PLACES = [
    "https://graph.example/v25.0/me?fields=id&access_token={0}&limit=1",
    "https://graph.example/oauth/access_token?client_secret={0}",
    "https://app.example/callback?code={0}&state=1",
    '{{"access_token": "{0}", "expires_in": 5}}',
    "{{'appsecret_proof': '{0}'}}",
    "Authorization: Bearer {0}",
    "Authorization: OAuth {0}",
    'Authorization: OAuth oauth_consumer_key="a", oauth_token="{0}"',
    "('oauth_token', '{0}')",
    "access_token%3D{0}",
    "input_token={0}",
    "refresh_token={0}",
]


@pytest.mark.parametrize("place", PLACES)
@given(secret=SECRETS)
def test_a_secret_never_survives_where_secrets_stand(place: str, secret: str) -> None:
    assert secret not in redact(place.format(secret))


@given(before=st.text(), secret=AWKWARD, after=st.text())
def test_a_known_secret_is_taken_out_anywhere(before: str, secret: str, after: str) -> None:
    assert secret not in redact(f"{before}{secret}{after}", secrets=[secret])


def test_a_meta_token_is_recognised_without_a_name() -> None:
    token = "EAAGm0PX4ZCpsBAKZCtokenOfThePage1234567890"
    assert redact(f"Malformed token {token}!") == "Malformed token [redacted]!"


def test_plain_words_and_error_codes_stay() -> None:
    said = "HTTP 400, code 190/463: Error validating the session, code 12"
    assert redact(said) == said


@given(secret=SECRETS)
def test_no_error_shows_a_secret_in_text_detail_or_parameters(secret: str) -> None:
    url = f"https://graph.example/me?access_token={secret}"
    error = NetworkError("no_answer", detail=url, params={"said": url, "code": 190})
    assert secret not in f"{error} {error!r} {error.detail} {error.params}"
    assert error.params["code"] == 190


def test_details_are_cut_so_that_a_page_of_html_does_not_fill_the_log() -> None:
    assert len(TryLater("server_error", detail="x" * 9000).detail) == 2000


def test_errors_carry_what_the_worker_needs() -> None:
    assert TryLater("rate_limited", after_s=90.0).after_s == 90.0
    assert Rejected("duplicate", duplicate=True).duplicate
    assert str(OutcomeUnknown("no_answer", detail="reset")) == "no_answer: reset"


def test_what_no_database_keeps_is_left_out_of_an_error() -> None:
    error = NetworkError("refused", detail="a\x00b", params={"said": "cut \ud83d"})
    assert (error.detail, error.params) == ("ab", {"said": "cut "})
