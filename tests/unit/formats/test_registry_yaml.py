"""Registry folders are read whole, or refused with every problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.formats.registry_yaml import load_registry
from truceline.vocabulary.errors import TrucelineError

ACTORS = """truceline: 1
actors:
  - id: north
    name: Northern Front
    kind: armed_group
    founded: 2016-07-28
    names:
      - {name: "الجبهة", lang: ar, from: 2016-07-28}
    relations:
      - {type: part_of, to: south, from: 2017-01-01}
  - id: south
    name: Southern Army
    kind: armed_force
offices:
  - {office: Envoy, of: south, holder: A, from: 2016-01-01}
"""
LISTS = """lists:
  - {id: council, authority: south, title: Council list}
listed:
  - {list: council, entity: north, actor: north, name: Northern Front, listed_from: 2016-08-01}
"""
PLACES = "id,kind,name,names,country,admin1,lon,lat,radius_m,source\nr,admin1,Region,,,,1,2,,\n"


def folder(tmp_path: Path, **files: str) -> Path:
    given = {"actors": ACTORS, "designations": LISTS, "places": PLACES, **files}
    for name, text in given.items():
        path = tmp_path / f"{name}.{'csv' if name == 'places' else 'yaml'}"
        path.write_text(text, encoding="utf-8")
    return tmp_path


def problems(path: Path) -> list[str]:
    with pytest.raises(TrucelineError) as caught:
        load_registry(path)
    return [str(p) for p in caught.value.problems]


def test_whole_folder(tmp_path: Path) -> None:
    """All three files come back as one registry; YAML days are text."""
    registry = load_registry(folder(tmp_path))
    assert registry.actors["north"].founded == "2016-07-28"
    assert registry.find("الجبهة")[0].actor_id == "north"
    assert registry.listed[0].listed_from == "2016-08-01"
    assert registry.find_place("region")[0].lon == 1.0


def test_any_file_may_be_absent(tmp_path: Path) -> None:
    """An empty folder is an empty registry."""
    assert load_registry(tmp_path).actors == {}
    (tmp_path / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    assert set(load_registry(tmp_path).actors) == {"north", "south"}


def test_later_folder_adds(tmp_path: Path) -> None:
    """A folder beside an agreement may name actors of the armed conflict's registry."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    folder(first)
    more = "actors:\n  - {id: west, name: West, kind: armed_group, relations: [{type: part_of, to: south}]}\n"
    (second / "actors.yaml").write_text(more, encoding="utf-8")
    assert "west" in load_registry([first, second]).actors


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "says"),
    [
        ("actors", "kind: armed_force", "kind: armed_farce", "E-REG-002", 13, "Did you mean armed_force"),
        ("actors", "founded: 2016", "foundet: 2016", "E-REG-002", 6, "Did you mean founded"),
        ("actors", "    name: Southern Army\n", "", "E-REG-002", 11, "'name' is missing"),
        ("actors", "to: south", "to: sout", "E-REG-003", 10, "Did you mean south"),
        ("actors", "to: south", "to: qqqq", "E-REG-003", 10, "Add it to actors.yaml"),
        ("actors", "to: south", "to: north", "E-REG-009", 10, "related to itself"),
        ("actors", "id: south", "id: north", "E-REG-004", 11, "stands twice"),
        ("actors", "of: south", "of: soouth", "E-REG-003", 15, "Did you mean south"),
        ("actors", "from: 2017-01-01}", "from: 2017-01-01, until: 2016-01-01}", "E-REG-006", 10, "2016-01-01"),
        ("actors", "from: 2017-01-01}", "from: 2017-02-30}", "E-REG-007", 10, "2017-02-30"),
        ("actors", "founded: 2016-07-28", "founded: July 2016", "E-REG-007", 6, "July 2016"),
        ("actors", "id: south", "id: South Army", "E-REG-002", 11, "is no id"),
        ("actors", "kind: armed_force", "kind: [armed_force", "E-REG-001", 14, "cannot be read as YAML"),
        ("actors", "type: part_of", "type: partof", "E-REG-002", 10, "Did you mean part_of"),
        ("designations", "list: council", "list: counsil", "E-REG-010", 4, "Did you mean council"),
        ("designations", "actor: north", "actor: nord", "E-REG-003", 4, "north"),
        ("designations", "listed_from:", "from:", "E-REG-002", 4, "listed_from"),
        ("designations", "2016-08-01}", "2016-08-01, listed_until: 2016-08-01}", "E-REG-006", 4, "listed_until"),
        ("places", "Region,,,,1,2", "Region,,,,1,200", "E-REG-011", 2, "lat 200"),
        ("places", "Region,,,,1,2", "Region,,,,one,2", "E-REG-002", 2, "'one' in 'lon' is no number"),
        ("places", "Region,,,,1,2", "Region,,,,1,", "E-REG-002", 2, "only one of"),
        ("places", "r,admin1", "r,admin", "E-REG-002", 2, "Did you mean admin1"),
        ("places", "r,admin1", ",admin1", "E-REG-002", 2, "'id' is empty"),
        ("places", "id,kind", "id,kynd", "E-REG-008", 1, "'kind' is missing"),
        ("places", "radius_m", "radius", "E-REG-002", 1, "Did you mean radius_m"),
        ("places", ",,\n", ",,,\n", "E-REG-002", 2, "11 cells"),
        ("places", "2,,\n", "2,,\nt,settlement,T,,,regio,1,2,,\n", "E-REG-002", 3, "no admin1 place"),
        ("places", "2,,\n", "2,,\nr,admin1,R,,,,1,2,,\n", "E-REG-004", 3, "stands twice"),
    ],
)
def test_broken_files_say_where_and_how(
    tmp_path: Path, file: str, old: str, new: str, code: str, line: int, says: str
) -> None:
    """Each fault gives its code, its file and line, and a remedy; never a traceback."""
    good = {"actors": ACTORS, "designations": LISTS, "places": PLACES}[file]
    assert old in good
    found = problems(folder(tmp_path, **{file: good.replace(old, new, 1)}))
    name = f"{file}.{'csv' if file == 'places' else 'yaml'}:{line}"
    assert [p for p in found if p.startswith(code) and name in p and says in p], found


