"""The `ziping` command: one module a command under `ui/terminal`, imported when it is called."""

from __future__ import annotations


def main() -> None:
    """Entry point of the console script."""
    from ui.terminal.main import run

    run()


if __name__ == "__main__":
    main()
