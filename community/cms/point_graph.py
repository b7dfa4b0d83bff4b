"""Who gave how much to whom, drawn: members on a circle, an arrow for each direction, the wider the more points."""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

from community.reputation.evidence import Given

MOST, SIZE, MARGIN, DOT = 40, 640, 150, 9
THIN, THICK = 1.5, 9
NAME_LENGTH = 17


@dataclass(frozen=True)
class Node:
    x: str
    y: str
    name: str
    name_x: str
    name_y: str
    anchor: str


@dataclass(frozen=True)
class Arrow:
    path: str
    width: str


@dataclass(frozen=True)
class Graph:
    nodes: list[Node]
    arrows: list[Arrow]
    left_out: int
    dot: int = DOT

    @property
    def view(self) -> str:
        """Wider than high: names stand beside the circle."""
        return f"-70 110 {SIZE + 140} {SIZE - 220}"


def drawn(given: list[Given], names: dict[int, str]) -> Graph:
    """The members who gave and got the most, at most 40: more arrows nobody reads, and the table says the rest."""
    weight: dict[int, int] = {}
    for one in given:
        for member in (one.giver, one.member):
            weight[member] = weight.get(member, 0) + one.points
    shown = sorted(sorted(weight, key=lambda member: -weight[member])[:MOST])
    places = {member: _place(number, len(shown)) for number, member in enumerate(shown)}
    most = max((one.points for one in given), default=1) or 1
    arrows = [
        Arrow(_path(places[one.giver], places[one.member]), _text(THIN + (THICK - THIN) * one.points / most))
        for one in given
        if one.giver in places and one.member in places
    ]
    nodes = [_node(places[member], names.get(member, "")) for member in shown]
    return Graph(nodes, arrows, len(weight) - len(shown))


def _place(number: int, of: int) -> tuple[float, float]:
    angle, radius = 2 * pi * number / max(of, 1) - pi / 2, SIZE / 2 - MARGIN
    return SIZE / 2 + radius * cos(angle), SIZE / 2 + radius * sin(angle)


def _path(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A bow to one side, so that the way back has the other; it ends before the dot, where the arrow's head is."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1
    bow_x, bow_y = (x1 + x2) / 2 - (y2 - y1) * 0.12, (y1 + y2) / 2 + (x2 - x1) * 0.12
    back = min(DOT + 10, length / 3)
    to_end = hypot(x2 - bow_x, y2 - bow_y) or 1
    x2, y2 = x2 - (x2 - bow_x) * back / to_end, y2 - (y2 - bow_y) * back / to_end
    return f"M{_text(x1)} {_text(y1)} Q{_text(bow_x)} {_text(bow_y)} {_text(x2)} {_text(y2)}"


def _node(place: tuple[float, float], name: str) -> Node:
    x, y = place
    outwards = (x - SIZE / 2) / (SIZE / 2 - MARGIN)
    anchor = "middle" if abs(outwards) < 0.12 else "start" if outwards > 0 else "end"
    side = 0 if anchor == "middle" else (DOT + 6) * (1 if outwards > 0 else -1)
    down = 5 if anchor != "middle" else (DOT + 22 if y > SIZE / 2 else -DOT - 10)
    short = name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
    return Node(_text(x), _text(y), short, _text(x + side), _text(y + down), anchor)


def _text(number: float) -> str:
    """For SVG, whatever the reader's language writes for a point."""
    return f"{number:.1f}"
