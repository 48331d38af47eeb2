"""The command line: the same rights as the window, results on stdout, failures on stderr."""
