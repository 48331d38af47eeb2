"""The page on which articles are annotated: the list, the reading column, the cards, and what keys do there."""
