"""Values as lines of JSON, for a pipe or a temporary file, checked when they are read.

Not pickles, with which whoever writes them can have the reader run what he likes: a hostile file may take over the
process that reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from models.errors import UserError

_V = TypeVar("_V")
_LONGEST = 2_000_000_000  # bytes of a line


def write_line(stream: IO[bytes], value: object) -> None:
    """Writes a frozen value, whole or not at all, since memory may end within; raises OSError as the stream does."""
    try:
        line = _ENCODER.encode(value)
    except UnicodeEncodeError:  # names of files may be no text; `json` has escapes for that
        line = json.dumps(msgspec.to_builtins(value, enc_hook=_plain)).encode()
    stream.write(line + b"\n")
    stream.flush()


def line_reader(stream: IO[bytes], kind: type[_V]) -> Callable[[], _V]:
    """Reads the next value of a kind; raises EOFError where none comes any more, or something else."""
    value_of = line_decoder(kind)
    return lambda: value_of(next_line(stream))


def next_line(stream: IO[bytes]) -> bytes:
    """The next line, b"" behind the last."""
    return stream.readline(_LONGEST)


def line_decoder(kind: type[_V]) -> Callable[[bytes], _V]:
    """Makes values of a kind of their lines; raises EOFError where a line is none of it."""
    decoder = msgspec.json.Decoder(kind, dec_hook=_made)

    def value_of(line: bytes) -> _V:
        try:
            return decoder.decode(line)
        except (ValueError, UserError, RecursionError):
            return _escaped_value(line, kind)

    return value_of


def _escaped_value(line: bytes, kind: type[_V]) -> _V:
    """A value with escapes for what is no text."""
    try:
        return msgspec.convert(json.loads(line), kind, dec_hook=_made)
    except (ValueError, UserError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise EOFError("there is no whole line of this kind") from error


def _plain(value: object) -> object:
    if isinstance(value, UserError):
        return astuple(value.trouble)
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"no line has a {type(value).__name__}")


def _made(kind: type, plain: object) -> object:
    if issubclass(kind, Path):
        return kind(msgspec.convert(plain, str))
    if issubclass(kind, UserError):
        what, value, remedy, file, line = msgspec.convert(plain, tuple[str, str, str, str, int | None])
        return UserError(what, value=value, remedy=remedy, file=file, line=line)
    return plain  # a value of an unknown field


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
