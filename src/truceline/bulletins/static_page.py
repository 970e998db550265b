"""One HTML file out of a template: styles and, where one is given, a script inlined; the policy allows nothing else.

Templates extend ``base.html.j2``; a package adds its own templates and styles in its ``assets`` folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

SHARED = "truceline.bulletins"
STYLES = ("tokens.css", "parts.css", "tables.css")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def render(
    package: str,
    template: str,
    values: Mapping[str, Any],
    styles: Iterable[str] = (),
    language: str = "en",
    script: str | None = None,
) -> str:
    """The page as text; ``values`` are plain data and escaped. ``package``: whose ``assets`` hold the parts."""
    style = "\n".join([*(asset(SHARED, name) for name in STYLES), *(asset(package, name) for name in styles)])
    code = asset(package, script) if script else ""
    policy = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; img-src data:; base-uri 'none'"
    policy += f"; form-action 'none'; script-src 'sha256-{_digest(code)}'" if script else "; form-action 'none'"
    page = {"style": Markup(style), "policy": Markup(policy), "language": language, "script": Markup(code), **values}
    page["direction"] = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    return _environment(package).get_template(template).render(page)


def part(package: str, template: str, values: Mapping[str, Any]) -> Markup:
    """A piece of a page as HTML, ``values`` escaped as in ``render``."""
    return Markup(_environment(package).get_template(template).render(values))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(package: str, name: str) -> str:
    return files(package).joinpath("assets", name).read_text(encoding="utf-8")


def words_of(package: str, name: str, language: str) -> dict[str, str]:
    """A page's words in one language. Raises ValueError for a language that it has none for."""
    every = _languages(package, name)
    if language not in every:
        raise ValueError(f"no words for '{language}'; there are {', '.join(every)}")
    return every[language]


@cache
def _languages(package: str, name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(asset(package, name))
    return found


def _template(package: str, name: str) -> str | None:
    for folder in (package, SHARED):
        if files(folder).joinpath("assets", name).is_file():
            return asset(folder, name)
    return None


@lru_cache(maxsize=8)
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _template(package, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"num": num, "day": day, "plural": plural, "source": source, "sentence": sentence}
    return environment


def num(value: object) -> Markup:
    """A number in its own direction, so that it stays in order inside right-to-left text."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(value)


def day(value: date | datetime | None, blank: str = "no day given") -> Markup:
    """7 Jun 2016, isolated from the direction around it."""
    if value is None:
        return Markup("<span>{}</span>").format(blank)
    words = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return Markup("<bdi>{}</bdi>").format(words)


def plural(count: int, one: str, many: str) -> Markup:
    return Markup("{} {}").format(num(count), one if count == 1 else many)


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def source(text: str) -> Markup:
    """A link if the source is an address and nothing else, else the words themselves."""
    if re.fullmatch(r"https?://\S+", text):
        shown = text.split("//", 1)[1].split("/", 1)[0]
        return Markup('<a href="{}" rel="noreferrer noopener"><bdi dir="ltr">{}</bdi></a>').format(text, shown)
    return escape(text)


def local_days(start: datetime, until: datetime, zone: str | None) -> tuple[date, date]:
    """First and last local day of a period."""
    area = ZoneInfo(zone or "Etc/UTC")
    return start.astimezone(area).date(), (until - timedelta(microseconds=1)).astimezone(area).date()


def by_id(rows: Iterable[Mapping[str, Any]], key: str) -> dict[str, Mapping[str, Any]]:
    return {str(row[key]): row for row in rows}


def names_of(named: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {str(row["id"]): str(row["name"]) for row in named}
