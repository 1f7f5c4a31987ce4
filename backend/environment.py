"""What the operator may set, read from the environment, a `.env` file and secret files.

`ETALASE_ENV_FILE` names another file than `.env`; tests, demo and bench name one that is not there.

`NAME_FILE` beside any secret `NAME` names a file that holds it. A bad value stops the start with
one line that says which variable, what is wrong and what to write instead.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.http.request import validate_host
from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

PROJECT_DIR: Final = Path(__file__).resolve().parent.parent
SECRETS: Final = ("SECRET_KEY", "ENCRYPTION_KEYS", "DATABASE_URL", "BROKER_URL")


class BadEnvironment(Exception):
    """A setting is wrong; the text is one clear line for the operator."""


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write an address such as https://example.org")
    return value.rstrip("/")


def _version(value: str) -> str:
    number = value.removeprefix("v").split(".")
    if len(number) != 2 or not all(part.isdigit() for part in number):
        raise ValueError("write a Graph version such as v25.0")
    return f"v{'.'.join(number)}"


def _database(value: str) -> str:
    if value and urlsplit(value).scheme not in {"postgresql", "postgres", "sqlite"}:
        raise ValueError("write postgresql://user:password@host:5432/name or sqlite:///file")
    return value


def _broker(value: str) -> str:
    known = {"redis", "rediss", "redis+socket", "amqp", "amqps", "filesystem"}
    if value and urlsplit(value).scheme not in known:
        raise ValueError("write redis://host:6379/0 or amqp://user:password@host//")
    return value


def _fernet_keys(value: str) -> str:
    for key in filter(None, (part.strip() for part in value.split(","))):
        try:
            Fernet(key)
        except ValueError as error:
            raise ValueError("each key is 32 url-safe base64-encoded bytes") from error
    return value


# Left out of the text of an Environment, which stands on pages and in logs about faults.
Hidden = Annotated[str, Field(repr=False)]
Address = Annotated[str, AfterValidator(_address)]


class Environment(BaseModel):
    """Every variable with its default; the defaults run Etalase alone on one machine."""

    debug: bool = False
    secret_key: Hidden = ""
    encryption_keys: Annotated[Hidden, AfterValidator(_fernet_keys)] = ""
    database_url: Annotated[Hidden, AfterValidator(_database)] = ""
    broker_url: Annotated[Hidden, AfterValidator(_broker)] = ""
    etalase_data_dir: Path = Path("var")
    allowed_hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    site_url: Address = "http://127.0.0.1:8000"
    media_public_url: Address | None = None
    language_code: str = Field(default="id", pattern="^(id|en)$")
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    facebook_graph_url: Address = "https://graph.facebook.com"
    instagram_graph_url: Address = "https://graph.facebook.com"
    meta_upload_url: Address = "https://rupload.facebook.com"
    x_api_url: Address = "https://api.x.com"
    instagram_web_url: Address = "https://www.instagram.com"
    graph_version: Annotated[str, AfterValidator(_version)] = "v25.0"
    network_timeout_s: float = Field(default=30, ge=1, le=120)

    @model_validator(mode="after")
    def _agree(self) -> "Environment":
        host = urlsplit(self.site_url).hostname or ""
        if not validate_host(f"[{host}]" if ":" in host else host, self.allowed_hosts):
            raise ValueError(f"SITE_URL: its host {host} is not among ALLOWED_HOSTS")
        if self.debug and self.site_url.startswith("https://"):
            raise ValueError("DEBUG: never with a public SITE_URL (https); it shows secrets")
        return self

    def data_dir(self) -> Path:
        """The data folder as an absolute path; a relative one is beside the project."""
        return (PROJECT_DIR / self.etalase_data_dir).resolve()


def read(
    variables: Mapping[str, str] | None = None, *, env_file: Path | None = None
) -> Environment:
    """The checked environment. Raises BadEnvironment with one line."""
    given = os.environ if variables is None else variables
    named = given.get("ETALASE_ENV_FILE", PROJECT_DIR / ".env")
    values = {**_from_file(env_file or Path(named)), **given}
    for name in SECRETS:
        _read_secret_file(values, name)
    fields = {
        name: value for name in Environment.model_fields if (value := values.get(name.upper()))
    }
    if "allowed_hosts" in fields:
        hosts = fields.pop("allowed_hosts").split(",")
        return _checked(
            {**fields, "allowed_hosts": [host.strip() for host in hosts if host.strip()]}
        )
    return _checked(dict(fields))


def _checked(fields: dict[str, object]) -> Environment:
    try:
        return Environment.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        name = f"{first['loc'][0]}: ".upper() if first["loc"] else ""
        raise BadEnvironment(f"{name}{message}") from None


def _from_file(path: Path) -> dict[str, str]:
    return {k: v for k, v in dotenv_values(path).items() if v is not None} if path.is_file() else {}


def _read_secret_file(values: dict[str, str], name: str) -> None:
    path = values.get(f"{name}_FILE")
    if not path:
        return
    if values.get(name):
        raise BadEnvironment(f"{name}: set either {name} or {name}_FILE, not both")
    try:
        values[name] = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadEnvironment(f"{name}_FILE: cannot read {path}: {error.strerror}") from None


def read_or_exit() -> Environment:
    """The environment, or the end of the process with one line on standard error."""
    try:
        return read()
    except BadEnvironment as error:
        sys.exit(f"etalase: {error}")
