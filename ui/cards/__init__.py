"""The cards: one per quote beside its line, and one for the frame that waits for its quote."""
