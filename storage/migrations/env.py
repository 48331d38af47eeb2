"""Alembic runs this for every command; the connection and its transaction come from `upgrade`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
