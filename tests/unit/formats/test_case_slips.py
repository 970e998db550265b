"""Words of a case that mean nothing are named before it runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.cases import Case
from truceline.formats.cases_yaml import case_slips


def slips(**columns: Any) -> list[tuple[str, str]]:
    case = Case.model_validate({"id": "c", "claim": "…", "report": columns, "expect": {"any": {}}})
    return [(p.code, p.message) for p in case_slips(case, "cases/a.yaml, case c", agreement().agreement)]


@pytest.mark.parametrize("column", ["claimed_initiator", "claimed_target", "side_left", "side_right", "notice_to"])
def test_one_name_where_a_list_belongs_is_refused(column: str) -> None:
    """Read letter by letter it would be nobody, and a case that expects undetermined would hold for a false reason."""
    [(code, message)] = slips(**{column: "Northern Army"})
    assert code == "E-AGREE-020"
    assert f"{column}: [Northern Army]" in message
    assert not slips(**{column: ["Northern Army"]})


@pytest.mark.parametrize(
    ("column", "wrong", "right"),
    [
        ("weapon", "morter", "mortar"),
        ("quantity_unit", "guard", "guards"),
        ("target_kind", "scool", "school"),
        ("origin_kind", "residental_area", "residential_area"),
        ("item_state", "disputet", "disputed"),
        ("notice", "not_givn", "not_given"),
        ("act", "shelilng", "shelling"),
    ],
)
def test_a_word_of_no_list_is_refused_with_the_nearest(column: str, wrong: str, right: str) -> None:
    [(code, message)] = slips(**{column: wrong})
    assert code == "E-AGREE-005"
    assert right in message
    assert not slips(**{column: right})
