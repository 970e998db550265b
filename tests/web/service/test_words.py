"""English and Arabic: every word translated, the compiled catalogue current."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
from tools import service_messages as messages


def test_every_message_is_translated(service: Path) -> None:
    """Nothing that a page or action says is missing from the Arabic catalogue."""
    merged = messages.merged("ar")
    assert len(merged) > 100
    assert messages.untranslated(merged) == []


def test_the_compiled_catalogue_is_current(service: Path) -> None:
    """django.mo is what django.po says: nobody has to compile anything to run the service. Run: make messages"""
    kept = messages.LOCALES / "ar" / "LC_MESSAGES" / "django.mo"
    assert kept.read_bytes() == messages.mo_bytes(messages.catalogue("ar"))


def test_placeholders_survive_translation(service: Path) -> None:
    """A translation names the same values as its original."""
    import re

    for message in messages.catalogue("ar"):
        if message.id:
            originals = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set(re.findall(r"%\(\w+\)s|%s|\{\w*\}", originals[-1]))
            assert all(set(re.findall(r"%\(\w+\)s|%s|\{\w*\}", s)) == wanted for s in strings), message.id
