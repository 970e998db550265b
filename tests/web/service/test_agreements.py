"""Agreements, actors, places and what binds whom, as pages; each at two moments and as each role."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.model import plain


def text_of(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_list_says_what_was_in_force_then_as_known_then(signed_in: Callable[[str], Any]) -> None:
    """The calm of Osk: in force on 25 April, not on 10 May; its extension of two days is known a day late."""
    miro = signed_in("miro")

    def force(query: str) -> dict[str, list[str]]:
        found = miro.get(f"/agreements/?{query}").context["instruments"]
        return {i.agreement.id: [r.force.in_force for r in i.readings] if i.known else [] for i in found}

    assert force("on=2030-04-25T12:00")["ex-osk-calm"] == ["yes", "yes"]
    assert force("on=2030-05-10T12:00")["ex-osk-calm"] == ["no", "no"]
    assert force("on=2030-04-27T12:00&as_of=2030-04-26")["ex-osk-calm"] == ["no", "no"]
    assert force("on=2030-04-27T12:00&as_of=2030-04-28T12:00")["ex-osk-calm"] == ["yes", "yes"]
    assert force("on=2030-04-01&as_of=2030-04-01")["ex-osk-calm"] == []


def test_the_page_of_an_instrument_is_the_engines_with_its_state(signed_in: Callable[[str], Any]) -> None:
    """Provisions with paraphrase, source and basis, readings with holders, and which provision is suspended."""
    page = signed_in("miro").get("/agreements/ex-lyne-accord/?on=2030-05-01T12:00")
    body, text = page.content.decode(), text_of(page)
    assert 'id="provision-2.4"' in body and "Let aid pass." in text and "basis V" in text
    assert "Republic of Sarneth" in text and "The sketch map binds" in text
    assert [r.suspended for r in page.context["one"].readings] == [[], [], [("2.4", "Highland Council")]]
    assert "style=" not in body and not re.search(r"<script(?![^>]*\ssrc=)", body)  # the policy would refuse both


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({}, [("1", "")]),
        ({"parties": ["north"]}, [("1", "North")]),
        ({"areas": ["box"]}, [("1", "in Box")]),
        ({"areas": ["box"], "parties": ["north"]}, [("1", "North, in Box")]),
    ],
)
def test_a_pause_says_for_whom_and_where(limits: dict[str, Any], said: list[tuple[str, str]]) -> None:
    """Areas are named but to those who are not shown them."""
    from truceline.web.agreements.moments import Asked
    from truceline.web.agreements.queries import _suspended

    paused = {"on": "2020-02-10", "by": "north", "claim": "…", "effect": "suspends", "provisions": ["1"], **limits}
    text = agreement(status_events=[paused]).agreement
    on = datetime(2020, 2, 20, tzinfo=UTC)
    parties, areas = ({p.id: plain(p.name) for p in parts} for parts in (text.parties, text.areas))
    assert list(_suspended(text, parties, areas, Asked(on, on))) == said
    hidden = [(p, who.replace("in Box", "in some areas")) for p, who in said]
    assert list(_suspended(text, parties, {}, Asked(on, on))) == hidden


def test_a_side_that_resumed_is_named(signed_in: Callable[[str], Any]) -> None:
    """Off for all, and one side took it up again."""
    from truceline.web.agreements.moments import Asked
    from truceline.web.agreements.queries import _suspended

    off = {"on": "2020-02-10", "by": "north", "claim": "…", "effect": "suspends", "provisions": ["1"]}
    back = {**off, "on": "2020-02-12", "effect": "resumes", "parties": ["south"]}
    text = agreement(status_events=[off, back]).agreement
    on = datetime(2020, 2, 20, tzinfo=UTC)
    assert list(_suspended(text, {"north": "North", "south": "South"}, {}, Asked(on, on))) == [
        ("1", ""),
        ("1", "not for South"),
    ]


def test_what_was_not_known_yet_is_not_on_the_page(signed_in: Callable[[str], Any]) -> None:
    """Clause 2.8 came with a protocol of 2 May; before the signature there is nothing at all."""
    miro = signed_in("miro")
    assert b'id="provision-2.8"' in miro.get("/agreements/ex-lyne-accord/?as_of=2030-05-03").content
    assert b'id="provision-2.8"' not in miro.get("/agreements/ex-lyne-accord/?as_of=2030-04-30").content
    assert b'id="provision-2.1"' not in miro.get("/agreements/ex-lyne-accord/?as_of=2030-03-01").content


def test_what_binds_whom_shows_readings_side_by_side(signed_in: Callable[[str], Any]) -> None:
    """One row per provision, one column per reading; what does not bind is listed with its reason."""
    page = signed_in("miro").get("/binding/?actor=highland-council&on=2030-05-01T12:00")
    accord = next(b for b in page.context["bound"] if b.agreement.id == "ex-lyne-accord")
    row = next(cells for provision, _, cells in accord.rows if provision.id == "2.4")
    assert [c.state for c in row] == ["binds", "binds", "binds_not"]
    assert "by signature" in text_of(page) and "Market calm of Osk (exercise) : not in force" in text_of(page)
    asked_before = signed_in("miro").get("/binding/?actor=orchard-company&on=2030-04-05T12:00&as_of=2030-04-06")
    assert not any(b.touches for b in asked_before.context["bound"])


def test_an_actor_shows_names_relations_and_lists_of_that_day(signed_in: Callable[[str], Any]) -> None:
    """Scripts side by side; the listing of each name with its own dates, and only once it was known."""
    miro = signed_in("miro")
    page = miro.get("/actors/ember-front/?on=2030-05-25")
    assert set(page.context["sheet"]["scripts"]) == {"Latin", "Arabic", "Cyrillic"}
    assert "جبهة الجمر" in text_of(page) and "2030-05-20" in text_of(page) and "Republic of Sarneth" in text_of(page)
    before = miro.get("/actors/ember-front/?on=2030-05-21&as_of=2030-05-21").context["sheet"]["lists"][0]
    assert [n["name"] for n in before["names"]] == ["Cinder Column"]
    assert [a.id for a, _ in miro.get("/actors/?q=كتيبة القصب").context["actors"]] == ["reed-battalion"]


def test_places_are_found_by_sound_and_in_any_script(signed_in: Callable[[str], Any], monkeypatch: Any) -> None:
    """Misspelt and in Russian letters, with distances; a protected site that is shown is a logged read."""
    from truceline.web.agreements import gazetteer
    from truceline.web.audit.models import Entry

    vera = signed_in("vera")
    assert next(c.place.id for c, _ in vera.get("/places/?q=Harov").context["rows"]) == "harrow"
    assert next(c.place.id for c, _ in vera.get("/places/?q=Карский мост").context["rows"]) == "karse-bridge"
    assert vera.get("/places/?q=qqqq").context["rows"] == []
    count = Entry.objects.count()
    site = SimpleNamespace(id="ward", kind="site", name="Example ward", lon=None, admin1=None, source=None)
    found = SimpleNamespace(place=site, spellings=(), distance=0.0, beside=None)
    monkeypatch.setattr(gazetteer, "candidates", lambda name: [found])
    assert vera.get("/places/?q=ward").status_code == 200
    last = Entry.objects.order_by("-seq").first()
    assert (Entry.objects.count(), last.actor, last.target_type, last.target_id) == (count + 1, "vera", "site", "ward")


def test_parties_and_guarantors_read_agreements_and_no_places(signed_in: Callable[[str], Any]) -> None:
    """They see instruments, actors and what binds whom; the gazetteer is closed to them, all of it to others."""
    for name in ("gamal", "sarn"):
        client = signed_in(name)
        for path in ("/agreements/", "/agreements/ex-lyne-accord/", "/actors/", "/actors/merrowan/", "/binding/"):
            assert client.get(path).status_code == 200, (name, path)
        assert client.get("/places/?q=Osk").status_code == 403
    for name in ("rana", "ada", "outsider"):
        assert signed_in(name).get("/agreements/").status_code == 403, name


def test_carve_outs_are_not_even_named_to_a_party(service: Any) -> None:
    """Areas taken out of others and areas of exclusions leave the list, the map's note and combined areas."""
    from truceline.bulletins.agreement_page import agreement_text
    from truceline.bulletins.report.instruments import carve_outs
    from truceline.formats.worlds import open_world
    from truceline.web.accounts.models import User
    from truceline.web.agreements.queries import hidden_from

    world = open_world(["ukraine"])
    item = next(i for i in world.agreements if i.agreement.id == "ua-minsk-package-2015-02-12")
    hide = hidden_from(User(role="party_liaison"), item.agreement)
    assert hide == carve_outs(item.agreement) and not hidden_from(User(role="monitor"), item.agreement)

    def areas(page: str) -> str:
        return page.split('id="areas"')[1].split('id="provisions"')[0]

    assert "Debaltseve pocket" in areas(agreement_text(item, world.registry))
    assert "Debaltseve pocket" not in areas(agreement_text(item, world.registry, hide=hide))


