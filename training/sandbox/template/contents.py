"""What stands on the papers of a case: made up from who asks for what, and the same at every look.

The lines of each paper are data of the province (`scans.yaml`); an exercise may put lines of its own in their place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from string import Template
from typing import Any

from training.sandbox.cases.rules.model import Applicant, Case, Paper
from training.sandbox.template.library import read

PROVINCE = "hai-tram"
LAST = ("Ngày làm", "Ký tên")
"""What stands at the foot of a paper, whatever else is on it."""
CHILD = re.compile(r"(?:con gái|con trai|là|tên|cháu|bé) ((?:[A-ZÀ-ỸĐ][\wÀ-ỹ]*\s?){2,4})")
PLOT, AREA = re.compile(r"thửa (?:đất )?số (\d+)", re.IGNORECASE), re.compile(r"(\d+) m²")
AGE, WOMAN = re.compile(r"(\d+) tuổi"), re.compile(r"\b(bà|mẹ|cô|dì|vợ|chị)\b")
HOUSE = re.compile(r"số \d+ đường [\w ]+", re.IGNORECASE)


@dataclass(frozen=True)
class Contents:
    """What can be read on a paper: its title, and its lines as label and words."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def changed(self, title: str, lines: Mapping[str, Any]) -> Contents:
        """Return the same paper with lines replaced or added by their label; one without words is left out."""
        found = dict(self.lines) | {label: str(words) for label, words in lines.items()}
        return Contents(title[:1].upper() + title[1:] or self.title, _in_order(found))


def contents(case: Case, paper: Paper, day: date, unit: str, born: str = "") -> Contents:
    """Return what stands on a paper handed in on `day` at `unit`; `born` is the asker's birthday where it is known."""
    told = read(PROVINCE, "scans")
    known = told["papers"].get(case.procedure, {}).get(paper.code, {"title": paper.name, "lines": told["any"]})
    sheet = Contents(known["title"], _in_order(known["lines"]))
    wanting = " ".join(one.reason for one in case.supplements if one.given_at is None)
    for one in told["flaws"]:
        if one["paper"] == paper.code and one["says"] in wanting:
            sheet = sheet.changed("", one["lines"])
    return filled(sheet, words(case, day, unit, born))


def filled(sheet: Contents, told: Mapping[str, str]) -> Contents:
    """Return a paper with the words of its case in place of the placeholders."""
    lines = {label: Template(text).safe_substitute(told) for label, text in sheet.lines}
    title = Template(sheet.title).safe_substitute(told)
    return Contents(title[:1].upper() + title[1:], _in_order(lines))


