"""The words in which a comparison speaks: kinds of change, changed fields and items."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from criteria.comparison.words import Effort, Segment, excerpt, word_differences
from criteria.definitions import (
    BandDefinition,
    CriterionDefinition,
    GroupDefinition,
    VetoDefinition,
)
from criteria.scoring import Part

Item = GroupDefinition | CriterionDefinition | Part | VetoDefinition | BandDefinition


class Kind(StrEnum):
    """What sort of change it is, as an official asks for it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    WORDING = "wording"
    POINTS = "points"
    RULES = "rules"


KIND_LABELS: Mapping[Kind, str] = {
    Kind.ADDED: "Thêm mới",
    Kind.REMOVED: "Bỏ",
    Kind.MOVED: "Đổi chỗ",
    Kind.WORDING: "Sửa lời văn",
    Kind.POINTS: "Đổi điểm",
    Kind.RULES: "Đổi cách tính",
}


class Level(StrEnum):
    """What sort of thing has changed."""

    GROUP = "group"
    CRITERION = "criterion"
    PART = "part"
    VETO = "veto"
    BAND = "band"


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; empty text where it had none."""

    name: str
    label: str
    before: str
    after: str
    kinds: tuple[Kind, ...]
    effort: Effort = field(default_factory=Effort, compare=False, repr=False)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Both texts word by word."""
        return word_differences(self.before, self.after, self.effort.most_pairs)

    @cached_property
    def excerpt(self) -> tuple[Segment, ...]:
        """The same without what is far from any change, for reading on screen."""
        return excerpt(self.segments)

    @property
    def tags(self) -> str:
        """Its kinds as words for the filter of the page."""
        return " ".join(self.kinds)

    def mirrored(self) -> "FieldChange":
        """The same change seen from the other side."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True)
class Place:
    """Where an item stands: `order` for sorting, `words` for people."""

    order: tuple[int, int]
    words: str


@dataclass(frozen=True)
class ItemChange:
    """A group, criterion, part, veto or band that is not the same on both sides.

    An item that is on one side only (`before` or `after` is None) lists what it holds as fields;
    `parts` are the changed parts of a criterion.
    """

    level: Level
    before: Item | None
    after: Item | None
    before_place: Place | None
    after_place: Place | None
    is_moved: bool = False
    fields: tuple[FieldChange, ...] = ()
    parts: tuple["ItemChange", ...] = ()

    @property
    def item(self) -> Item:
        """As it is now; as it was if it is no more."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    @property
    def key(self) -> str:
        """What the item is known by in both sets."""
        return self.item.key

    @property
    def heading(self) -> str:
        """ "II.3. Giải quyết hồ sơ đúng hạn"."""
        item = self.item
        if isinstance(item, Part):
            return item.label
        return item.name if isinstance(item, BandDefinition) else f"{item.code}. {item.title}"

    @property
    def kind_labels(self) -> tuple[tuple[Kind, str], ...]:
        """Its kinds with their words."""
        return tuple((kind, KIND_LABELS[kind]) for kind in self.kinds)

    @property
    def tags(self) -> str:
        """Its kinds as words for the filter of the page."""
        return " ".join(self.kinds)

    @property
    def presence(self) -> Kind | None:
        """ADDED or REMOVED; None for an item of both sides."""
        if self.before is None:
            return Kind.ADDED
        return Kind.REMOVED if self.after is None else None

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of change in it, its parts' included, in the order of Kind."""
        if self.presence:
            return (self.presence,)
        found = {kind for change in self.fields for kind in change.kinds}
        found |= {Kind.MOVED} if self.is_moved else set()
        for part in self.parts:
            found |= {Kind.RULES} if part.presence else set(part.kinds)
        return in_order(found)

    @property
    def is_empty(self) -> bool:
        """Nothing has changed."""
        return not self.kinds

    def mirrored(self) -> "ItemChange":
        """The same change seen from the other side."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            before_place=self.after_place,
            after_place=self.before_place,
            fields=tuple(change.mirrored() for change in self.fields),
            parts=in_reading_order(part.mirrored() for part in self.parts),
        )


@dataclass(frozen=True)
class Section:
    """Changed items under a heading of their own."""

    name: str
    heading: str
    items: tuple[ItemChange, ...]


@dataclass(frozen=True)
class Comparison:
    """Every difference between two sets; `unchanged_count` criteria are the same in both."""

    information: tuple[FieldChange, ...] = ()
    groups: tuple[ItemChange, ...] = ()
    criteria: tuple[ItemChange, ...] = ()
    vetoes: tuple[ItemChange, ...] = ()
    bands: tuple[ItemChange, ...] = ()
    unchanged_count: int = 0

    @property
    def items(self) -> tuple[ItemChange, ...]:
        """All changed items."""
        return (*self.groups, *self.criteria, *self.vetoes, *self.bands)

    @property
    def is_empty(self) -> bool:
        """The two sets say the same."""
        return not self.information and not self.items

    @property
    def change_count(self) -> int:
        """Changed fields of the set itself and changed items."""
        return len(self.information) + len(self.items)

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many of them hold a change of each kind; kinds that do not occur are left out."""
        found = Counter(k for change in (*self.information, *self.items) for k in change.kinds)
        return {kind: found[kind] for kind in Kind if found[kind]}

    @property
    def chips(self) -> tuple[tuple[Kind, str, int], ...]:
        """Kind, its words, its count: for the filter above the list."""
        return tuple((kind, KIND_LABELS[kind], count) for kind, count in self.counts.items())

    @property
    def sections(self) -> tuple[Section, ...]:
        """Changed items by sort, those without any left out."""
        sections = (
            Section("groups", "Nhóm tiêu chí", self.groups),
            Section("criteria", "Tiêu chí", self.criteria),
            Section("vetoes", "Điều kiện loại trừ", self.vetoes),
            Section("bands", "Xếp loại", self.bands),
        )
        return tuple(section for section in sections if section.items)

    def mirrored(self) -> "Comparison":
        """The same differences seen from the other side."""
        sides = ("groups", "criteria", "vetoes", "bands")
        turned = {
            side: in_reading_order(item.mirrored() for item in getattr(self, side))
            for side in sides
        }
        information = tuple(change.mirrored() for change in self.information)
        return replace(self, information=information, **turned)


def in_order(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Kinds in the order of their definition."""
    found = set(kinds)
    return tuple(kind for kind in Kind if kind in found)


def in_reading_order(items: Iterable[ItemChange]) -> tuple[ItemChange, ...]:
    """As the later set has them; what it lacks stands before what took its place."""
    return tuple(sorted(items, key=_reading_place))


def _reading_place(item: ItemChange) -> tuple[tuple[int, int], bool]:
    place = item.after_place or item.before_place
    assert place is not None
    return place.order, item.after is not None
