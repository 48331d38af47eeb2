"""The restore window: which backups there are, what each would bring, and the way back."""
