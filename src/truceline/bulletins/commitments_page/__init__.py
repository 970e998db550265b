"""Commitments as pages: who is implementing what and how, what depends on what, and when it is due."""

from truceline.bulletins.commitments_page.render import LANGUAGES, render_commitments, render_overview

__all__ = ["LANGUAGES", "render_commitments", "render_overview"]
