"""Pages of texts: hand one in, see it with its claims, decide about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from truceline.bulletins.reading_page.page import RIGHT_TO_LEFT, marked, marks_of
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import ACTS, WEAPONS
from truceline.web.audit.actions import log_read
from truceline.web.intake import text_actions
from truceline.web.intake.models import ClaimDecision, SourceText, TextClaim, TextPart
from truceline.web.intake.places import alternatives, chosen
from truceline.web.operations import operation
from truceline.web.templatetags.truceline import UNNAMED_TEXT, outlet_alone

LAYERS = (
    ("event", gettext_lazy("Events")),
    ("count", gettext_lazy("Counts")),
    ("control", gettext_lazy("Control")),
    ("statement", gettext_lazy("Statements")),
    ("listing", gettext_lazy("Listings")),
    ("actor", gettext_lazy("Actors")),
    ("place", gettext_lazy("Places")),
    ("date", gettext_lazy("Dates")),
    ("agreement", gettext_lazy("Agreements")),
)
GROUPS = (
    ("reports", "event", gettext_lazy("What happened"), True),
    ("count_claims", "count", gettext_lazy("Counts that somebody claims"), True),
    ("control_claims", "control", gettext_lazy("Who is said to hold what"), True),
    ("contacts", "statement", gettext_lazy("Contacts"), False),
    ("meetings", "statement", gettext_lazy("Meetings"), False),
    ("listing_claims", "listing", gettext_lazy("Listings"), False),
    ("statements", "statement", gettext_lazy("What was said"), False),
)


@operation("intake.text")
@require_http_methods(["GET", "POST"])
def text_new(request: HttpRequest) -> HttpResponse:
    """Paste or upload; below, the texts that are there with what is still to be decided in each."""
    user: Any = request.user
    context: dict[str, Any] = {"circles": user.compartment_names(), "asked": request.POST}
    if request.method == "POST":
        try:
            return redirect("text", _taken(request).pk)
        except TrucelineError as error:
            context["problems"] = error.problems
    decided = Count("parts__claims", filter=Q(parts__claims__decisions__isnull=False), distinct=True)
    asked = Count("parts__claims", filter=Q(parts__claims__why_not=""), distinct=True)
    rows = SourceText.objects.visible_to(user).annotate(decided=decided, asked=asked).select_related("by")
    context["texts"] = rows.order_by("-pk")[:30]
    return render(request, "intake/text_new.html", context, status=422 if "problems" in context else 200)


def _taken(request: HttpRequest) -> SourceText:
    day, file = request.POST.get("published", ""), request.FILES.get("file")
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError:
        raise TrucelineError(problem("E-REP-003", "published", value=day, column="published")) from None
    circle = request.POST.get("compartment", "")
    if file is not None:
        data, name = b"".join(file.chunks()), file.name or "text"
        return text_actions.hand_in_text(request.user, data, name, published, circle)
    data, name = request.POST.get("text", "").encode(), request.POST.get("name", "").strip() or UNNAMED_TEXT
    return text_actions.hand_in_text(request.user, data, name, published, circle, pasted=True)


@operation("intake.text")
def text_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(SourceText.objects.visible_to(request.user), pk=pk))


def _page(request: HttpRequest, text: SourceText, **more: Any) -> HttpResponse:
    user: Any = request.user
    if text.by_id != user.pk:
        log_read(user, "text", [str(text.pk)])
    typed = {more["wrong"]: more["typed"]} if "wrong" in more else {}
    parts = [_part(p, typed) for p in text.parts.order_by("number").prefetch_related("claims__decisions__by")]
    states = Counter(c.state for p in parts for _, _, _, cards, _ in p["groups"] for c in cards)
    context = {
        "text": text,
        "parts": parts,
        "layers": LAYERS,
        "acts": list(ACTS),
        "weapons": list(WEAPONS),
        "open": states["open"],
        "decided": states["accepted"] + states["dropped"],
        "all": sum(states.values()) - states["no"],
        **more,
    }
    return render(request, "intake/text_page.html", context, status=409 if "problems" in more else 200)


@dataclass(frozen=True)
class Card:
    """A claim as the page shows it. ``places``: what the name of its place may mean."""

    claim: TextClaim
    last: ClaimDecision | None
    typed: Mapping[str, str] | None = None

    @property
    def state(self) -> str:
        if self.claim.why_not:
            return "no"
        return "open" if self.last is None else "accepted" if self.last.accepted else "dropped"

    @property
    def row(self) -> Mapping[str, Any]:
        """As accepted where it was corrected."""
        return {**self.claim.row, **(self.last.changes if self.last else {})}

    @property
    def asked(self) -> Mapping[str, Any]:
        """What the form for a correction begins with: the claim, or what was typed over it and refused."""
        if self.typed and self.typed.get("step") == "correct":
            return {name: self.typed.get(name, "") for name in (*text_actions.CORRECTED, "place_id")}
        return {**self.row, "place_id": ""}

    @property
    def weakest(self) -> bool:
        """Whether nobody but the outlet says so: its claimant reads 'reported by …' already."""
        return outlet_alone(self.row.get("claimant"))

    @property
    def places(self) -> list[Any]:
        return alternatives(str(self.claim.row.get("place_name") or "")) if self.state != "accepted" else []


def _part(part: TextPart, typed: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    """``typed``: what somebody wrote over a claim that was refused, by the claim's key; it stands in the form again."""
    reading, prefix = part.reading, f"t{part.number}"
    meta = reading["meta"]
    cards = [
        Card(c, max(c.decisions.all(), key=lambda d: d.pk, default=None), typed.get(c.pk)) for c in part.claims.all()
    ]
    cards.sort(key=lambda c: (c.claim.why_not != "", c.claim.start, c.claim.pk))
    groups = [(t, layer, title, [c for c in cards if c.claim.table == t], shown) for t, layer, title, shown in GROUPS]
    return {
        "part": part,
        "language": meta["language"] if meta["language"] != "und" else "",
        "direction": "rtl" if meta["language"] in RIGHT_TO_LEFT else "ltr",
        "outlet": meta["outlet"]["name"] if meta["outlet"] else "",
        "day": meta["doc_date"],
        "supported": meta["language_supported"] != "not supported",
        "private": reading["pseudonymised"],
        "guessed": reading["source"]["guessed"],
        "body": marked(str(reading["text"]), list(marks_of(reading, prefix))),
        "groups": [g for g in groups if g[3]],
        "named": list(_named(reading, prefix)),
    }


