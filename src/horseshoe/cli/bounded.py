"""A command that reads one document does so in a child process, under a limit of time and memory: no file hangs the program."""

from __future__ import annotations

import functools
import io
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from horseshoe.errors import InputError

Command = TypeVar("Command", bound=Callable[..., None])

in_program = False  # set by `main`: a command that Python code calls is run where it is called


def bounded(*sources: str) -> Callable[[Command], Command]:
    """Let a command with the option `seconds` work in a child process. `sources` are its parameters that name documents.

    InputError where it takes longer, needs too much memory or crashes; else the program ends as the child ends.
    """

    def of(command: Command) -> Command:
        @functools.wraps(command)
        def run(**options: Any) -> None:
            named = [name for parameter in sources if (name := options[parameter]) is not None]
            if not (in_program and named and hasattr(os, "fork")):
                command(**options)
                return
            if "-" in named:
                _take_standard_input()  # a person may type as long as they like
            status = _in_child(lambda: command(**options), options["seconds"], ", ".join(named))
            if status:
                sys.exit(status)

        return run  # type: ignore[return-value]

    return of


def _take_standard_input() -> None:
    from horseshoe.documents.files import read_stdin
    from horseshoe.documents.limits import DEFAULT_LIMITS

    sys.stdin = io.TextIOWrapper(io.BytesIO(read_stdin(DEFAULT_LIMITS)))


def _in_child(work: Callable[[], None], seconds: float, where: str) -> int:
    """The exit status of `work` done in a child process of at most `seconds`."""
    sys.stdout.flush()
    sys.stderr.flush()
    ended, held = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _work(work, seconds, parent)
    os.close(held)
    until, late = time.monotonic() + seconds, False
    try:
        # The child alone holds the other end, so its end, of whatever kind, shows here.
        late = not select.select([ended], [], [], max(0.0, until - time.monotonic()))[0]
    finally:
        os.close(ended)
        if late or sys.exc_info()[0]:
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if late:
        raise InputError(f"takes more than {seconds:g} seconds", where=where, fix="split it, or give it longer by --seconds")
    if code < 0:
        raise InputError(f"made its reader stop (signal {-code})", where=where, fix="split it first, or report it")
    return code


def _work(work: Callable[[], None], seconds: float, parent: int) -> None:
    """Do the work in the child and end it; nothing of the parent's runs on here."""
    from horseshoe.cli.streams import close, ended
    from horseshoe.reading.workers.worker import Task, end_with, limit_cpu, limit_memory

    code = 1
    try:
        end_with(parent)
        limit_memory(Task().memory_bytes)
        limit_cpu(2 * seconds)
        code = ended(work)
        close()
    except BaseException:  # asked for by --debug
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)
