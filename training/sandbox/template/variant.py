"""What differs between variants: people, numbers, papers, amounts; the same number always gives the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from training.sandbox.world.province import Citizen

VARIANTS = 64


@dataclass
class Cast:
    """The people and the small change of one variant."""

    random: Random
    province: dict[str, Any]
    taken: set[str]

    @classmethod
    def of(cls, template: str, version: int, variant: int, province: dict[str, Any]) -> Cast:
        """Return the cast of a variant; raise ValueError for one that is not shipped."""
        if not 0 <= variant < VARIANTS:
            raise ValueError(f"variants run from 0 to {VARIANTS - 1}, not {variant}")
        return cls(Random(f"{template}/{version}/{variant}"), province, set())  # noqa: S311 - a seed, no secret

    def citizen(self, number: int, commune: str) -> Citizen:
        """Return a new fictitious citizen, unlike any before."""
        female = self.random.random() < 0.5
        name = self._name("female" if female else "male")
        year = self.random.randint(1951, 2003)
        century_sex = (1 if female else 0) + (2 if year >= 2000 else 0)
        digits = f"999{century_sex}{year % 100:02}{self.random.randint(0, 9999):04}{number:02}"
        phone = f"01{self.random.randint(10, 99)}{self.random.randint(0, 9999):04}{number:02}"
        street, hamlet = self.pick("streets"), self.pick("hamlets")
        address = f"số {self.random.randint(1, 240)} đường {street}, {hamlet}"
        born = f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return Citizen(digits, name, born, phone, address, commune, f"nguoi{number:02}@vidu.invalid")

    def pick(self, name: str) -> str:
        """Return one of a list of the province."""
        return str(self.random.choice(self.province[name]))

    def words(self) -> dict[str, str]:
        """Return the small change of one story, for its placeholders."""
        return {
            "bé": f"{self.random.choice(self.province['families'])} {self.pick('babies')}",
            "bản": str(self.random.randint(2, 6)),
            "trang": str(self.random.randint(1, 6)),
            "giấy": self.pick("documents"),
            "quán": self.pick("shops"),
            "đường": self.pick("streets"),
            "xóm": self.pick("hamlets"),
            "số": str(self.random.randint(1, 240)),
            "m2": str(self.random.randint(45, 180)),
        }

    def minutes(self, most: int) -> int:
        """Return a few minutes, so that the clocks of two variants do not agree."""
        return self.random.randint(0, most)

    def _name(self, sex: str) -> str:
        while True:
            middle = self.random.choice(self.province["middles"][sex])
            name = f"{self.random.choice(self.province['families'])} {middle} {self.pick('given')}"
            if name not in self.taken:
                self.taken.add(name)
                return name
