"""One instrument as a page or as Markdown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from truceline.agreement.cases import Case
from truceline.bulletins.agreement_page.area_map import area_map, undrawn
from truceline.bulletins.agreement_page.sheet import Sheet
from truceline.bulletins.agreement_page.timeline import lines_of
from truceline.bulletins.agreement_page.words import PACKAGE, words
from truceline.bulletins.report.instruments import LoadedAgreement
from truceline.bulletins.static_page import asset, part, render
from truceline.registry.actors import Registry
from truceline.vocabulary.terms import NOT_COVERED_SENTENCE


def render_agreement(
    loaded: LoadedAgreement,
    registry: Registry,
    cases: Sequence[Case] = (),
    as_of: datetime | None = None,
    language: str = "en",
) -> str:
    """A self-contained page without scripts. ``as_of`` limits the timeline to what was known then.

    Raises: KeyError for a language that is not in LANGUAGES.
    """
    values = _values(loaded, registry, cases, as_of, language) | {"map": area_map(loaded, language), "after_head": ""}
    return render(PACKAGE, "agreement.html.j2", values, ("agreement.css",), language)


def agreement_text(
    loaded: LoadedAgreement,
    registry: Registry,
    cases: Sequence[Case] = (),
    language: str = "en",
    after_head: str = "",
    hide: Collection[str] = frozenset(),
) -> Markup:
    """The sections of that page without its frame, for a service that has a frame of its own.

    ``after_head``: HTML that is put behind the first section; ``hide``: areas that are named nowhere. What was known
    when is the caller's to say, by ``in_force.as_known``.
    """
    values = _values(loaded, registry, cases, None, language, hide)
    values |= {"map": area_map(loaded, language), "after_head": Markup(after_head)}
    return part(PACKAGE, "patterns.html.j2", {}) + part(PACKAGE, "agreement_text.html.j2", values)


def markdown_agreement(
    loaded: LoadedAgreement, registry: Registry, cases: Sequence[Case] = (), language: str = "en"
) -> str:
    """The same facts as Markdown, for repositories and print; the map is left out."""
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    environment.filters["cell"] = _cell
    template = environment.from_string(asset(PACKAGE, "agreement.md.j2"))
    return template.render(_values(loaded, registry, cases, None, language)).strip() + "\n"


def _values(
    loaded: LoadedAgreement,
    registry: Registry,
    cases: Sequence[Case],
    as_of: datetime | None,
    language: str,
    hide: Collection[str] = frozenset(),
) -> dict[str, Any]:
    sheet = Sheet(loaded.agreement, registry, cases, language, hide)
    lines = lines_of(loaded.agreement, sheet.actor, as_of, language)
    values = sheet.values()
    return {
        **values,
        "w": words()[language],
        "outside": NOT_COVERED_SENTENCE,
        "lines": lines,
        "as_of": as_of,
        "undrawn": undrawn(loaded, language, hide),
    }


def _cell(text: object) -> str:
    """Text that stays inside one cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")
