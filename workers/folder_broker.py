"""Messages as files in a folder: kombu's file-system transport, made safe to share.

kombu opens a message's file under its final name and then writes it, so a reader can find it
half written, which ends the worker; here a file is renamed into place. A broken message is
dropped, because a message is only a wake-up and the row comes again.
"""

import json
import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem

_log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Puts and takes messages by renaming, which either happens or does not."""

    @property
    def _folder(self) -> Path:
        return Path(self.data_folder_in)

    def _put(  # type: ignore[override]  # kombu's own classes disagree
        self, queue: str, payload: dict[str, Any], **_: Any
    ) -> None:
        # The order of names is the order of sending; `time_ns` goes on after a restart.
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        draft = self._folder / f"{name}.draft"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)  # somebody may have emptied it
            draft.write_text(json.dumps(payload), encoding="utf-8")
            draft.rename(self._folder / name)
        except OSError as error:
            raise ChannelError(f"cannot write a message: {error}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - kombu's
        for path in sorted(self._folder.glob(f"*.{queue}.msg")):
            taken = path.with_suffix(f".{uuid.uuid4().hex}.taken")
            try:
                path.rename(taken)
                text = taken.read_text(encoding="utf-8")
                taken.unlink()
                return json.loads(text)
            except FileNotFoundError:
                continue  # another worker was faster
            except ValueError:
                _log.warning("a broken message in the broker's folder was dropped")
        raise Empty

    def _size(self, queue: str) -> int:
        return len(list(self._folder.glob(f"*.{queue}.msg")))

    def _purge(self, queue: str) -> int:
        paths = list(self._folder.glob(f"*.{queue}.msg"))
        for path in paths:
            path.unlink(missing_ok=True)
        return len(paths)


class Transport(filesystem.Transport):
    """Known to kombu as `folder://`."""

    Channel = Channel


TRANSPORT_ALIASES["folder"] = "workers.folder_broker:Transport"