def _named(reading: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any, list[tuple[str, str, str]]]]:
    """(layer, title, (mark, words, who or where it is taken for)) of what is only lit, not decided about."""
    named = {
        "actor": [(a["text"], "; ".join(n for n in a["name"] if n)) for a in reading["actors"]],
        "place": [(p["text"], p["name"] or "") for p in reading["places"]],
        "date": [(d["text"], d["value"] or "") for d in reading["dates"]],
    }
    titles = dict(LAYERS)
    for layer, items in named.items():
        rows = [(f"{prefix}-{layer}-{i}", words, meant) for i, (words, meant) in enumerate(items)]
        if rows:
            yield layer, titles[layer], rows


@operation("intake.text")
@require_POST
def claim_decide(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Accept, accept as corrected, or drop. Back to the same claim."""
    user: Any = request.user
    text = get_object_or_404(SourceText.objects.visible_to(user), pk=pk)
    one = get_object_or_404(TextClaim.objects.select_related("part__text"), pk=claim, part__text=text)
    step = request.POST.get("step")
    try:
        if step == "drop":
            text_actions.drop_claim(user, one, request.POST.get("reason", ""))
        else:
            text_actions.accept_claim(user, one, _changes(request.POST) if step == "correct" else None)
    except TrucelineError as error:
        return _page(request, text, problems=error.problems, wrong=one.pk, typed=request.POST)
    return redirect(f"{reverse('text', args=[pk])}#{one.mark}")


def _changes(asked: Mapping[str, str]) -> dict[str, Any]:
    """What a person wrote over a claim; lists are separated by semicolons, a chosen place brings its coordinates."""
    changed: dict[str, Any] = {}
    for name in text_actions.CORRECTED:
        if name in asked:
            value = asked[name].strip()
            sides = ("claimed_initiator", "claimed_target")
            changed[name] = [v.strip() for v in value.split(";") if v.strip()] if name in sides else value
    if changed.get("casualties_best", "").isdigit():
        changed["casualties_best"] = int(changed["casualties_best"])
    place = chosen(asked.get("place_id", ""))
    if place or ("place_name" in changed and asked.get("place_id") == "as written"):
        changed |= place or {"lon": None, "lat": None, "place_radius_m": None}
    return changed
