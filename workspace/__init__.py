"""The use cases: all that a window or a script can ask for. Combines storage, formats, agreement and suggest."""
