"""X's API v2 through tweepy 4.17, with what that package lacks: another host, a timeout, uploads
by multipart, 402, and answers with their headers."""

from typing import Any, Final

import requests
import tweepy
from tweepy.auth import OAuth1UserHandler

from workers.networks import http
from workers.networks.base import Account, Endpoints
from workers.networks.errors import NeedsReconnect
from workers.networks.reasons import Reason
from workers.networks.x_errors import from_x

_IRREVERSIBLE: Final = ("POST", "/2/tweets")
_OAUTH1_KEYS: Final = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")


class XClient(tweepy.Client):  # type: ignore[misc]  # the package has no types
    """A client for one account. Raises only `NetworkError`; every method returns the response.

    With the four keys of OAuth 1.0a requests are signed, else the token is an OAuth 2 user token.
    Pass `user_auth=client.signs` to every method: tweepy's own default differs between them.
    """

    def __init__(self, account: Account, endpoints: Endpoints) -> None:
        keys = {name: account.credentials.get(name, "") for name in _OAUTH1_KEYS}
        self.signs = all(keys.values())
        bearer = {} if self.signs else {"bearer_token": keys["access_token"]}
        super().__init__(**(keys if self.signs else bearer), return_type=requests.Response)
        self.host = endpoints.x_api_url
        self.session = http.Session(timeout_s=endpoints.timeout_s)
        self._secrets = tuple(account.credentials.values())

    def request(
        self,
        method: str,
        route: str,
        params: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        user_auth: bool = False,
        *,
        data: dict[str, str] | None = None,
        files: dict[str, Any] | None = None,
    ) -> requests.Response:
        irreversible = (method, route) == _IRREVERSIBLE
        response = http.send(
            self.session,
            method,
            self.host + route,
            irreversible=irreversible,
            secrets=self._secrets,
            params=params,
            json=json,
            data=data,
            files=files,
            **self._authentication(user_auth=user_auth),
        )
        if not 200 <= response.status_code < 300:
            raise from_x(response, route=route, irreversible=irreversible, secrets=self._secrets)
        if http.json_object(response) is None:
            raise http.no_real_answer(response, irreversible=irreversible, secrets=self._secrets)
        return response

    def _authentication(self, *, user_auth: bool) -> dict[str, Any]:
        headers = {"User-Agent": self.user_agent}
        if user_auth:
            keys = (getattr(self, name) for name in _OAUTH1_KEYS)
            return {"headers": headers, "auth": OAuth1UserHandler(*keys).apply_auth()}
        # A token with a space or a typographic quote in it cannot be a header at all.
        token = self.bearer_token or ""
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise NeedsReconnect(Reason.TOKEN_EXPIRED, detail="no usable token")
        return {"headers": headers | {"Authorization": f"Bearer {token}"}}
