"""The schema of the first release, frozen as SQL; every later revision stands on it."""

from pathlib import Path

from alembic import op

from storage.migrations import statements

revision = "1.0"
down_revision = None


def upgrade() -> None:
    """Makes the tables in an empty file."""
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        op.get_bind().exec_driver_sql(statement)
