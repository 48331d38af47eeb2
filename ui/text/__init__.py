"""The reading column: an article's text with its marks. Offsets that come in or go out are code points.

Qt's UTF-16 units exist only in here. What a mark means, and which belong to one frame, is decided elsewhere.
"""