def test_a_moment_that_is_none_gets_a_code_and_the_page_still_answers(signed_in: Callable[[str], Any]) -> None:
    """Bad input is told with place, cause and remedy; unknown instruments and actors are 404."""
    miro = signed_in("miro")
    page = miro.get("/agreements/?on=yesterday&as_of=2030-13-01")
    assert page.status_code == 200 and text_of(page).count("E-WEB-040") == 2
    assert "E-WEB-040" in text_of(miro.get("/binding/?on=0001-01-01"))
    for path in ("/agreements/none/", "/actors/none/", "/binding/?actor=none"):
        assert miro.get(path).status_code == 404, path


def test_pages_are_in_arabic_with_numbers_that_keep_their_direction(signed_in: Callable[[str], Any]) -> None:
    """Right to left, names in Arabic, every date in an isolate."""
    miro = signed_in("miro", headers={"accept-language": "ar"})
    page = miro.get("/binding/?actor=reed-battalion&on=2030-05-15T12:00").content.decode()
    assert 'dir="rtl"' in page and "كتيبة القصب" in page and "يُلزم" in page
    bare = re.sub(r"<bdi[^>]*>.*?</bdi>|<(?:input|option)[^>]*>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(r"\d{4}-\d{2}-\d{2}", bare)


def test_what_the_engine_says_of_a_binding_is_in_arabic(signed_in: Callable[[str], Any]) -> None:
    """Nothing of it is left in English, and names keep their own direction."""
    miro = signed_in("miro", headers={"accept-language": "ar"})
    page = miro.get("/binding/?actor=reed-battalion&on=2030-05-15T12:00").content.decode()
    assert "<bdi>كتيبة القصب</bdi> مسؤول عنه <bdi>حكومة ميروان</bdi>" in page
    assert 'lang="en" dir="ltr"' not in page
