"""Error bodies as X sends them (application/problem+json)."""

from typing import Any, Final

_SUPPORT: Final = "https://api.x.com/2/problems/"


class XError(Exception):
    def __init__(
        self, status: int, body: dict[str, Any], *, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(str(body.get("detail", "")))
        self.status = status
        self.body = body
        self.headers = headers or {}


def problem(status: int, title: str, detail: str, kind: str = "about:blank") -> XError:
    body = {"title": title, "detail": detail, "type": kind, "status": status}
    return XError(status, body)


def invalid(*messages: str, parameters: dict[str, list[str]] | None = None) -> XError:
    """400 with one entry in `errors` per message."""
    found = [{"parameters": parameters or {}, "message": message} for message in messages]
    body = {
        "errors": found,
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{_SUPPORT}invalid-request",
    }
    return XError(400, body)


def unauthorized() -> XError:
    return problem(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> XError:
    return problem(403, "Forbidden", detail)


def duplicate() -> XError:
    return forbidden("You are not allowed to create a Tweet with duplicate content.")


def not_permitted() -> XError:
    return forbidden("You are not permitted to perform this action.")


def out_of_credits(account_id: str) -> XError:
    body = {
        "account_id": account_id,
        "title": "CreditsDepleted",
        "detail": "Your enrolled account does not have any credits to fulfill this request.",
        "type": f"{_SUPPORT}credits",
    }
    return XError(402, body)


def too_many(*, limit: int, reset_s: int) -> XError:
    error = problem(429, "Too Many Requests", "Too Many Requests")
    error.headers = {
        "x-rate-limit-limit": str(limit),
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": str(reset_s),
    }
    return error


def usage_cap() -> XError:
    body = {
        "title": "UsageCapExceeded",
        "detail": "Usage cap exceeded: Monthly product cap",
        "type": f"{_SUPPORT}usage-capped",
        "period": "Monthly",
        "scope": "Product",
    }
    return XError(429, body)


def not_found(what: str, value: str) -> dict[str, Any]:
    """An entry of `errors` beside `data`, and the whole body's only error for a single object."""
    return {
        "value": value,
        "detail": f"Could not find {what} with {what}: [{value}].",
        "title": "Not Found Error",
        "resource_type": what,
        "parameter": "ids" if what == "tweet" else "id",
        "resource_id": value,
        "type": f"{_SUPPORT}resource-not-found",
    }


def presets(name: str, *, account_id: str, reset_s: int) -> XError:
    """The answer behind a named fault order."""
    server = XError(
        503,
        {
            "title": "Service Unavailable",
            "detail": "Service Unavailable",
            "type": "about:blank",
            "status": 503,
        },
    )
    return {
        "rate_limited": too_many(limit=100, reset_s=reset_s),
        "token_expired": unauthorized(),
        "permission_missing": not_permitted(),
        "server_error": server,
        "transient": server,
        "duplicate": duplicate(),
        "out_of_credits": out_of_credits(account_id),
        "usage_cap": usage_cap(),
        "blocked": forbidden(
            "To protect our users from spam and other malicious activity, this account is "
            "temporarily locked. Please log in to https://x.com to unlock your account."
        ),
    }[name]
