"""Two pages of claims: what five texts say, and what monitors counted. No scripts, no outside resources."""

from truceline.bulletins.claims_page.five_texts import render_five_texts
from truceline.bulletins.claims_page.monitors import render_monitors

__all__ = ["render_five_texts", "render_monitors"]
