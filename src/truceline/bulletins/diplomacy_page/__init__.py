"""The diplomacy log as a page, and each matter with its two sides as one."""

from truceline.bulletins.diplomacy_page.render import LANGUAGES, PageInput, render_diplomacy, render_matter

__all__ = ["LANGUAGES", "PageInput", "render_diplomacy", "render_matter"]
