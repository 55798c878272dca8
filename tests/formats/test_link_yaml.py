"""Link files: what they say becomes parts; whatever is wrong is told with file, line, column and a suggestion."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.curriculum.errors import CurriculumError
from simulator.curriculum.messages import SENTENCES
from simulator.formats import link_yaml
from simulator.optics.fibre import CATALOGUE, with_mode_field
from simulator.optics.link import Bend, Connection, End, KnownJoint, Link, Section, Splice, Split

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
WHOLE = """\
name: everything
link:
  - {name: start, fibre: {type: G.652.D, length_m: 1000, mode_field_um: 9.4, temperature_c: -20}}
  - splice: {offset_um: 0.7, tilt_deg: 0.3, other_db: 0.02, reflectance_db: -55}
  - fibre: {length_m: 20.5, attenuation_db_km: 0.25}
  - connector: {a: UPC, b: {polish: APC, dirt: 0.2, scratches: 0.1, film: alcohol}, offset_um: 1, gap_um: 2}
  - splitter:
      ports: 4
      excess_db: 0.9
      branches:
        - {name: left, link: [{fibre: {type: G.657.B3, length_m: 7}}], end: crushed}
        - link:
            - fibre: {length_m: 5}
            - splitter: {ports: 2, branches: [{link: [{fibre: {length_m: 3}}]}]}
            - fibre: {length_m: 4}
  - bend: {radius_mm: 10, turns: 2.5, typical: 0.3}
  - joint: {loss_db: 0.4, reflectance_db: -35, kind: connector}
  - fibre: {type: G.657.A2, length_m: 100}
