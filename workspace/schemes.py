"""Schemes as texts: reading the JSON that a project or a file holds."""

from __future__ import annotations

import json
from pathlib import Path

from models.errors import UserError
from models.scheme import Scheme, scheme_from


def read_scheme(body: str, name: str) -> Scheme:
    """The scheme in a JSON text; raises UserError naming `name` where it is none."""
    try:
        return scheme_from(json.loads(body))
    except json.JSONDecodeError as error:
        raise UserError("this is no JSON", value=error.msg, file=name, line=error.lineno) from error
    except RecursionError as error:
        raise UserError("this is nested too deeply for a scheme", file=name) from error
    except ValueError as error:  # Python refuses to read integers of thousands of digits
        raise UserError("a scheme with a number that is too long", file=name) from error
    except UserError as error:
        raise error.at(name) from error


def scheme_file(path: Path) -> Scheme:
    """The scheme in a file."""
    try:
        return read_scheme(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise UserError("the scheme cannot be read", value=error.strerror or "", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise UserError("the scheme is no UTF-8 text", value=f"byte {error.start}", file=str(path)) from error
