"""What visitors would see: each account's feed and each post as a page, escaped, no scripts."""

import html
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workers.sandbox import weights, words
from workers.sandbox.calls import Call
from workers.sandbox.rows import FACEBOOK, INSTAGRAM, TWITTER, Account, Post

PAGES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# instaloader looks for the compact form in the page.
PAGES.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
NETWORK_NAMES: Final = {FACEBOOK: "Facebook", INSTAGRAM: "Instagram", TWITTER: "X"}
_SHOWN_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    FACEBOOK: ("likes", "comments", "shares"),
    INSTAGRAM: ("likes", "comments", "saves"),
    TWITTER: ("comments", "shares", "likes", "views"),
}
_SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_COLOURS: Final = ("#2f5d62", "#7a4069", "#38598b", "#8b5e34", "#4b6043", "#9a4a3b")


async def respond(call: Call) -> web.StreamResponse:
    """Every page that is not one of instagram.com's."""
    path = call.path.rstrip("/") or "/"
    for pattern, page in _ADDRESSES:
        if found := re.fullmatch(pattern, path):
            return page(call, *found.groups())
    return not_found(call)


def home_page(call: Call, *, embedded: object = None) -> web.Response:
    accounts = list(call.world.accounts())
    groups = {
        network: [_account(call, one) for one in accounts if one.network == network]
        for network in NETWORK_NAMES
    }
    return _page(call, "home.html", embedded=embedded, groups=groups, empty=not accounts)


def account_page(call: Call, account: Account, *, embedded: object = None) -> web.Response:
    posts = call.world.listed_posts(account.network, account.id, limit=60)
    shown = [_post(call, post, account) for post in posts]
    return _page(
        call, "account.html", embedded=embedded, account=_account(call, account), posts=shown
    )


def post_page(call: Call, post: Post | None) -> web.Response:
    if post is None or not call.world.is_visible(post):
        return not_found(call)
    account = call.world.account(post.network, post.account_id)
    if account is None:
        return not_found(call)
    return _page(
        call, "post.html", account=_account(call, account), post=_post(call, post, account)
    )


def not_found(call: Call) -> web.Response:
    return _page(call, "missing.html", status=404)


def _feed(call: Call, network: str, account_id: str) -> web.Response:
    account = call.world.account(network, account_id)
    return account_page(call, account) if account else not_found(call)


def _page_post(call: Call, post_id: str) -> web.Response:
    return post_page(call, call.world.store.post(post_id))


def _picture(call: Call, sha256: str) -> web.StreamResponse:
    media = call.world.store.media_with_hash(sha256)
    if media is None:
        return not_found(call)
    return web.Response(
        body=(call.world.store.media_folder / sha256).read_bytes(),
        headers={
            "Content-Type": media.mime,
            "Cache-Control": "public, max-age=86400, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _avatar(call: Call, network: str, account_id: str) -> web.Response:
    account = call.world.account(network, account_id)
    if account is None:
        return not_found(call)
    letters = "".join(word[0] for word in account.name.split()[:2]).upper()
    colour = _COLOURS[sum(map(ord, account.name)) % len(_COLOURS)]
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">'
        f'<rect width="96" height="96" fill="{colour}"/><text x="48" y="60" fill="#fff" '
        'font-family="system-ui,sans-serif" font-size="36" font-weight="600" '
        f'text-anchor="middle">{html.escape(letters)}</text></svg>'
    )
    headers = {**_SAFE, "Content-Type": "image/svg+xml"}
    return web.Response(text=text, headers=headers)


_ADDRESSES: Final[tuple[tuple[str, Callable[..., web.StreamResponse]], ...]] = (
    (r"/feeds|/", home_page),
    (r"/feeds/(facebook|instagram|twitter)/([\w.-]+)", _feed),
    (r"/feeds/media/([0-9a-f]{64})", _picture),
    (r"/feeds/avatar/(facebook|instagram|twitter)/([\w.-]+)\.svg", _avatar),
    (r"/(\d+_\d+)", _page_post),
    (r"/\w+/status/(\d+)", _page_post),
)


def _page(
    call: Call, template: str, *, status: int = 200, embedded: object = None, **values: Any
) -> web.Response:
    lang = words.choose(
        asked=call.params.get("lang", ""), accept_language=call.headers.get("accept-language", "")
    )
    text = PAGES.get_template(template).render(
        lang=lang,
        path=call.path,
        say=partial(words.say, lang=lang),
        number=partial(words.number, lang=lang),
        counted=partial(words.counted, lang=lang),
        ago=partial(words.ago, lang=lang),
        embedded=embedded,
        **values,
    )
    return web.Response(status=status, text=text, content_type="text/html", headers=_SAFE)


def _account(call: Call, account: Account) -> dict[str, Any]:
    return {
        "network": account.network,
        "network_name": NETWORK_NAMES[account.network],
        "name": account.name,
        "handle": account.handle,
        "followers": account.followers,
        "posts": call.world.count_listed(account.network, account.id),
        "avatar": f"/feeds/avatar/{account.network}/{account.id}.svg",
        "url": f"/feeds/{account.network}/{account.id}",
    }


def _post(call: Call, post: Post, account: Account) -> dict[str, Any]:
    numbers = call.world.numbers(post)
    pictures = call.world.store.media_list(post.media_ids)
    return {
        "id": post.id,
        "text": linked(post.text),
        "link": post.link if account.network == FACEBOOK else "",
        "link_host": urlsplit(post.link).netloc,
        "url": urlsplit(post.permalink).path,
        "age_s": (call.world.clock.now_ms() - post.clock_ms) / 1000,
        "numbers": [(name, numbers[name]) for name in _SHOWN_NUMBERS[account.network]],
        "pictures": pictures,
        "comments": call.world.store.comments(post.id),
    }


def linked(text: str) -> Markup:
    """The text, escaped, with its addresses and hashtags marked as visitors see them."""
    parts, position = [], 0
    for address in weights.addresses(text):
        parts.append(_tagged(text[position : address.start]))
        target = html.escape(address.expanded)
        shown = html.escape(address.text)
        parts.append(f'<a href="{target}" rel="noreferrer nofollow">{shown}</a>')
        position = address.end
    parts.append(_tagged(text[position:]))
    return Markup("".join(parts))  # noqa: S704 every part is escaped above


def _tagged(text: str) -> str:
    escaped = html.escape(text)
    return re.sub(r"(?<![\w&;])#(?=\w*[^\W\d])\w+", r'<span class="tag">\g<0></span>', escaped)
