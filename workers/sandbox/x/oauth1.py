"""OAuth 1.0a: the signature is checked when the account's secrets are known here."""

import base64
import hashlib
import hmac
from urllib.parse import quote, unquote, urlsplit

from workers.sandbox.calls import Call, oauth1_parameters
from workers.sandbox.rows import Account


def signature_fits(call: Call, account: Account) -> bool:
    """True for OAuth 2 bearers, and for accounts made without `consumer_secret`.

    A client may have signed the real host's address, with this server in its place only on the
    wire; so both the addressed host and api.x.com / api.twitter.com are tried.
    """
    header = call.headers.get("authorization", "")
    scheme, _, rest = header.partition(" ")
    secret = account.options.get("consumer_secret")
    if scheme.lower() != "oauth" or not secret:
        return True
    given = oauth1_parameters(rest)
    key = f"{_escaped(str(secret))}&{_escaped(str(account.options.get('token_secret', '')))}"
    hosts = (call.base_url, "https://api.x.com", "https://api.twitter.com")
    signatures = (_signature(call, given, key=key, host=host) for host in hosts)
    return any(hmac.compare_digest(one, given.get("oauth_signature", "")) for one in signatures)


def _signature(call: Call, given: dict[str, str], *, key: str, host: str) -> str:
    signed = [(name, value) for name, value in given.items() if name != "oauth_signature"]
    signed = [(name, value) for name, value in signed if name != "realm"]
    signed += [(name, call.params[name]) for name in call.query_names]
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in signed)
    base = urlsplit(host)
    address = f"{base.scheme}://{base.netloc.lower()}{call.path}"
    text = "&".join(f"{name}={value}" for name, value in pairs)
    message = "&".join((call.method, _escaped(unquote(address)), _escaped(text)))
    digest = hmac.new(key.encode(), message.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _escaped(text: str) -> str:
    return quote(text, safe="-._~")
