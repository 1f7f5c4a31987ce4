import pytest

from workers.networks.errors import (
    Misconfigured,
    NeedsReconnect,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.graph_errors import (
    BY_CODE,
    BY_SUBCODE,
    MetricRefused,
    NotVisible,
    from_graph,
    from_subcode,
)
from workers.networks.reasons import Reason


def _error(
    code: int,
    subcode: int = 0,
    *,
    message: str = "no",
    status: int = 400,
    wait_s: float | None = None,
    irreversible: bool = True,
    **more: object,
) -> NetworkError:
    error = {"code": code, "error_subcode": subcode, "message": message, **more}
    return from_graph(
        error, status=status, wait_s=wait_s, irreversible=irreversible, secrets=["s3cr3t-value"]
    )


@pytest.mark.parametrize(
    ("code", "subcode", "kind", "reason"),
    [
        (190, 463, NeedsReconnect, Reason.TOKEN_EXPIRED),
        (190, 459, NeedsReconnect, Reason.ACCOUNT_CHECK),
        (190, 492, NeedsReconnect, Reason.PERMISSION_MISSING),
        (190, 0, NeedsReconnect, Reason.TOKEN_EXPIRED),
        (102, 0, NeedsReconnect, Reason.TOKEN_EXPIRED),
        (10, 0, NeedsReconnect, Reason.PERMISSION_MISSING),
        (200, 0, NeedsReconnect, Reason.PERMISSION_MISSING),
        (299, 0, NeedsReconnect, Reason.PERMISSION_MISSING),
        (4, 0, TryLater, Reason.RATE_LIMITED),
        (32, 0, TryLater, Reason.RATE_LIMITED),
        (80001, 2446079, TryLater, Reason.RATE_LIMITED),
        (80014, 0, TryLater, Reason.RATE_LIMITED),
        (4, 2207051, NeedsReconnect, Reason.ACCOUNT_RESTRICTED),
        (368, 0, NeedsReconnect, Reason.ACCOUNT_RESTRICTED),
        (9, 2207042, TryLater, Reason.DAILY_LIMIT),
        (9007, 2207027, TryLater, Reason.NOT_READY),
        (9004, 2207052, Misconfigured, Reason.MEDIA_UNREACHABLE),
        (36003, 2207009, Rejected, Reason.MEDIA_REFUSED),
        (36004, 2207010, Rejected, Reason.TEXT_TOO_LONG),
        (100, 0, Rejected, Reason.UNKNOWN_REFUSAL),
        (100, 1609005, Rejected, Reason.LINK_REFUSED),
        (1609005, 0, Rejected, Reason.LINK_REFUSED),
        (100, 1366046, Rejected, Reason.MEDIA_REFUSED),
        (506, 0, Rejected, Reason.DUPLICATE),
        (100, 33, NotVisible, Reason.ACCOUNT_NOT_VISIBLE),
        (803, 0, NotVisible, Reason.ACCOUNT_NOT_VISIBLE),
        (1, 0, OutcomeUnknown, Reason.SERVER_ERROR),
        (2, 0, OutcomeUnknown, Reason.SERVER_ERROR),
        (-1, 2207001, OutcomeUnknown, Reason.SERVER_ERROR),
        (24, 2207006, OutcomeUnknown, Reason.MEDIA_EXPIRED),
        (31337, 0, Rejected, Reason.UNKNOWN_REFUSAL),
    ],
)
def test_codes_on_the_irreversible_call(
    code: int, subcode: int, kind: type[NetworkError], reason: Reason
) -> None:
    error = _error(code, subcode)
    assert (type(error), error.reason) == (kind, reason)
    assert (error.params["code"], error.params["subcode"]) == (code, subcode)


@pytest.mark.parametrize("verdicts", [BY_CODE, BY_SUBCODE])
def test_nothing_but_the_irreversible_call_ends_unknown(
    verdicts: dict[int, tuple[type[NetworkError], Reason]],
) -> None:
    by_code = verdicts is BY_CODE
    for number in verdicts:
        code, subcode = (number, 0) if by_code else (100, number)
        assert not isinstance(_error(code, subcode, irreversible=False), OutcomeUnknown)


def test_an_unlisted_transient_error_may_have_written() -> None:
    assert isinstance(_error(31337, is_transient=True), OutcomeUnknown)
    assert isinstance(_error(31337, status=503), OutcomeUnknown)
    assert isinstance(_error(31337, status=503, irreversible=False), TryLater)


def test_the_wait_is_what_the_header_said_else_an_hour() -> None:
    told, untold = _error(32, wait_s=300.0), _error(32)
    assert isinstance(told, TryLater)
    assert isinstance(untold, TryLater)
    assert (told.after_s, untold.after_s) == (300.0, 3600.0)


def test_a_duplicate_hints_at_an_earlier_success() -> None:
    error = _error(506)
    assert isinstance(error, Rejected)
    assert error.duplicate


def test_a_retired_metric_is_told_from_one_that_does_not_fit() -> None:
    retired = _error(100, message="(#100) The value must be a valid insights metric")
    unfit = _error(100, 2207086)
    assert isinstance(retired, MetricRefused)
    assert isinstance(unfit, MetricRefused)
    assert (retired.everywhere, unfit.everywhere) == (True, False)


def test_an_unknown_version_is_setup_but_a_missing_token_is_not() -> None:
    version = _error(2500, message="Unknown path components: /me")
    token = _error(2500, message="An active access token must be used to query information")
    assert (type(version), version.reason) == (Misconfigured, Reason.WRONG_ADDRESS)
    assert (type(token), token.reason) == (NeedsReconnect, Reason.TOKEN_EXPIRED)


def test_the_network_s_own_words_are_kept_without_secrets() -> None:
    error = _error(190, message="Malformed access token s3cr3t-value")
    assert error.params["said"] == "Malformed access token [redacted]"
    assert "s3cr3t" not in str(error)


def test_the_words_for_people_win_over_the_technical_ones() -> None:
    error = _error(100, message="Invalid parameter", error_user_msg="Foto terlalu besar")
    assert error.params["said"] == "Foto terlalu besar"
    assert "Invalid parameter" in error.detail


def test_a_failed_container_is_never_an_unknown_outcome() -> None:
    assert isinstance(from_subcode(2207053, said="x"), TryLater)
    assert from_subcode(2207009, said="x").reason == Reason.MEDIA_REFUSED
    assert from_subcode(0, said="x").reason == Reason.MEDIA_REFUSED
