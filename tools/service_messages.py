"""Collect the words of the service's pages, merge them into the catalogues and compile these. Run: make messages

The compiled catalogues are part of the repository: running the service needs neither gettext nor this tool.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "truceline" / "web"
LOCALES = WEB / "locale"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def found() -> Iterator[tuple[Any, str]]:
    """(message or (singular, plural), file) of every template and module of the service."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("*.py")]):
        text = path.read_text(encoding="utf-8")
        code = templatize(text, origin=str(path)) if path.suffix == ".html" else text
        for _line, message, _comments, _context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            yield message, path.relative_to(WEB).as_posix()


def catalogue(language: str) -> Catalog:
    path = LOCALES / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language, project="truceline")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> Catalog:
    """The kept translations with all messages of today; those no longer used are dropped."""
    template = Catalog()
    for message, file in found():
        template.add(message, locations=[(file, 0)])
    kept = catalogue(language)
    kept.update(template, no_fuzzy_matching=True, update_creation_date=False)
    kept.obsolete.clear()
    return kept


def po_bytes(language: str, of: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, of, sort_output=True, omit_header=False, include_lineno=False, width=110)
    return out.getvalue()


def mo_bytes(of: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, of)
    return out.getvalue()


def untranslated(of: Catalog) -> list[str]:
    return [str(m.id) for m in of if m.id and (not m.string or (isinstance(m.string, tuple) and not all(m.string)))]


def main() -> None:
    for folder in sorted(LOCALES.iterdir()):
        merged_one = merged(folder.name)
        (folder / "LC_MESSAGES" / "django.po").write_bytes(po_bytes(folder.name, merged_one))
        (folder / "LC_MESSAGES" / "django.mo").write_bytes(mo_bytes(catalogue(folder.name)))
        waiting = untranslated(merged_one)
        print(f"{folder.name}: {len(merged_one)} messages, {len(waiting)} without a translation")
        for message in waiting:
            print(f"  {message}")


if __name__ == "__main__":
    main()
