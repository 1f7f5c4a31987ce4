"""Meta's Graph through facebook-sdk 3.1.0, with what that package lacks.

The package is of 2018: it refuses every living version, has no timeout, loses the HTTP status
and the headers, breaks nested values and knows only one address.
"""

import hashlib
import hmac
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workers.networks import http
from workers.networks.errors import NeedsReconnect, TryLater
from workers.networks.graph_errors import from_graph
from workers.networks.reasons import Reason

with warnings.catch_warnings():
    # A regular expression in it is not a raw string, which Python warns about when compiling.
    warnings.simplefilter("ignore")
    import facebook

_STOP_READING_AT_PERCENT: Final = 90


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the allowance is used up, by the headers of the last answer."""

    percent: float = 0.0
    wait_s: float | None = None


class Graph(facebook.GraphAPI):  # type: ignore[misc]  # the package has no types
    """A Graph client for one token. Raises only `NetworkError`."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str,
        version: str,
        timeout_s: float,
        app_secret: str = "",
    ) -> None:
        super().__init__(
            access_token=token, timeout=timeout_s, session=http.Session(timeout_s=timeout_s)
        )
        # The package checks a version given to it against a list that ends at 3.1.
        self.version = "v" + version.removeprefix("v")
        self.base_url = base_url
        self.usage = Usage()
        self._proof = _appsecret_proof(token, app_secret) if app_secret else ""
        self._secrets = (token, app_secret, self._proof)

    def request(
        self,
        path: str,
        args: Mapping[str, Any] | None = None,
        post_args: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str | None = None,
        *,
        irreversible: bool = False,
    ) -> dict[str, Any]:
        """The JSON object answered; `irreversible` marks the call that makes a post public."""
        if not self.access_token:
            raise NeedsReconnect(Reason.TOKEN_EXPIRED, detail="the channel has no token")
        method = "POST" if post_args is not None else method or "GET"
        self._spare_the_allowance(method)
        params, fields = _plain(args or {}), _plain(post_args or {})
        (fields if method == "POST" else params).update(self._signature())
        response = http.send(
            self.session,
            method,
            f"{self.base_url}/{path}",
            irreversible=irreversible,
            secrets=self._secrets,
            params=params,
            data=fields or None,
            files=files,
        )
        self.usage = usage_from(response.headers)
        answer = http.json_object(response)
        if answer is None or (response.status_code >= 400 and "error" not in answer):
            raise http.no_real_answer(response, irreversible=irreversible, secrets=self._secrets)
        if "error" in answer:
            error = answer["error"]
            raise from_graph(
                error if isinstance(error, dict) else {"message": str(error)},
                status=response.status_code,
                wait_s=self.usage.wait_s,
                irreversible=irreversible,
                secrets=self._secrets,
            )
        return answer

    def write(
        self,
        parent: str,
        connection: str,
        *,
        fields: Mapping[str, Any],
        files: Mapping[str, Any] | None = None,
        irreversible: bool,
    ) -> dict[str, Any]:
        """POST to a connection of an object, as `put_object`, with files and the point of no
        return said openly."""
        return self.request(
            f"{self.version}/{parent}/{connection}",
            post_args=fields,
            files=files,
            irreversible=irreversible,
        )

    def _signature(self) -> dict[str, str]:
        signature = {"access_token": str(self.access_token)}
        return signature | ({"appsecret_proof": self._proof} if self._proof else {})

    def _spare_the_allowance(self, method: str) -> None:
        """Meta asks to stop calling before the limit; reading can wait, posting cannot."""
        if method == "GET" and self.usage.percent >= _STOP_READING_AT_PERCENT:
            raise TryLater(Reason.RATE_LIMITED, after_s=self.usage.wait_s or 3600.0)


def _appsecret_proof(token: str, app_secret: str) -> str:
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as Graph reads them: nested values and booleans as JSON."""
    return {
        name: json.dumps(value) if isinstance(value, dict | list | tuple | bool) else value
        for name, value in fields.items()
    }


def usage_from(headers: Mapping[str, str]) -> Usage:
    """What X-App-Usage and X-Business-Use-Case-Usage say; unreadable headers say nothing."""
    readings = [_object(headers.get("X-App-Usage"))]
    for by_use_case in _object(headers.get("X-Business-Use-Case-Usage")).values():
        if isinstance(by_use_case, list):
            readings += [reading for reading in by_use_case if isinstance(reading, dict)]
    counters = ("call_count", "total_time", "total_cputime")
    waits = [_amount(reading, "estimated_time_to_regain_access") * 60 for reading in readings]
    return Usage(
        percent=max(_amount(reading, counter) for reading in readings for counter in counters),
        wait_s=max(waits) or None,
    )


def _object(header: str | None) -> dict[str, Any]:
    try:
        value = json.loads(header or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _amount(reading: Mapping[str, Any], name: str) -> float:
    value = reading.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0
