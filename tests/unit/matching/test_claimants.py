"""Residents and sources name nobody, in four languages; what may be a name counts as one."""

from __future__ import annotations

import pytest

from tests.unit.matching.test_match import a_report
from truceline.matching.claimants import names_somebody
from truceline.matching.corroboration import corroborate

NOBODY = """witness|An eyewitness|12 residents|local sources|residents of Lyne|Syrian activists|officials
a military source|unresolved speaker (reported by unnamed outlet)|nobody named|N/A|-||social media
شهود عيان|سكان حي الوعر|مصادر محلية|ناشطون سوريون|مسؤولون|لم يذكر
местные жители|жители Лина|сирийские активисты|очевидцы|не указан
témoins oculaires|des habitants de Lyne|sources locales|militants syriens|non précisé"""
SOMEBODY = """Global Witness|Residents' Committee|Committee of activists|The Local|witness 12|Source 4|Syrian officials
officials from the Ministry of Defence|residents (reported by the Lyne Courier)|Military police|Government
وزارة الدفاع|المرصد السوري لحقوق الإنسان
Министерство обороны
Ministère de la Défense"""


def listed(names: str) -> list[str]:
    return [name for line in names.splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", listed(NOBODY))
def test_nobody_is_named(name: str) -> None:
    """Two independent papers that both heard it from such a claimant stay two origins."""
    assert not names_somebody(name)
    rows = [a_report("r1", "north", claimant=name), a_report("r2", "south", origin_chain=[name])]
    assert len(corroborate(rows).origins) == 2


@pytest.mark.parametrize("name", listed(SOMEBODY))
def test_somebody_is_named(name: str) -> None:
    """Two papers that pass on what one body said are one origin."""
    assert names_somebody(name)
    rows = [a_report("r1", "north", claimant=name), a_report("r2", "south", origin_chain=[name])]
    assert len(corroborate(rows).origins) == 1


def test_a_source_of_that_name_is_still_one_source() -> None:
    """Who calls two of its reports' source "witness" says that they are of one source; nothing shows two."""
    assert len(corroborate([a_report("r1", "witness"), a_report("r2", "Witness")]).origins) == 1
