"""A page per text: each span lit, and where each item lives."""

from truceline.bulletins.registers_page.render import LANGUAGES, render_index, render_text

__all__ = ["LANGUAGES", "render_index", "render_text"]
