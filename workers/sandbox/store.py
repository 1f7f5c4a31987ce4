"""The memory of the practice networks: one SQLite file and a folder of pictures.

Every answer is committed before it leaves, so that a restarted server knows what it accepted.
`synchronous=OFF` trusts the machine not to lose power, never the process not to be killed.
"""

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workers.sandbox.rows import Account, Comment, Container, JournalEntry, Media, Post, Reading

SCHEMA = """
create table if not exists setting (name text primary key, value text not null);
create table if not exists account (
  network text, id text, name text, handle text, token text, followers integer, user_token text,
  standing text, created_ms real, options text, primary key (network, id));
create table if not exists media (
  id text primary key, network text, account_id text, sha256 text, mime text, width_px integer,
  height_px integer, size_bytes integer, created_ms real, clock_ms real, alt_text text,
  caption text, source_url text, post_id text);
create index if not exists media_hash on media (sha256);
create table if not exists container (
  id text primary key, account_id text, form text, caption text, media_id text, children text,
  created_ms real, clock_ms real, ready_ms real, "order" text, post_id text);
create index if not exists container_recent on container (account_id, clock_ms);
create table if not exists post (
  id text primary key, network text, account_id text, form text, text text, link text,
  created_ms real, clock_ms real, visible_ms real, listed_ms real, permalink text, shortcode text,
  deleted integer, media_ids text, details text);
create index if not exists post_recent on post (network, account_id, created_ms);
create index if not exists post_window on post (network, account_id, clock_ms);
create index if not exists post_text on post (network, account_id, text);
create index if not exists post_shortcode on post (shortcode) where shortcode <> '';
create table if not exists comment (
  id text primary key, post_id text, account_id text, text text, created_ms real);
create index if not exists comment_post on comment (post_id);
create table if not exists journal (
  seq integer primary key autoincrement, arrived_ms real, accepted_ms real, network text,
  account_id text, kind text, form text, text text, link text, media text, remote_id text,
  permalink text);
create table if not exists reading (
  post_id text, metric text, value integer, at_ms real, primary key (post_id, metric));
"""
_LISTED = (
    "from post where network = ? and account_id = ? and deleted = 0"
    " and visible_ms <= ? and listed_ms <= ?"
)
TABLES = ("account", "media", "container", "post", "comment", "journal", "reading", "setting")
JSON_COLUMNS = {"options", "children", "media_ids", "details", "media"}


