"""Error bodies as Graph sends them.

Token errors come with HTTP 400 and code 190, an unknown or forbidden object is code 100 subcode
33 (803 within `?ids=`), content errors of Instagram carry 2207xxx subcodes.
"""

import secrets
from typing import Any

from workers.sandbox.clock import moment


class GraphError(Exception):
    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        status: int = 400,
        kind: str = "OAuthException",
        transient: bool | None = None,
        title: str = "",
        user_message: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.subcode = subcode
        self.status = status
        self.kind = kind
        self.transient = transient
        self.title = title
        self.user_message = user_message

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.transient is not None:
            error["is_transient"] = self.transient
        if self.title:
            error["error_user_title"] = self.title
        if self.user_message:
            error["error_user_msg"] = self.user_message
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(17)
        return {"error": error}


def unknown_path(path: str) -> GraphError:
    return GraphError(2500, f"Unknown path components: {path}")


def parameter(message: str, *, subcode: int | None = None) -> GraphError:
    return GraphError(100, f"(#100) {message}", subcode=subcode)


def missing(object_id: str, method: str) -> GraphError:
    verb = {"GET": "get", "DELETE": "delete"}.get(method, "post")
    return GraphError(
        100,
        f"Unsupported {verb} request. Object with ID '{object_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. Please read the "
        "Graph API documentation at https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )


def no_token(path: str) -> GraphError:
    if path == "/me" or path.startswith("/me/"):
        return GraphError(
            2500,
            "An active access token must be used to query information about the current user.",
        )
    return GraphError(104, "An access token is required to request this resource.")


def bad_token() -> GraphError:
    return GraphError(190, "Invalid OAuth access token - Cannot parse access token")


def token_problem(state: str, *, now_ms: float) -> GraphError:
    stamp = "%A, %d-%b-%y %H:%M:%S PST"
    now = moment(now_ms - 8 * 3_600_000).strftime(stamp)
    before = moment(now_ms - 9 * 3_600_000).strftime(stamp)
    prefix = "Error validating access token: "
    messages = {
        "expired": (463, f"Session has expired on {before}. The current time is {now}."),
        "revoked": (458, "The user has not authorized application 1380000000000000."),
        "password_changed": (
            460,
            "The session has been invalidated because the user changed their password.",
        ),
        "checkpoint": (459, "The user is enrolled in a blocking, logged-in checkpoint"),
    }
    subcode, message = messages[state]
    return GraphError(190, prefix + message, subcode=subcode)


def instagram(code: int, subcode: int, message: str, *, title: str = "") -> GraphError:
    return GraphError(
        code,
        message,
        subcode=subcode,
        transient=code in (-1, -2),
        title=title or "Media problem",
        user_message=message,
    )


def presets(name: str, *, network: str, now_ms: float) -> tuple[GraphError, dict[str, str]]:
    """The error and headers behind a named fault order."""
    headers: dict[str, str] = {}
    if name == "rate_limited":
        code, kind = (80002, "instagram") if network == "instagram" else (80001, "pages")
        headers["X-Business-Use-Case-Usage"] = (
            f'{{"1380000000000000":[{{"type":"{kind}","call_count":100,"total_cputime":25,'
            '"total_time":25,"estimated_time_to_regain_access":5}]}'
        )
        message = "There have been too many calls to this account. Wait a bit and try again."
        return GraphError(code, f"(#{code}) {message}", subcode=2446079), headers
    errors = {
        "token_expired": token_problem("expired", now_ms=now_ms),
        "permission_missing": GraphError(
            200,
            "(#200) The permission(s) pages_manage_posts are not available. It could because "
            "either they are deprecated or need to be approved by App Review.",
            status=403,
        ),
        "server_error": GraphError(
            1, "An unknown error has occurred.", status=500, transient=False
        ),
        "transient": GraphError(
            2,
            "An unexpected error has occurred. Please retry your request later.",
            status=500,
            transient=True,
        ),
        "duplicate": duplicate(),
        "blocked": blocked(network),
        "out_of_credits": GraphError(4, "(#4) Application request limit reached", transient=True),
        "usage_cap": GraphError(4, "(#4) Application request limit reached", transient=True),
    }
    return errors[name], headers


def duplicate() -> GraphError:
    return GraphError(
        506,
        "Duplicate status message",
        transient=False,
        title="Duplicate Status Update",
        user_message="This status update is identical to the last one you posted. Try posting "
        "something different, or delete your previous update.",
    )


def blocked(network: str) -> GraphError:
    if network == "instagram":
        return instagram(4, 2207051, "We restrict certain activity to protect our community.")
    return GraphError(
        368,
        "The action attempted has been deemed abusive or is otherwise disallowed",
        subcode=1390008,
        transient=False,
        title="You can't use this feature right now",
        user_message="We limit how often you can post, comment or do other things in a given "
        "amount of time in order to help protect the community from spam. You can try again later.",
    )
