"""Bringing files in: they are read under limits, matched with what the project holds, and placed in it."""
