"""Standard input, output and error, and the signals that end the program: closed, full, interrupted, each told in one line."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from horseshoe.errors import HorseshoeError, InputError

INTERRUPTED = 130
_NOWHERE = Path(os.devnull)
_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


class _Closed(io.RawIOBase):
    """The output of a program that was started with it closed: every write fails, as the system would have it."""

    def writable(self) -> bool:
        """True: it is written to, if in vain."""
        return True

    def write(self, _data: Any) -> int:
        """OSError."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def take_hold() -> None:
    """See to it that no file of ours is opened as a standard stream, and that SIGTERM ends the program as SIGINT does."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    if sys.stdin is None:
        sys.stdin = _NOWHERE.open(encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = _NOWHERE.open("w", encoding="utf-8")
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupt(_number: int, _frame: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what is being cleaned up is not interrupted again
    raise KeyboardInterrupt


def lost(error: OSError) -> HorseshoeError | None:
    """What a person is told where output cannot be written; None for an error of another kind."""
    if error.errno not in _LOST or error.filename is not None:
        return None
    give_up_output()
    return InputError(f"cannot be written ({error.strerror})", where="standard output", fix="send it to another place")


def give_up_output() -> None:
    """Let what is still to be written go nowhere, so that ending the program does not fail on it again."""
    sys.stdout = _NOWHERE.open("w", encoding="utf-8")
    with contextlib.suppress(OSError):
        os.dup2(sys.stdout.fileno(), 1)


def close() -> None:
    """Write out what was told, if it can be."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()


def status_of(error: SystemExit) -> int:
    """The exit status that ends the program so."""
    return error.code if isinstance(error.code, int) else 0 if error.code is None else 1


def ended(work: Callable[[], Any]) -> int:
    """Do some work; the exit status it ends the program with, its error told on standard error by one line.

    What was printed is on its way when this returns: a full disk or a closed output is told like other errors.
    """
    try:
        try:
            work()
        except SystemExit as error:
            sys.stdout.flush()
            return status_of(error)
        sys.stdout.flush()
    except HorseshoeError as error:
        if os.environ.get("HORSESHOE_DEBUG"):
            raise
        return _told(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        give_up_output()
        return 141
    except OSError as error:
        if os.environ.get("HORSESHOE_DEBUG"):
            raise
        return _told(lost(error) or _unexpected(error))
    except Exception as error:
        if os.environ.get("HORSESHOE_DEBUG"):
            raise
        return _told(too_much(error) or _unexpected(error))
    return 0


def _unexpected(error: Exception) -> HorseshoeError:
    return HorseshoeError(f"unexpected fault ({type(error).__name__}: {error})", fix="run it with --debug and report it")


def _told(error: HorseshoeError) -> int:
    print(f"horseshoe: {error.line()}", file=sys.stderr)
    return error.exit_code


def too_much(error: BaseException) -> HorseshoeError | None:
    """What a person is told of a lack of memory or of a nesting that no recursion follows."""
    if isinstance(error, MemoryError):
        return InputError("the input needs more memory than is allowed", fix="split it first")
    if isinstance(error, RecursionError):
        return InputError("the input is nested too deep to be read", fix="split it first")
    return None
