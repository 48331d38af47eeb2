"""What can be known of a text from the text alone: marks, words, sentences. Offsets are code points."""
