"""One module a revision; the baseline executes the frozen SQL beside it."""
