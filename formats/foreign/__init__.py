"""Annotations that other tools made, to readings; each module is one tool's format."""
