"""Bytes to values and back: article readers, dataset readers and writers.

Owns every file format that Inquit reads or writes. Pure: knows no project, no database, no window, no
network; a byte stream and a name go in, values of `models` come out, or the other way round.
"""