def _in_order(lines: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    body = [(label, text) for label, text in lines.items() if text and label not in LAST]
    return (*body, *((label, lines[label]) for label in LAST if lines.get(label)))


def words(case: Case, day: date, unit: str, born: str = "") -> dict[str, str]:
    """Return what a paper of this case may speak of, by the names of the placeholders."""
    who, said = case.applicant, f"{case.title}. {case.request}"
    dice = Random(f"{who.number}/{who.name}/{case.procedure}")  # noqa: S311 - a seed, no secret
    province, birthday = read(PROVINCE, "province"), born or _birthday(who, dice)
    of_whom = "female" if WOMAN.search(said.lower()) else "male"
    kin = _people(dice, province, day, of_whom, "male" if _is_woman(who) else "female")
    grown = int(birthday[-4:]) + 20
    issued = dice.randint(min(2024, max(2009, grown)), 2025)
    age = 10 if "mười ngày" in said else 7
    told = {
        "name": who.name, "number": who.number, "born": birthday, "address": who.address, "phone": who.phone,
        "given": " ".join(who.name.split()[-2:]), "unit": unit, "day": _said(day),
        "earlier": _said(day - timedelta(days=dice.randint(2, 9))),
        "old_day": f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{issued}",
        "year": str(grown - 5), "serial": f"{dice.randrange(10**6):06}",
        "child_born": _said(day - timedelta(days=age)), "weight": f"{dice.randint(26, 38)}00",
        "minor_born": _said(day - timedelta(days=dice.randint(2500, 5000))),
        "dead_day": _said(day - timedelta(days=2)), "dead_year": str(dice.randint(1936, 1950)),
        "plot": _found(PLOT, said) or str(dice.randint(5, 180)), "map": str(dice.randint(2, 40)),
        "beside": str(dice.randint(181, 240)),
        "area": _found(AREA, said) or str(dice.randint(60, 140)), "land": str(dice.randint(150, 320)),
        "house": _found(HOUSE, said) or who.address, "floors": "hai tầng" if "hai tầng" in said else "một tầng",
        "value": f"{dice.randint(2, 9)}0.000.000", "title": case.title or "Sửa chữa nhà như trong bản vẽ",
        "gift": next((one for one in ("xuồng máy", "xe máy") if one in said), "xuồng máy").capitalize(),
        "original": next((one for one in province["documents"] if one in said), "giấy tờ cần chứng thực").capitalize(),
        "shop": next((one for one in province["shops"] if one in said), "cơ sở").capitalize(),
        "marital": "Đã ly hôn" if "ly hôn" in said else "Chưa đăng ký kết hôn với ai",
        "purpose": "Vay mua nhà" if "mua nhà" in said else "Bổ sung hồ sơ cá nhân",
    }  # fmt: skip
    return kin | told | _child(said, who, kin) | _elder(said, told, day) | _mistake(said, told, dice)


def _people(dice: Random, province: Mapping[str, Any], day: date, sex: str, spouse: str) -> dict[str, str]:
    """Return made-up people around the asker; `sex` is of whom they speak of, `spouse` that of whom they marry."""

    def name(of: str) -> str:
        middle = dice.choice(province["middles"][of])
        return f"{dice.choice(province['families'])} {middle} {dice.choice(province['given'])}"

    spouse_year, elder_year = dice.randint(1982, 1999), day.year - dice.randint(76, 84)
    return {
        "father": name("male"), "mother": name("female"), "dead": name(sex), "other": name("male"),
        "other_number": f"9990{dice.randint(60, 95)}{dice.randrange(10**6):06}",
        "spouse": name(spouse), "spouse_born": f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{spouse_year}",
        "spouse_number": f"999{int(spouse == 'female')}{spouse_year % 100:02}{dice.randrange(10**6):06}",
        "elder": name(sex), "elder_born": f"{dice.randint(1, 28):02}/{dice.randint(1, 10):02}/{elder_year}",
    }  # fmt: skip


def _child(said: str, who: Applicant, kin: Mapping[str, str]) -> dict[str, str]:
    """Return the child that is spoken of; a woman who asks is taken for its mother, a man for its father."""
    boy = "con trai" in said.lower()
    name = _found(CHILD, said) or f"{kin['father'].split()[0]} {'Mẫu Tí' if boy else 'Mẫu Bé'}"
    found = {"child": name, "child_sex": "Nam" if boy else "Nữ", "father": f"{name.split()[0]} {_rest(kin['father'])}"}
    parent = "mother" if _is_woman(who) else "father"
    return found | ({parent: who.name} if "con " in said.lower() or "nhà tôi" in said else {})


def _is_woman(who: Applicant) -> bool:
    """Say what a number tells of sex: its fourth digit is odd for a woman."""
    return who.number[3:4] in ("1", "3")


def _rest(name: str) -> str:
    return name.partition(" ")[2]


def _elder(said: str, told: Mapping[str, str], day: date) -> dict[str, str]:
    """Return who is to get what is asked for: the asker, or an old person of the age that is told."""
    if not re.search(r"\b(cha|mẹ|bà|ông) (tôi|nội|ngoại)\b", said.lower()):
        return {"elder": told["name"], "elder_born": told["born"]}
    age = _found(AGE, said)
    return {"elder_born": f"{told['born'][:6]}{day.year - int(age)}"} if age else {}


def _mistake(said: str, told: Mapping[str, str], dice: Random) -> dict[str, str]:
    """Return what a register says wrongly of the asker, and what is right."""
    if "ngày sinh" in said.lower():
        day, month, year = told["born"].split("/")
        return {
            "what": "ngày sinh", "wrong": f"{day}/{int(month) % 12 + 1:02}/{year}", "right": told["born"],
        }  # fmt: skip
    if "quê quán" in said.lower():
        return {"what": "quê quán", "wrong": "Tỉnh Hải Tràn (giả định)", "right": "Tỉnh Hải Tràm (giả định)"}
    parts = told["name"].split()
    other = dice.choice([one for one in ("Thanh", "Minh") if one not in parts])
    return {"what": "chữ lót", "wrong": " ".join([*parts[:1], other, *parts[2:]]), "right": told["name"]}


def _birthday(who: Applicant, dice: Random) -> str:
    """Return a birthday in the year that the person's number tells (its fourth digit is century and sex)."""
    digits = who.number
    if len(digits) != 12 or not digits.isdigit():
        return f"01/01/{dice.randint(1960, 2000)}"
    year = 1900 + int(digits[3]) // 2 * 100 + int(digits[4:6])
    return f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{year}"


def _found(pattern: re.Pattern[str], said: str) -> str:
    match = pattern.search(said)
    return match[match.lastindex or 0].strip() if match else ""


def _said(day: date) -> str:
    return day.strftime("%d/%m/%Y")
