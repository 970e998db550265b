from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from truceline.web.accounts import actions, resets
from truceline.web.accounts.context import PLACES
from truceline.web.accounts.models import Compartment, Invitation, PasswordReset, Token, User
from truceline.web.accounts.rights import Role, may
from truceline.web.opaque import Opaque, plain_number
from truceline.web.operations import PUBLIC, SIGNED_IN, operation
from truceline.web.typed import whole_number
from truceline.web.world import parties

SCOPE_WORDS = (
    ("intake.submit", gettext_lazy("hand in reports")),
    ("evidence.attach", gettext_lazy("attach files")),
    ("report.read", gettext_lazy("read reports")),
    ("incident.read", gettext_lazy("read incidents and findings")),
    ("casework.triage", gettext_lazy("move incidents")),
    ("casework.read", gettext_lazy("read corrections and hypotheses")),
    ("casework.verify", gettext_lazy("propose corrections and decide on them")),
    ("casework.weigh", gettext_lazy("name hypotheses, weigh them and set them aside")),
)


@operation(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Where each role's work begins; a person without a role is told so."""
    if request.user.role == Role.PARTY_LIAISON:  # type: ignore[union-attr]
        return redirect("question-list")
    for name, needed, _label in PLACES:
        if may(request.user, needed):
            return redirect(name)
    return render(request, "accounts/no_role.html")


@operation(SIGNED_IN)
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/me.html")


@operation(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """``/account/``, which people type after the address of a page below it. The library would lead on to addresses of
    mail, which nobody here has."""
    return redirect("me")


@operation("token.manage")
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    secret = None
    if request.method == "POST":
        if "revoke" in request.POST:
            actions.revoke_token(request.user, _number(request.POST["revoke"]))
            return redirect("tokens")
        try:
            secret = actions.issue_token(request.user, request.POST.get("label", ""), request.POST.getlist("scopes"))[1]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    rows = Token.objects.visible_to(request.user).order_by("-created_at")
    offered = [(name, words) for name, words in SCOPE_WORDS if may(request.user, name)]
    context = {"tokens": rows, "secret": secret, "scopes": offered, "all_scopes": SCOPE_WORDS}
    return render(request, "accounts/tokens.html", context)


def _number(digits: str) -> int:
    """A token's, out of the sixteen digits that stand for it on the page; 0 for anything else."""
    try:
        return plain_number(digits) if re.fullmatch(Opaque.regex, digits) else 0
    except ValueError:
        return 0


@operation("people.manage")
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    link = None
    asked: Any = {}
    if request.method == "POST":
        asked = request.POST
        try:
            if "withdraw" in asked:
                actions.withdraw_invitation(request.user, whole_number(asked["withdraw"]) or 0)
                messages.success(request, _("Its link lets nobody in any more."))
                return redirect("people")
            circles = asked.getlist("compartments")
            secret = actions.invite(request.user, asked.get("role", ""), asked.get("party", "").strip(), circles)[1]
            link = request.build_absolute_uri(f"/join/{secret}/")
            asked = {}
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    context = {
        "people": User.objects.visible_to(request.user).prefetch_related("compartments").order_by("username"),
        "roles": [c for c in Role.choices if c[0]],
        "compartments": Compartment.objects.order_by("name"),
        "invitations": Invitation.objects.visible_to(request.user)
        .filter(accepted_by=None, expires_at__gt=datetime.now(UTC))
        .prefetch_related("compartments")
        .order_by("-created_at"),
        "link": link,
        "parties": parties(),
        "asked": asked,
        "asked_in": asked.getlist("compartments") if asked else [],
    }
    return render(request, "accounts/people.html", context)


@operation("people.manage")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        asked = request.POST
        try:
            if asked.get("step") == "link":
                secret = resets.issue_link(request.user, one, "without_second_factor" in asked)[1]
                return _person_page(request, one, request.build_absolute_uri(reverse("new-password", args=[secret])))
            if asked.get("step") == "withdraw_link":
                resets.withdraw_links(request.user, one)
                messages.success(request, _("Its link lets nobody in any more."))
                return redirect("person", pk)
            actions.change_person(
                request.user,
                one,
                role=asked.get("role", ""),
                active="active" in asked,
                compartments=asked.getlist("compartments"),
                party=asked.get("party", one.party),
                organisation=asked.get("organisation", one.organisation),
            )
            messages.success(request, _("Saved."))
            return redirect("people")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return _person_page(request, one)


def _person_page(request: HttpRequest, one: User, link: str | None = None) -> HttpResponse:
    """``link``: to a new password, shown this once."""
    waiting = PasswordReset.objects.visible_to(request.user).still_open().filter(person=one)
    context: dict[str, Any] = {"one": one, "roles": Role.choices, "parties": parties(), "link": link}
    context |= {"compartments": Compartment.objects.order_by("name"), "waiting": waiting.select_related("made_by")}
    context["has_second_factor"] = Authenticator.objects.filter(user=one).exists()
    return render(request, "accounts/person.html", context)


@operation(PUBLIC)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = actions.open_invitation(secret)
    problems: list[str] = []
    if request.method == "POST":
        asked = request.POST
        try:
            name, shown = asked.get("username", ""), asked.get("display_name", "")
            actions.accept_invitation(secret, name, shown, asked.get("password", ""))
            messages.success(request, _("Your account is ready. Sign in."))
            return redirect("account_login")
        except ValidationError as error:
            problems = error.messages
    context = {"invitation": invitation, "problems": problems, "asked": request.POST}
    return render(request, "accounts/join.html", context, status=200 if invitation else 410)


@operation(PUBLIC)
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Who has a link chooses a new password. To look at the page uses nothing up: programs that carry messages do."""
    link = resets.open_link(secret)
    problems: list[str] = []
    if request.method == "POST" and link:
        password = request.POST.get("password", "")
        try:
            if password != request.POST.get("again", ""):
                raise ValidationError(_("The two are not the same. Type the new password twice."))
            person = resets.choose_password(secret, password)
            get_adapter(request).let_try_again(request, person.username)
            messages.success(request, _("The new password is set. Sign in with it."))
            return redirect("account_login")
        except ValidationError as error:
            problems = error.messages
            link = resets.open_link(secret)
    context = {"link": link, "problems": problems}
    return render(request, "accounts/new_password.html", context, status=200 if link else 410)
