"""The `etalase` command. Each subcommand is a few lines here and a module in `commands/`."""

import os
import sys
from pathlib import Path

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")


def _django() -> None:
    import django  # noqa: PLC0415  (a bad setting must end in one line, not in an import error)

    django.setup()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="etalase")
def main() -> None:
    """Etalase: the social media desk of a library."""


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where the pages are.")
@click.option("--practice-port", default=8090, show_default=True, help="Practice networks.")
@click.option(
    "--practice/--no-practice",
    default=True,
    show_default=True,
    help="Post to practice networks on this machine, or to the networks of your settings.",
)
def run(port: int, practice_port: int, practice: bool) -> None:
    """Start everything on this machine; Ctrl-C ends it."""
    from backend.commands import run as command  # noqa: PLC0415

    command.run(port=port, practice_port=practice_port, practice=practice)


@main.command()
@click.option("--keep", is_flag=True, help="Leave the temporary folder for a look.")
@click.option("--stack", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
def demo(keep: bool, stack: str) -> None:
    """Publish a post, a highlight and a flyer to practice networks, and check every step."""
    from backend.commands import demo as command  # noqa: PLC0415

    sys.exit(command.demo(keep=keep, stack=stack))


@main.command()
def doctor() -> None:
    """Check settings, database, broker, folders, fonts, addresses and clock."""
    _django()
    from backend.commands import doctor as command  # noqa: PLC0415

    sys.exit(command.doctor())


@main.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.option("--library", required=True, help="The library's short name in its address.")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(["admin", "librarian", "manager"]), required=True)
@click.option("--library-name", help="Make the library when there is none of that name yet.")
@click.password_option(help="Asked for when left out; never put it on a shared screen.")
def user_add(  # noqa: PLR0917  (click calls it by name)
    library: str, email: str, name: str, role: str, library_name: str | None, password: str
) -> None:
    """Add a person to a library."""
    _django()
    from backend.commands import user as command  # noqa: PLC0415

    command.add(
        library=library,
        library_name=library_name,
        email=email,
        name=name,
        role=role,
        password=password,
    )


@main.group()
def key() -> None:
    """API keys, with which programs sign in."""


@key.command("add")
@click.option("--library", required=True, help="The library's short name in its address.")
@click.option("--email", required=True, help="The person for whom the program acts.")
@click.option("--name", required=True, help="What the key is for.")
def key_add(library: str, email: str, name: str) -> None:
    """Make a key and show it, this once."""
    _django()
    from backend.commands import key as command  # noqa: PLC0415

    command.add(library=library, email=email, name=name)


@key.command("revoke")
@click.argument("prefix")
def key_revoke(prefix: str) -> None:
    """Let the key that begins with PREFIX open nothing any more."""
    _django()
    from backend.commands import key as command  # noqa: PLC0415

    command.revoke(prefix)


@main.command()
@click.option("--port", default=8090, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data-dir", type=click.Path(path_type=Path), help="Default: practice/ in var/.")
@click.option("--speed", default=1.0, show_default=True, help="How much faster numbers grow.")
def sandbox(port: int, host: str, data_dir: Path | None, speed: float) -> None:
    """Start only the practice networks."""
    from backend.environment import read_or_exit  # noqa: PLC0415
    from workers.sandbox.server import serve  # noqa: PLC0415
    from workers.sandbox.world import Settings  # noqa: PLC0415

    folder = data_dir or read_or_exit().data_dir() / "practice"
    serve(
        Settings(host=host, port=port, data_dir=folder, speed=speed),
        ready=lambda address: click.echo(f"Practice networks on {address}/feeds/"),
    )


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Only the JSON, for machines.")
@click.option("--quick", is_flag=True, help="Fewer posts, to see that it works.")
@click.option("--delay-ms", default=0.0, help="Let the practice networks answer so much later.")
def bench(as_json: bool, quick: bool, delay_ms: float) -> None:
    """Measure lateness, queries, calls and memory on both stacks."""
    from backend.commands import bench as command  # noqa: PLC0415

    sys.exit(command.bench(as_json=as_json, quick=quick, delay_ms=delay_ms))


@main.command("rotate-secrets")
def rotate_secrets() -> None:
    """Encrypt every channel's tokens with the first key of ENCRYPTION_KEYS."""
    _django()
    from content import channels  # noqa: PLC0415

    click.echo(f"{channels.rotate_secrets()} channels are under the first key now.")


@main.command("export-openapi")
@click.option("--out", type=click.Path(path_type=Path), help="Default: standard output.")
def export_openapi(out: Path | None) -> None:
    """Write the API's description."""
    _django()
    from backend.api.schema import openapi_json  # noqa: PLC0415

    if out is None:
        click.echo(openapi_json(), nl=False)
    else:
        out.write_text(openapi_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
