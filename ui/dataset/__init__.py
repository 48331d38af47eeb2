"""The page on which a dataset is written: whose annotations, how far, in which format, and where to."""
