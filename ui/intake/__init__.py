"""The page on which files come in: what needs a person's choice, what came in, what failed and why."""
