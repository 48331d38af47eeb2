"""The only SQL: a project file's tables, transactions, queries, checks. Knows `models` and nothing above it."""
