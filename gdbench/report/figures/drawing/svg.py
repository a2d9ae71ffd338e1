"""Turns a matplotlib figure into small SVG text in the colours of the page's theme or of paper.

matplotlib's own output repeats fonts, empty groups and long ids; only paths and text are kept here. Groups named
``v-…`` (a variant's line) and ``b-…`` (its band) become classes, so that the page can highlight them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from gdbench.report.data.looks import INK, Look, printed, themed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LONG = re.compile(r"(?<=\.\d)\d+")  # decimals beyond the first; without groups, for long paths
_FONT = 'font-family="system-ui, Helvetica, Arial, sans-serif"'
RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gdbench",
    "path.simplify_threshold": 0.25,
    "text.parse_math": False,
    "lines.scale_dashes": True,
}


@dataclass(frozen=True)
class Picture:
    """The inside of an SVG element with stand-in colours, and its size in CSS pixels."""

    body: str
    width: float
    height: float

    def on_page(self, title: str) -> str:
        """Return an element that takes the colours of the page's theme."""
        return (
            f'<svg viewBox="0 0 {self.width:g} {self.height:g}" role="img" aria-label="{escape(title)}">'
            f"{_coloured(self.body, themed())}</svg>"
        )

    def on_paper(self, title: str, legend: Iterable[Look] = ()) -> str:
        """Return a standalone document, with the title above and a legend of the coloured variants below."""
        rows = list(legend)
        height = self.height + 20 + 14 * ((len(rows) + 1) // 2) + (6 if rows else 0)
        keys = "".join(_key(look, i, self.width, self.height) for i, look in enumerate(rows))
        text = f'<text x="3" y="-6" style="font-size:11px;font-weight:600;fill:{INK[2]}">{escape(title)}</text>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{height:g}" '
            f'viewBox="0 -20 {self.width:g} {height:g}" {_FONT}>'
            f"{text}{_coloured(self.body, printed())}{_coloured(keys, printed())}</svg>\n"
        )


def to_picture(figure: Figure, key: str) -> Picture:
    """Return a figure as a picture; ``key`` makes its ids unique among the pictures of a page."""
    import matplotlib

    buffer = io.StringIO()
    with matplotlib.rc_context(RC):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(buffer.getvalue())
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    body = "".join(_emit(child, key) for child in root)
    names = dict.fromkeys(re.findall(r'<clipPath id="([^"]+)"', body))
    for i, name in enumerate(names):
        body = body.replace(name, f"{key}-{i}")
    return Picture(body, width, height)


def _emit(node: ElementTree.Element, key: str) -> str:
    tag = node.tag.rpartition("}")[2]
    inside = "".join(_emit(child, key) for child in node)
    if tag in ("metadata", "style"):
        return ""
    if tag == "g":
        return _group(node, inside)
    if tag == "text":
        return _text(node)
    if tag == "path":
        return _path(node)
    attributes = "".join(f' {_local(name)}="{_short(value)}"' for name, value in node.attrib.items())
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside or tag != "defs" else ""


def _group(node: ElementTree.Element, inside: str) -> str:
    name = node.attrib.get("id", "")
    rest = "".join(f' {_local(k)}="{_short(v)}"' for k, v in node.attrib.items() if k != "id")
    if name[:2] in ("v-", "b-") and inside:
        return f'<g class="{name[0]} {name}"{rest}>{inside}</g>'
    return f"<g{rest}>{inside}</g>" if rest and inside else inside


def _path(node: ElementTree.Element) -> str:
    style = _style(node.attrib.get("style", ""))
    if "d" not in node.attrib or (style.get("fill") == "none" and "stroke" not in style):
        return ""  # a line outside the frame, or an invisible background
    d = _short(node.attrib["d"]).replace("\n", "")
    for command in "MLCQZz":
        d = d.replace(f" {command} ", command).replace(f"{command} ", command).replace(f" {command}", command)
    d = d.replace(".0 ", " ").replace(".0L", "L")
    clip = f' clip-path="{node.attrib["clip-path"]}"' if "clip-path" in node.attrib else ""
    return f'<path d="{d}"{clip} style="{_join(style)}"/>'


def _text(node: ElementTree.Element) -> str:
    style = _style(node.attrib["style"])
    size = style.get("font-size") or style.get("font", "10px").split()[0]
    anchor = style.get("text-anchor", "start")
    moved = dict(re.findall(r"(translate|rotate)\(([^)]+)\)", node.attrib.get("transform", "")))
    turn = f' transform="{_turn(moved)}"' if "rotate" in moved and not moved["rotate"].startswith("-0") else ""
    kept = {"font-size": size, "text-anchor": anchor, "fill": style.get("fill", INK[0])}
    x, y = (0, 0) if "translate" in moved and turn else (_short(node.attrib[name]) for name in "xy")
    return f'<text x="{x}" y="{y}"{turn} style="{_join(kept)}">{escape(node.text or "")}</text>'


def _turn(moved: dict[str, str]) -> str:
    """Return a rotation and the point around which it turns."""
    return _short(" ".join(f"{name}({values})" for name, values in moved.items()))


def _style(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _join(style: dict[str, str]) -> str:
    idle = {"stroke-dashoffset": "0", "stroke-linecap": "butt", "stroke-linejoin": "round"}
    return ";".join(f"{name}:{_short(value)}" for name, value in style.items() if idle.get(name) != value)


def _short(text: str) -> str:
    return _LONG.sub("", text)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _coloured(body: str, colours: dict[str, str]) -> str:
    return re.sub(r"#[0-9a-f]{6}\b", lambda found: colours.get(found[0], found[0]), body)


def _key(look: Look, place: int, width: float, top: float) -> str:
    """Return one entry of a paper legend, which has two columns: a sample of the line and its name."""
    x, y = 12 + (width / 2) * (place % 2), top + 6 + 14 * (place // 2)
    dash = ",".join(f"{1.6 * length:g}" for length in look.dash)
    pattern = f";stroke-dasharray:{dash}" if dash else ""
    return (
        f'<path d="M{x:g} {y:g}h24" style="fill:none;stroke:{look.hue};stroke-width:1.6{pattern}"/>'
        f'<text x="{x + 30:g}" y="{y + 3.5:g}" style="font-size:9.5px;fill:{INK[0]}">{escape(look.label)}</text>'
    )
