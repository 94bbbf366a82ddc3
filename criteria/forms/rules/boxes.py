"""The boxes of a rule form: how a parameter is shown, read, and kept where nothing was changed."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from core.numbers import NumberError, format_count, parse_count, parse_number, parse_points
from core.text import TextTooLong, clean_line
from criteria.rules.base import LARGEST_FIGURE
from criteria.rules.figures import exact_decimal, number_text, stored_figure

LONGEST = 300  # characters of a label or a question
FINEST = 4  # decimals of a bound
MINUS = "-−"


class Unreadable(ValueError):
    """What was typed cannot be taken; the message tells a person what to type."""


@dataclass(frozen=True)
class Kind:
    """How values of one kind are written in a box; `fits` tells whether a stored one is of it."""

    widget: str  # text, number, select or tick
    read: Callable[[str], Any]
    shown: Callable[[Any], str]
    fits: Callable[[Any], bool]


def read_line(text: str, most: int = LONGEST) -> str:
    """One clean line of words."""
    try:
        return clean_line(text, most)
    except TextTooLong as error:
        raise Unreadable(
            f"Nội dung dài {format_count(error.length)} ký tự; chỉ được tối đa {most} ký tự."
        ) from error


def figure_text(value: Any) -> str:
    """A stored figure as people write it: "12,5"; anything else as it stands."""
    number = exact_decimal(value)
    return str(value) if number is None else number_text(number)


def _figure(text: str) -> str:
    number = parse_number(text, FINEST)
    if number > LARGEST_FIGURE:
        raise Unreadable(f"Số quá lớn: nhiều nhất {number_text(LARGEST_FIGURE)}.")
    return stored_figure(number)


def _whole(text: str) -> str:
    return _figure(stored_figure(parse_count(text)))


def _points(text: str) -> str:
    return stored_figure(parse_points(text))


def _signed_points(text: str) -> str:
    if text[:1] in MINUS:
        return stored_figure(-parse_points(text[1:]))
    return _points(text)


def is_figure(value: Any) -> bool:
    """Whether a stored value is a figure that a rule can calculate with."""
    return exact_decimal(value) is not None


def _is_words(value: Any) -> bool:
    return isinstance(value, str)


TEXT = Kind("text", read_line, str, _is_words)
POINTS = Kind("number", _points, figure_text, is_figure)
SIGNED = Kind("number", _signed_points, figure_text, is_figure)
FIGURE = Kind("number", _figure, figure_text, is_figure)
WHOLE = Kind("number", _whole, figure_text, is_figure)
SELECT = Kind("select", str, str, _is_words)
TICK = Kind("tick", lambda text: True, lambda value: "1" if value else "", lambda value: True)


@dataclass(frozen=True)
class Box:
    """One parameter of a rule as it is asked for.

    `default`: what an absent parameter means, as text. `more`: seldom needed, shown folded.
    `of_measure`: the name of a fact, chosen only where our own records answer.
    """

    name: str
    label: str
    kind: Kind = TEXT
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    more: bool = False
    of_measure: bool = False

    def shown(self, parameters: Mapping[str, Any]) -> str:
        """What the box holds for these parameters."""
        value = parameters.get(self.name)
        return self.default if value is None else self.kind.shown(value)

    def take(self, text: str, parameters: MutableMapping[str, Any]) -> None:
        """Put what was typed among the parameters; what is unchanged stays as it was written.

        Raises Unreadable or NumberError.
        """
        stored = parameters.get(self.name)
        is_fit = stored is None or self.kind.fits(stored)
        if is_fit and self.shown(parameters) in (text, text.strip()):
            return
        value = self._read(text.strip())
        if value is None:
            parameters.pop(self.name, None)
        elif not is_fit or self.kind.shown(value) != self.shown(parameters):
            parameters[self.name] = value

    def _read(self, text: str) -> Any:
        """The value to store; None where the parameter may be left out."""
        if text == self.default or not text:
            return None
        if self.choices and text not in dict(self.choices):
            raise Unreadable("Chọn một mục trong danh sách.")
        return self.kind.read(text)


PROBLEMS = (Unreadable, NumberError)
