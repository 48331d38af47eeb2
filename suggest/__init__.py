"""Proposals: quotation rules, learned models, search for the same utterance. Pure; never writes."""