end: {kind: open, reflectance_db: -20}
near_end: terminated
"""


def problems(text: str, lang: str = "en") -> list[str]:
    with pytest.raises(CurriculumError) as caught:
        link_yaml.parse(text, "l.yaml", lang)
    return [str(problem) for problem in caught.value.problems]


def short(part: str = "", end: str = "") -> str:
    """A link of one fibre, with one more item on line 4."""
    return f"name: n\nlink:\n  - fibre: {{length_m: 10}}\n{part and '  - ' + part}\n{end}\n"


def test_every_key_means_a_part() -> None:
    link = link_yaml.parse(WHOLE)
    glass = with_mode_field(CATALOGUE["G.652.D"], 9.4e-6)
    assert link.parts[0] == Section(glass, 1000.0, None, -20.0, "start")
    assert link.parts[1] == Splice(0.7e-6, math.radians(0.3), (("other", 0.02),), -55.0)
    assert link.parts[2] == Section(CATALOGUE["G.652.D"], 20.5, 0.25)
    mated, split = link.parts[3], link.parts[4]
    assert isinstance(mated, Connection) and isinstance(split, Split)
    assert mated.a.polish == "UPC" and mated.b.polish == "APC" and mated.b.film == "alcohol" and mated.gap == 2e-6
    assert mated.b.dirt.core == 0.2 and mated.b.scratches.core == 0.1
    assert split.device.ports == 4 and split.device.excess_db == 0.9
    assert [branch.length for branch in split.branches] == [7.0, 9.0]
    assert split.branches[0].far == End("crushed") and isinstance(split.branches[1].parts[1], Split)
    assert link.parts[5] == Bend(10e-3, 2.5, 0.3)
    assert link.parts[6] == KnownJoint((("connector", 0.4),), -35.0, "connector")
    assert link.far == End("open", -20.0) and link.near == End("terminated") and link.name == "everything"
    assert link_yaml.parse(WHOLE + "view_from: far\n") == link.reversed()


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_examples_are_links_with_a_bill_that_sums(path: Path) -> None:
    link = link_yaml.read(path)
    assert isinstance(link, Link) and link.length > 100.0
    bill = link.bill(1550e-9)
    assert math.fsum(map(float, bill.values())) == pytest.approx(float(link.insertion_loss(1550e-9)), abs=1e-9)


def test_there_are_three_examples() -> None:
    assert {"ftth", "pon-ont", "ghost"} <= {path.stem for path in EXAMPLES.glob("*.yaml")}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (short("fibre: {lenght_m: 3}"), "l.yaml:4:13", "Did you mean “length_m”"),
        (short("fibre: {type: G.652}"), "l.yaml:4:19", "Did you mean “G.652.D”"),
        (short("fibre: {length_m: 2 km}"), "l.yaml:4:23", "Write 2000."),
        (short("fibre: {length_m: 0,5}"), "l.yaml:4:25", "with a point"),
        (short("fibre: {length_m: -2}"), "l.yaml:4:23", "above 0, at most 300000 m"),
        (short("fibre: {length_m: 0}"), "l.yaml:4:23", "above 0"),
        (short("fibre: {length_m: .nan}"), "l.yaml:4:23", "not a usable number"),
        (short("fibre: {length_m: .inf}"), "l.yaml:4:23", "not a usable number"),
        (short("fibre: {length_m: 1e999}"), "l.yaml:4:23", "not a usable number"),
        (short("fibre: {}"), "l.yaml:4:12", "“length_m” is missing"),
        (short("fibre: {length_m: 1, attenuation_db_km: 35}"), "l.yaml:4:45", "from 0 to 20 dB/km"),
        (short("splice: {offset_um: 1 mm}"), "l.yaml:4:25", "Write 1000."),
        (short("splice: {offset_um: 1 inch}"), "l.yaml:4:25", "from 0 to 20 um"),
        (short("splice: {reflectance_db: 40}"), "l.yaml:4:30", "from -90 to 0 dB"),
        (short("splice:"), "l.yaml:4:12", "Expected a block of keys"),
        (short("splcie: {}"), "l.yaml:4:5", "Did you mean “splice”"),
        (short("{splice: {}, bend: {radius_mm: 5}}"), "l.yaml:4:5", "one thing only. Found: splice, bend"),
        (short("{name: nothing}"), "l.yaml:4:5", "one thing only"),
        (short("connector: {a: UPS}"), "l.yaml:4:20", "Allowed: PC, UPC, APC, cleave"),
        (short("bend: {radius_mm: 10, turns: many}"), "l.yaml:4:34", "Expected a number"),
        (short("splitter: {ports: 2.5}"), "l.yaml:4:23", "whole number"),
        (short("splitter: {ports: 2, branches: [{link: [{fibre: {length_m: 1}}]}, {link: [{fibre: {length_m: 1}}]}]}"),
         "l.yaml:4:26", "3 branches"),
        (short("splitter: {ports: 4, branches: [{link: [{splice: {}}]}]}"), "l.yaml:4:38", "no fibre"),
        (short(end="end: closed"), "l.yaml:5:6", "Allowed: open, angled, terminated, crushed"),
        (short(end="view_from: home"), "l.yaml:5:12", "Allowed: near, far"),
        ("name: n\nlink: []\n", "l.yaml:2:7", "at least 1 item"),
        ("name: n\nlink: {fibre: {length_m: 1}}\n", "l.yaml:2:7", "Expected a list"),
        ("name: n\nlink:\n  - splice: {}\n", "l.yaml:2:1", "no fibre"),
        ("link:\n  - fibre: {length_m: 1}\n", "l.yaml:1:1", "“name” is missing"),
        ("", "l.yaml:1:1", "empty"),
        ("- a\n", "l.yaml:1:1", "Expected a block"),
        ("name: n\nname: m\nlink:\n  - fibre: {length_m: 1}\n", "l.yaml:2:1", "written twice"),
        ("name: &a n\nlink: [*a]\n", "l.yaml:1:7", "anchor"),
        ("name: n\nlink: !!python/object:os.system [x]\n", "l.yaml:2:7", "tag"),
        ("name: n\nlink: " + "[" * 60 + "]" * 60, "l.yaml:2", "nested too deeply"),
        ("name: n\nlink:\n\t- x\n", "l.yaml:3:1", "tab"),
        ("name: n\nlink:\n" + "  - fibre: {length_m: 1}\n" * 401, "l.yaml:3:3", "maximum is 400"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(text: str, place: str, words: str) -> None:
    found = problems(text)
    assert any(line.startswith(place) and words in line for line in found), found


def test_alias_bomb_is_refused_at_once() -> None:
    bomb = "name: n\na0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert any("alias" in line for line in problems(bomb))


def test_all_faults_at_once_and_in_french() -> None:
    found = problems("name: n\nlink:\n  - fibre: {length_m: -1}\n  - bend: {radius_mm: 1}\nend: closed\n", "fr")
    assert len(found) == 3 and [line.split(":")[1] for line in found] == ["3", "4", "5"]
    assert all("trouvé" in line or "inconnue" in line for line in found)


def test_new_sentences_stand_in_both_languages() -> None:
    for key in ("one_kind", "no_fibre", "too_many_branches"):
        french, english = SENTENCES[key]
        assert french != english


def test_a_missing_file_is_one_sentence(tmp_path) -> None:
    with pytest.raises(CurriculumError, match="cannot be read"):
        link_yaml.read(tmp_path / "none.yaml", "en")


@given(
    st.integers(0, len(WHOLE)),
    st.integers(0, len(WHOLE)),
    st.text(st.sampled_from("-:{}[]&*!#'\"\n\t 0aé~.,"), max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_gives_a_link_or_problems(start: int, stop: int, junk: str) -> None:
    text = WHOLE[: min(start, stop)] + junk + WHOLE[max(start, stop) :]
    try:
        assert isinstance(link_yaml.parse(text), Link)
    except CurriculumError as error:
        assert error.problems
