"""The log says what was done in words, in both languages; its codes stay for filters and programs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import truceline.web as web


def appended() -> Iterator[str]:
    """Every action that the service's code names where it appends an entry."""
    for file in Path(web.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if isinstance(called, ast.Name) and called.id in ("append", "keep_rows", "keep_prepared"):
                for said in node.args[1:4]:  # type: ignore[attr-defined]  # a call
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield said.value


def test_every_action_has_words(db: Path) -> None:
    from truceline.web.audit.models import Entry
    from truceline.web.templatetags.log import ACTIONS

    named = set(appended()) | set(Entry.objects.values_list("action", flat=True))
    assert len(named) > 40 and sorted(named - ACTIONS.keys()) == []


def test_the_log_reads_in_arabic(signed_in: Callable[[str], Any]) -> None:
    """Words beside codes; filtered by what was done, and the clock of the entries is said."""
    ada = signed_in("ada")
    ada.cookies["django_language"] = "ar"
    body = ada.get("/log/?action=seed_reports").content.decode()
    assert 'وردت بلاغات التمرين <bdi dir="ltr" class="ids">seed_reports</bdi>' in body
    assert '<option value="seed_reports" selected>' in body and "الساعة الحقيقية" in body
    assert "start_exercise</bdi>" not in body
