"""The window: Qt, and nothing else imports Qt. Asks `workspace` and sees `models`, never a table or SQL."""
