"""The domain as frozen values: what an article, a reading, a span, a stance *is*.

Owns the meaning of Inquit's words and nothing else: standard library only, no I/O, no SQL, no Qt.
"""
