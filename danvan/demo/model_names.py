"""Names of models and of exemplary people, plausible and none twice."""

from random import Random

from danvan.demo.dice import dice
from danvan.demo.fixtures import read
from danvan.demo.people import names
from recognition.models import ModelOwner

INDIVIDUAL_SHARE = 0.3


class ModelNames:
    """Draws names for models: "Thắp sáng đường quê, thôn Bo Non, xã Đồng Tiến"."""

    def __init__(self, seed: int, *subject: object) -> None:
        self.random = dice(seed, "models", *subject)
        self.people = names(dice(seed, "exemplary", *subject))
        self.used: set[str] = set()

    def draw(self, field: str, place: str) -> tuple[str, str]:
        """A fresh name for one field at `place`, with whose model it is."""
        words = read("demo_models")["fields"][field]
        while True:
            owner = self._owner()
            name = self._name(self.random, words, owner, place)
            if name not in self.used:
                self.used.add(name)
                return name, owner

    def _owner(self) -> str:
        is_individual = self.random.random() < INDIVIDUAL_SHARE
        return ModelOwner.INDIVIDUAL if is_individual else ModelOwner.COLLECTIVE

    def _name(self, random: Random, words: dict, owner: str, place: str) -> str:
        where = place
        if place.startswith(("xã", "thị trấn")):
            where = f"thôn {random.choice(read('demo_models')['hamlets'])}, {place}"
        if owner == ModelOwner.INDIVIDUAL:
            return f"{next(self.people)}, {where}: {random.choice(words['individual'])}"
        return f"{random.choice(words['collective'])}, {where}"
