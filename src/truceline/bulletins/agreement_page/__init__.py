"""One instrument to read: what it says beside what runs, what binds whom when, and the areas drawn."""

from truceline.bulletins.agreement_page.render import agreement_text, markdown_agreement, render_agreement

__all__ = ["agreement_text", "markdown_agreement", "render_agreement"]
