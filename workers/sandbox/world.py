"""Everything the practice networks share while they run: memory, clock, faults, traffic."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workers.sandbox import growth
from workers.sandbox.clock import Clock
from workers.sandbox.faults import Faults
from workers.sandbox.rows import (
    Account,
    Comment,
    Container,
    JournalEntry,
    Media,
    Post,
)
from workers.sandbox.store import Store

DEFAULT_SEED = 20_261_123


@dataclass(frozen=True, slots=True)
class Settings:
    """`speed` multiplies the age of posts when their numbers are worked out, nothing else.

    `x_fields`: "old" (retweet_count, edit_history_tweet_ids) or "new" (repost_count, …).
    """

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8090
    seed: int = DEFAULT_SEED
    speed: float = 1.0
    delay_ms: float = 0.0
    container_s: float = 0.4
    x_fields: str = "old"


class World:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.data_dir)
        self.clock = Clock(offset_ms=float(self.store.setting("clock_offset_ms", "0")))
        self.faults = Faults()
        self.requests: Counter[tuple[str, str, str]] = Counter()
        self.usage = Usage(self.clock)
        self._accounts: dict[tuple[str, str], Account] = {}
        self._by_token: dict[str, list[Account]] = {}
        self.load_accounts()

    # accounts are looked up on every call, so they are kept at hand

    def load_accounts(self) -> None:
        self._accounts = {(a.network, a.id): a for a in self.store.accounts()}
        self._by_token = defaultdict(list)
        for account in self._accounts.values():
            for token in {account.token, account.user_token} - {""}:
                self._by_token[token].append(account)

    def accounts(self) -> Iterable[Account]:
        return self._accounts.values()

    def account(self, network: str, account_id: str) -> Account | None:
        return self._accounts.get((network, account_id))

    def with_token(self, token: str) -> list[Account]:
        return self._by_token.get(token, [])

    def by_handle(self, network: str, handle: str) -> Account | None:
        wanted = handle.lower()
        found = (a for (n, _), a in self._accounts.items() if n == network)
        return next((a for a in found if a.handle.lower() == wanted), None)

    # ids

    def graph_id(self) -> str:
        return str(122_100_000_000_000_000 + self.store.next_number() * 7919)

    def instagram_id(self) -> str:
        return str(17_900_000_000_000_000 + self.store.next_number() * 104_729)

    def x_id(self) -> str:
        """A snowflake, so that ids sort by time as on X."""
        number = self.store.next_number()
        return str(((int(self.clock.wall_ms()) - 1_288_834_974_657) << 22) | (number & 0x3FFFFF))

    def media_pk(self) -> int:
        """Instagram's inner number of a media object, from which its shortcode follows."""
        number = self.store.next_number()
        return ((int(self.clock.wall_ms()) - 1_314_220_021_721) << 23) | (number & 0x7FFFFF)

    # what happened

    def journal(self, entry: JournalEntry) -> None:
        entry.accepted_ms = self.clock.wall_ms()
        self.store.record(entry)

    def keep(self, row: Media | Container | Post | Comment) -> None:
        self.store.save(row)

    def clear(self) -> None:
        self.store.clear()
        self.clock.offset_ms = 0.0
        self.faults.clear()
        self.requests.clear()
        self.usage.clear()
        self.load_accounts()

    # numbers

    def numbers(self, post: Post) -> dict[str, int]:
        """The post's numbers at this moment, comments written through the interface included."""
        account = self.account(post.network, post.account_id)
        visible_ms = post.visible_ms if post.visible_ms is not None else self.clock.now_ms()
        found = growth.numbers(
            seed=self.settings.seed,
            post_id=post.id,
            form=post.form,
            followers=account.followers if account else 0,
            age_s=(self.clock.now_ms() - visible_ms) / 1000 * self.settings.speed,
        )
        found["comments"] += len(self.store.comments(post.id))
        return found

    def is_visible(self, post: Post) -> bool:
        return (
            not post.deleted
            and post.visible_ms is not None
            and post.visible_ms <= self.clock.now_ms()
        )

    def listed_posts(self, network: str, account_id: str, *, limit: int = 3200) -> list[Post]:
        """What the network's own lists show, newest first."""
        now_ms = self.clock.now_ms()
        return self.store.listed_posts(network, account_id, clock_ms=now_ms, limit=limit)

    def count_listed(self, network: str, account_id: str) -> int:
        return self.store.count_listed(network, account_id, clock_ms=self.clock.now_ms())


@dataclass(slots=True)
class Usage:
    """Calls within a sliding window of the practice clock, for rate limits and usage headers."""

    clock: Clock
    _calls: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def count(self, who: str, what: str, *, window_s: float, add: bool = True) -> int:
        """Calls in the window, this one included when it is added."""
        now_ms = self.clock.now_ms()
        calls = self._calls.setdefault((who, what), deque())
        while calls and calls[0] <= now_ms - window_s * 1000:
            calls.popleft()
        if add:
            calls.append(now_ms)
        return len(calls)

    def oldest_ms(self, who: str, what: str) -> float:
        calls = self._calls.get((who, what))
        return calls[0] if calls else self.clock.now_ms()

    def clear(self) -> None:
        self._calls.clear()
