"""The one family of errors a person may see: what went wrong, with which input, and the fix.

Exit codes (docs/exit-codes.md): 0 done; 1 unexpected, a fault of horseshoe; 2 wrong use of a command; 3 an input cannot be
read; 4 the input is readable but holds nothing for horseshoe; 5 some of several inputs failed; 6 the question lies outside
what the project's tables know; 7 the network or a store did not answer; 8 a check found faults.
"""

from __future__ import annotations

LONGEST = 1000  # characters of a line: what is told may be made of an input's own words


class HorseshoeError(Exception):
    """One line for a person: `what` happened to `where`, and the `fix`. `exit_code` is the program's exit status."""

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(self.line())

    def line(self) -> str:
        """The message on one line, control characters made visible; the middle of a very long one is left out."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        if self.fix:
            text += f"; {self.fix}"
        if len(text) > LONGEST:
            text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class UsageError(HorseshoeError):
    """An option or argument cannot be used as given."""

    exit_code = 2


class InputError(HorseshoeError):
    """A document or file cannot be read."""

    exit_code = 3


class NothingFoundError(HorseshoeError):
    """The document is readable, but holds nothing horseshoe reads (not English, or not on the Security Council)."""

    exit_code = 4


class PartialError(HorseshoeError):
    """Some of several inputs failed; the rest was done."""

    exit_code = 5


class OutsideRecordError(HorseshoeError):
    """The question lies outside the dates or names that the project's own tables cover."""

    exit_code = 6


class StoreError(HorseshoeError):
    """A store or the network did not answer, or refused."""

    exit_code = 7


class CheckError(HorseshoeError):
    """A check that a person asked for found faults."""

    exit_code = 8


class BusyError(StoreError):
    """The server has as many texts waiting as it takes; `retry_after` says in how many seconds to come again."""

    retry_after = 30
