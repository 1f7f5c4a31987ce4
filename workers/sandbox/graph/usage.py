"""How much of its limits an account has used: the usage headers, and the refusal beyond them."""

import json

from workers.sandbox.calls import Call
from workers.sandbox.graph.errors import GraphError
from workers.sandbox.rows import INSTAGRAM, Account

HOUR_S = 3600
DAY_S = 24 * HOUR_S
_APP_CALLS_PER_USER = 200
_APP_USERS_AT_LEAST = 100
_CALLS_PER_ENGAGED_USER = 4800


def note(call: Call, account: Account) -> None:
    """Count the call and set the headers. Raises GraphError 80001/80002 when over the limit."""
    usage = call.world.usage
    who = f"{account.network}:{account.id}"
    users = max(_APP_USERS_AT_LEAST, len(list(call.world.accounts())))
    app_share = _share(
        usage.count("app", "graph", window_s=HOUR_S), limit=_APP_CALLS_PER_USER * users
    )
    limit = _CALLS_PER_ENGAGED_USER * max(1, account.followers // 5)
    share = _share(usage.count(who, "graph", window_s=DAY_S), limit=limit)
    wait_min = _wait_min(call, who) if share > 100 else 0
    code, kind = (80002, "instagram") if account.network == INSTAGRAM else (80001, "pages")
    call.answer_headers["X-App-Usage"] = json.dumps(
        {"call_count": app_share, "total_time": app_share // 4, "total_cputime": app_share // 5}
    )
    business = {
        "type": kind,
        "call_count": share,
        "total_cputime": share // 5,
        "total_time": share // 4,
        "estimated_time_to_regain_access": wait_min,
    }
    call.answer_headers["X-Business-Use-Case-Usage"] = json.dumps({account.id: [business]})
    if share > 100 and account.options.get("rate_limits", True):
        raise GraphError(
            code,
            f"(#{code}) There have been too many calls from this account. Wait a bit and try "
            "again. For more info, please refer to "
            "https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
            subcode=2446079,
        )


def _wait_min(call: Call, who: str) -> int:
    """Minutes until the oldest call leaves the window."""
    free_ms = call.world.usage.oldest_ms(who, "graph") + DAY_S * 1000
    return max(1, int((free_ms - call.world.clock.now_ms()) / 60_000))


def _share(calls: int, *, limit: int) -> int:
    return calls * 100 // limit
