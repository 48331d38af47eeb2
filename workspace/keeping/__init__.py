"""Keeping a project whole: checks, mending, backups, and a look at the place where it lies."""
