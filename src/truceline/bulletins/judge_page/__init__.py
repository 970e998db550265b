"""The page on which people judge pairs of reports near the threshold, side by side, by keyboard."""

from truceline.bulletins.judge_page.page import judge_html, write_judge_page

__all__ = ["judge_html", "write_judge_page"]