class Store:
    def __init__(self, folder: Path) -> None:
        self.media_folder = folder / "media"
        self.media_folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=off")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        self._db.close()

    def clear(self) -> None:
        """Forget everything, pictures included; the number of the next id stays."""
        last = self.setting("last_id", "0")
        for table in TABLES:
            self._db.execute(f"delete from {table}")  # noqa: S608 our own table names
        self.save_setting("last_id", last)
        for file in self.media_folder.iterdir():
            file.unlink()

    # settings

    def setting(self, name: str, default: str) -> str:
        row = self._db.execute("select value from setting where name = ?", (name,)).fetchone()
        return str(row["value"]) if row else default

    def save_setting(self, name: str, value: str) -> None:
        self._db.execute("insert or replace into setting values (?, ?)", (name, value))

    def next_number(self) -> int:
        """A number never given before, also across restarts and resets."""
        number = int(self.setting("last_id", "0")) + 1
        self.save_setting("last_id", str(number))
        return number

    # any row

    def save(self, row: Account | Media | Container | Post | Comment) -> None:
        self._write("insert or replace", row)

    def _write(self, verb: str, row: Any) -> int:
        table = "journal" if isinstance(row, JournalEntry) else type(row).__name__.lower()
        names = [field.name for field in dataclasses.fields(row) if field.name != "seq"]
        values = [_stored(name, getattr(row, name)) for name in names]
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        sql = f"{verb} into {table} ({columns}) values ({marks})"
        return int(self._db.execute(sql, values).lastrowid or 0)

    def _rows(self, sql: str, arguments: Sequence[object] = ()) -> list[dict[str, Any]]:
        return [_loaded(row) for row in self._db.execute(sql, arguments)]

    # accounts

    def accounts(self) -> list[Account]:
        return [Account(**row) for row in self._rows("select * from account order by created_ms")]

    # pictures

    def keep_picture(self, data: bytes) -> str:
        """Store the bytes once under their hash; gives the hash."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.media_folder / digest
        if not path.exists():
            path.write_bytes(data)
        return digest

    def media(self, media_id: str) -> Media | None:
        rows = self._rows("select * from media where id = ?", (media_id,))
        return Media(**rows[0]) if rows else None

    def media_with_hash(self, sha256: str) -> Media | None:
        rows = self._rows("select * from media where sha256 = ? limit 1", (sha256,))
        return Media(**rows[0]) if rows else None

    def media_list(self, ids: Iterable[str]) -> list[Media]:
        return [media for media in map(self.media, ids) if media is not None]

    # containers

    def container(self, container_id: str) -> Container | None:
        rows = self._rows("select * from container where id = ?", (container_id,))
        return Container(**rows[0]) if rows else None

    def containers_since(self, account_id: str, *, clock_ms: float) -> int:
        sql = "select count(*) from container where account_id = ? and clock_ms > ?"
        return int(self._db.execute(sql, (account_id, clock_ms)).fetchone()[0])

    # posts

    def post(self, post_id: str) -> Post | None:
        rows = self._rows("select * from post where id = ?", (post_id,))
        return _post(rows[0]) if rows else None

    def post_by_shortcode(self, shortcode: str) -> Post | None:
        rows = self._rows("select * from post where shortcode = ?", (shortcode,))
        return _post(rows[0]) if rows else None

    def posts(self, network: str, account_id: str) -> list[Post]:
        """Newest first, everything that was not deleted, hidden and unlisted ones too."""
        sql = (
            "select * from post where network = ? and account_id = ? and deleted = 0"
            " order by created_ms desc, rowid desc limit 10000"
        )
        return [_post(row) for row in self._rows(sql, (network, account_id))]

    def listed_posts(
        self, network: str, account_id: str, *, clock_ms: float, limit: int
    ) -> list[Post]:
        """Newest first, what lists show at that time of the practice clock."""
        sql = f"select * {_LISTED} order by created_ms desc, rowid desc limit ?"
        rows = self._rows(sql, (network, account_id, clock_ms, clock_ms, limit))
        return [_post(row) for row in rows]

    def count_listed(self, network: str, account_id: str, *, clock_ms: float) -> int:
        sql = f"select count(*) {_LISTED}"
        found = self._db.execute(sql, (network, account_id, clock_ms, clock_ms)).fetchone()
        return int(found[0])

    def posts_since(self, network: str, account_id: str, *, clock_ms: float) -> int:
        """Posts made in a time window; deleted ones count, as they do for the networks' quotas."""
        sql = "select count(*) from post where network = ? and account_id = ? and clock_ms > ?"
        return int(self._db.execute(sql, (network, account_id, clock_ms)).fetchone()[0])

    def with_text(self, network: str, account_id: str, *, text: str, clock_ms: float) -> list[Post]:
        """Posts of exactly this text made after `clock_ms`."""
        sql = (
            "select * from post where network = ? and account_id = ? and text = ? and clock_ms > ?"
            " and deleted = 0"
        )
        return [_post(row) for row in self._rows(sql, (network, account_id, text, clock_ms))]

    def comments(self, post_id: str) -> list[Comment]:
        sql = "select * from comment where post_id = ? order by created_ms"
        return [Comment(**row) for row in self._rows(sql, (post_id,))]

    def comment(self, comment_id: str) -> Comment | None:
        rows = self._rows("select * from comment where id = ?", (comment_id,))
        return Comment(**rows[0]) if rows else None

    def remove_comment(self, comment_id: str) -> None:
        self._db.execute("delete from comment where id = ?", (comment_id,))

    # journal and readings

    def record(self, entry: JournalEntry) -> None:
        entry.seq = self._write("insert", entry)

    def journal(self, *, since: int, limit: int = 100_000) -> list[JournalEntry]:
        sql = "select * from journal where seq > ? order by seq limit ?"
        return [JournalEntry(**row) for row in self._rows(sql, (since, limit))]

    def save_readings(self, readings: Iterable[tuple[str, str, Reading]]) -> None:
        self._db.executemany(
            "insert or replace into reading values (?, ?, ?, ?)",
            [(post_id, metric, one.value, one.at_ms) for post_id, metric, one in readings],
        )

    def readings(self, post_id: str) -> dict[str, Reading]:
        rows = self._rows("select * from reading where post_id = ?", (post_id,))
        return {row["metric"]: Reading(row["value"], row["at_ms"]) for row in rows}

    @contextmanager
    def together(self) -> Iterator[None]:
        """All writes inside or none, should the process die between them. No await inside."""
        self._db.execute("begin")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")


def _stored(name: str, value: object) -> object:
    return json.dumps(value) if name in JSON_COLUMNS else value


def _loaded(row: sqlite3.Row) -> dict[str, Any]:
    return {
        name: json.loads(row[name]) if name in JSON_COLUMNS else row[name]
        for name in row.keys()  # noqa: SIM118 a Row iterates over its values
    }


def _post(row: dict[str, Any]) -> Post:
    return Post(**{**row, "deleted": bool(row["deleted"])})
