"""The review page: who differs from whom, on what, how surely, and one key to the passage."""
