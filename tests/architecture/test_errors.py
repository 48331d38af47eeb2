"""What the readers of annotated files say is wrong, they say what to do about, too."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for place in ("formats/brat/*.py", "formats/foreign/*.py", "formats/*.py")
    for path in ROOT.glob(place)
)


@pytest.mark.parametrize("module", MODULES)
def test_every_error_says_what_to_do(module: str) -> None:
    calls = [node for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))) if isinstance(node, ast.Call)]
    errors = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "UserError"]
    bare = [ast.unparse(call) for call in errors if "remedy" not in {keyword.arg for keyword in call.keywords}]
    assert bare == []
