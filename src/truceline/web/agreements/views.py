from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from truceline.bulletins.agreement_page import agreement_text
from truceline.web.agreements import gazetteer, queries
from truceline.web.agreements.moments import asked
from truceline.web.audit.actions import log_read
from truceline.web.clock import now
from truceline.web.intake.places import district_name
from truceline.web.operations import operation
from truceline.web.world import world


def _when(request: HttpRequest) -> dict[str, Any]:
    when = asked(request.GET)
    return {"when": when, "problems": when.problems, "now": now()}


@operation("agreement.read")
def agreement_list(request: HttpRequest) -> HttpResponse:
    context = _when(request)
    context["instruments"] = queries.instruments(request.user, context["when"])
    return render(request, "agreements/agreement_list.html", context)


@operation("agreement.read")
def agreement_page(request: HttpRequest, agreement_id: str) -> HttpResponse:
    """The page of the instrument that ``truceline agreement page`` writes, with its state at the moment asked."""
    context = _when(request)
    user: Any = request.user
    item, one = queries.instrument(user, agreement_id, context["when"])
    context["one"] = one
    if one.known:
        state = render_to_string("agreements/state.html", context, request)
        known = queries.known_text(item, context["when"])
        hide = queries.hidden_from(user, item.agreement)
        cases = queries.cases_of(item.folder)
        context["text"] = agreement_text(known, world().registry, cases, queries.language(), state, hide)
    return render(request, "agreements/agreement_page.html", context)


@operation("agreement.read")
def actor_list(request: HttpRequest) -> HttpResponse:
    context = _when(request)
    name, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kinds = sorted(Counter(a.kind for a in world().registry.actors.values()))
    context |= {"q": name, "kind": kind, "kinds": kinds, "actors": queries.actors(name, kind, context["when"])}
    return render(request, "agreements/actor_list.html", context)


@operation("agreement.read")
def actor_page(request: HttpRequest, actor_id: str) -> HttpResponse:
    context = _when(request)
    actor = queries.actor_of(actor_id)
    context |= {"actor": actor, "sheet": queries.sheet_of(actor, context["when"])}
    context["bound"] = queries.bound_by(actor.id, context["when"])
    return render(request, "agreements/actor_page.html", context)


@operation("agreement.read")
def binding(request: HttpRequest) -> HttpResponse:
    """What binds whom on this date."""
    context = _when(request)
    chosen = request.GET.get("actor", "")
    everybody = sorted(((a.id, queries.named(a.id)) for a in world().registry.actors.values()), key=lambda p: p[1])
    context |= {"everybody": everybody, "chosen": chosen}
    if chosen:
        context["actor"] = queries.actor_of(chosen)
        context["bound"] = queries.bound_by(chosen, context["when"])
    return render(request, "agreements/binding.html", context)


@operation("place.read")
def place_list(request: HttpRequest) -> HttpResponse:
    """Look a name up. A site that is shown is a read of a protected site, which the log keeps."""
    name = request.GET.get("q", "").strip()[:200]
    found = gazetteer.candidates(name)
    log_read(request.user, "site", [c.place.id for c in found if c.place.kind == "site"])
    rows = [(c, district_name(c.place.admin1)) for c in found]
    return render(request, "agreements/place_list.html", {"q": name, "rows": rows})
