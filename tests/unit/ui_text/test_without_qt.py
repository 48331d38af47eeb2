"""The pure parts of the reading column can be used where there is no Qt."""

import subprocess
import sys

PURE = ("display_text", "heights", "lanes", "marks", "paragraphs", "placing", "span_index")


def test_the_pure_modules_import_no_qt() -> None:
    imports = "; ".join(f"import ui.text.{name}" for name in PURE)
    check = f"import sys; {imports}; import ui.palettes; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"

    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
