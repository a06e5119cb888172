"""`horseshoe`, also as `python -m horseshoe`."""

import signal


def main() -> None:
    """Run the program. Until it is loaded, an interruption ends it at once and without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from horseshoe.cli import main as run

    run()


if __name__ == "__main__":
    main()