def test_all_problems_at_once(tmp_path: Path) -> None:
    """One run tells everything that is wrong in all three files."""
    found = problems(
        folder(
            tmp_path,
            actors=ACTORS.replace("to: south", "to: sout").replace("2016-01-01}", "2016-01-01, until: 2015-01-01}"),
            designations=LISTS.replace("list: council", "list: counsil"),
            places=PLACES.replace("1,2", "1,200"),
        )
    )
    assert sorted(p.split()[0] for p in found) == ["E-REG-003", "E-REG-006", "E-REG-010", "E-REG-011"]


def test_unreadable_file_does_not_blame_the_others(tmp_path: Path) -> None:
    """When actors.yaml cannot be read, its actors are not reported as undefined elsewhere."""
    found = problems(folder(tmp_path, actors="actors: ["))
    assert [p.split()[0] for p in found] == ["E-REG-001"]


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_not_a_registry(tmp_path: Path, text: str) -> None:
    """An empty file or a list is refused in words."""
    assert problems(folder(tmp_path, actors=text))[0].startswith("E-REG-001")


def test_wrong_encoding(tmp_path: Path) -> None:
    """A places file in another encoding is refused, not guessed at."""
    folder(tmp_path)
    (tmp_path / "places.csv").write_bytes(PLACES.replace("Region", "Région").encode("cp1252"))
    assert "UTF-8" in problems(tmp_path)[0]


def test_absent_folder(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    assert problems(tmp_path / "nowhere")[0].startswith("E-REG-005")


SAME = (
    "actors:\n  - {id: south, name: Army of the South, kind: armed_force, names: [{name: Southern Army, lang: fr}]}\n"
)


def two_folders(tmp_path: Path, second: str) -> list[Path]:
    """The folder of the other tests, and one with these actors."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for made in folders:
        made.mkdir()
    (folders[0] / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    (folders[1] / "actors.yaml").write_text(second, encoding="utf-8")
    return folders


def test_one_actor_of_two_files_is_joined(tmp_path: Path) -> None:
    """An actor that two armed conflicts' registries define is one actor with the names of both, in either order."""
    folders = two_folders(tmp_path, SAME)
    registry, turned = load_registry(folders), load_registry(folders[::-1])
    assert registry.actors == turned.actors
    assert {"Army of the South", "Southern Army"} <= {
        registry.actors["south"].name,
        *(n.name for n in registry.actors["south"].names),
    }
    assert [m.actor_id for m in registry.find("Army of the South")] == ["south"]


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("kind: armed_force", "kind: state", "'kind' is armed_force there and state here"),
        ("name: Southern Army", "name: Another", "share no name"),
        ("kind:", "founded: 1999-01-01, dissolved: 2001-01-01, kind:", None),
    ],
)
def test_two_actors_of_one_id_name_both_files(tmp_path: Path, old: str, new: str, cause: str | None) -> None:
    """Two different actors under one id are refused with both places; a day that one file leaves out is none."""
    folders = two_folders(tmp_path, SAME.replace(old, new))
    if cause is None:
        assert load_registry(folders).actors["south"].founded is not None
        return
    with pytest.raises(TrucelineError) as caught:
        load_registry(folders)
    (found,) = caught.value.problems
    assert found.code == "E-REG-014"
    assert "two/actors.yaml:2" in str(found)
    assert "one/actors.yaml:11" in str(found)
    assert cause in str(found)
