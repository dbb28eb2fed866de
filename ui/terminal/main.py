"""Registers the commands of `ziping`. Only the module of the command that is called is imported."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import typer

from forms.errors import FormError

# command -> module under ui/terminal; each gives `register(app: typer.Typer) -> None`
COMMANDS = {
    "serve": "serve",
    "read": "read",
    "check": "check",
    "draft": "draft",
    "verify": "verify",
    "ask": "ask",
    "batch": "batch",
    "eval": "evaluate",
    "rules": "rules",
    "profiles": "profiles",
    "model": "model",
    "user": "user",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
}


def build(command: str | None) -> typer.Typer:
    """The command line with one command, or with all of them when `command` is none of ours (help, completion)."""
    app = typer.Typer(
        name="ziping",
        help="绩效自评助手：读表、查表、起草、核对。",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_keep_subcommands)
    wanted = [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in wanted:
        import_module(f"ui.terminal.{module}").register(app)
    return app


def _keep_subcommands() -> None:
    """With a callback Typer keeps a lone command a subcommand instead of making it the program."""


def run() -> None:
    """Run the command line; an input that cannot be read is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else None)()
    except FormError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (`| head`): nothing to tell
        sys.exit(1)
