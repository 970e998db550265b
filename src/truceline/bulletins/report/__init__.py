"""``report.html``: one self-contained page that opens on one incident. See docs/methods/report-page.md."""

from truceline.bulletins.report.build import build_report
from truceline.bulletins.report.model import PageData, Spotlight, WhatIf
from truceline.bulletins.report.render import render_report

__all__ = ["PageData", "Spotlight", "WhatIf", "build_report", "render_report"]
