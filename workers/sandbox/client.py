"""Talk to the practice networks' control interface from tests, the demo and the bench."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from workers.sandbox.rows import JournalEntry, Reading


class PracticeNetworksError(Exception):
    """The control interface refused an order; the message says why."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """`now`: at this moment; `readings`: each number as last given out to a client."""

    now: Mapping[str, int]
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class RequestCount:
    account: str
    method: str
    template: str
    count: int


class PracticeNetworks:
    """One running server. `base_url` is also the address of every network, e.g. Graph's."""

    def __init__(self, base_url: str, *, timeout_s: float = 10.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout_s = timeout_s
        self._session = requests.Session()
        self._session.trust_env = False

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        answer = self._session.request(
            method,
            f"{self.base_url}/_sandbox/{path}",
            params=params,
            json=body,
            timeout=self.timeout_s,
        )
        found = answer.json()
        if answer.status_code >= 400:
            raise PracticeNetworksError(str(found.get("error", found)))
        return found

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = self._ask("GET", "health")
        return found

    def wait_until_up(self, *, within_s: float = 20.0) -> None:
        """Return as soon as the server answers. Raises PracticeNetworksError if it never does."""
        deadline = time.monotonic() + within_s
        while True:
            try:
                self.health()
            except requests.ConnectionError as error:
                if time.monotonic() > deadline:
                    raise PracticeNetworksError(f"{self.base_url} does not answer") from error
                time.sleep(0.05)
            else:
                return

    def close(self) -> None:
        self._session.close()

    def reset(self) -> None:
        self._ask("POST", "reset", body={})

    # accounts

    def accounts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", "accounts")
        return found

    def save_account(self, network: str, account_id: str, **values: Any) -> dict[str, Any]:
        """Create or change an account; values are those of `rows.Account`."""
        body = {"network": network, "id": account_id, **values}
        found: dict[str, Any] = self._ask("POST", "accounts", body=body)
        return found

    # what happened

    def journal(
        self, *, since: int = 0, network: str = "", account: str = "", kind: str = ""
    ) -> list[JournalEntry]:
        """Accepted writes, oldest first. kind "post" gives exactly what visitors can see."""
        filters = {"network": network, "account": account, "kind": kind}
        params: dict[str, str | int] = {name: value for name, value in filters.items() if value}
        rows = self._ask("GET", "journal", params={**params, "since": since})
        return [JournalEntry(**row) for row in rows]

    def posts(self, network: str, account_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", f"posts/{network}/{account_id}")
        return found

    def requests(self) -> list[RequestCount]:
        return [RequestCount(**row) for row in self._ask("GET", "requests")]

    def forget_requests(self) -> None:
        self._ask("DELETE", "requests")

    def numbers(self, network: str, post_id: str) -> Numbers:
        found = self._ask("GET", f"numbers/{network}/{post_id}")
        readings = {metric: Reading(**one) for metric, one in found["readings"].items()}
        return Numbers(now=found["now"], readings=readings)

    # orders

    def advance_clock(self, *, seconds: float) -> None:
        self._ask("POST", "clock", body={"advance_s": seconds})

    def fault(self, what: str, **order: Any) -> int:
        """Order a fault (see `workers.sandbox.faults`); gives its id."""
        return int(self._ask("POST", "faults", body={"what": what, **order})["id"])

    def faults(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", "faults")
        return found

    def clear_faults(self, fault_id: int | None = None) -> None:
        self._ask("DELETE", "faults", params={"id": fault_id} if fault_id else None)
