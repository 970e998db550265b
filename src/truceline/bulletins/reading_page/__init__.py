"""The page of a reading: the text with its spans, the claims beside it, each lighting the other."""

from truceline.bulletins.reading_page.page import reading_page

__all__ = ["reading_page"]
