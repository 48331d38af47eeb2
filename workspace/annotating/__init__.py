"""Annotating: what one annotator can do at one article. Each gesture is one commit and one step of undo."""
