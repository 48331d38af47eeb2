"""What a process that reads files of unknown origin may not do: ask a network, start a program, write a file.

A second line behind readers that never try. It stops Python code, not a library in C that a file has taken over.
"""

from __future__ import annotations

import os
import sys

_FORBIDDEN = frozenset(
    (
        "ftplib.connect",
        "http.client.connect",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.link",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.spawn",
        "os.startfile",
        "os.symlink",
        "os.system",
        "os.truncate",
        "smtplib.connect",
        "socket.__new__",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "urllib.Request",
        "webbrowser.open",
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def confine() -> None:
    """From now on to the end of the process whatever is forbidden raises PermissionError."""
    sys.dont_write_bytecode = True  # for what is imported later
    sys.addaudithook(_refuse)


def limit_memory(most: int) -> None:
    """Sets the limit where the system has one that holds; on Windows and macOS time alone limits."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN or (event == "open" and _writes(arguments)):
        raise PermissionError(f"a reader of files may not: {event}")


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and flags & _WRITING != 0
