"""Markdown: pipe tables, as GitHub and pandoc read them, with columns that line up in the source too."""

from __future__ import annotations

import re
import unicodedata

from gdbench.report.data.sheets import Sheet, SheetEntry, Summary

SUFFIX = ".md"
_SPECIAL = re.compile(r"[\\`*{}\[\]<>|~&!#$@]")
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces stay
# Characters that would begin a list or underline a heading at the start of a line.
_OPENING = re.compile(r"^(\d*)([-+=.)])(?=\s|$)")
# An underscore between letters is no emphasis (CommonMark 6.2); at the edge of a word it may be.
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


def escape(text: str) -> str:
    """Return a text escaped for Markdown, in one line."""
    plain = _BLANK.sub(" ", str(text)).strip(" ")
    shown = _EDGE.sub(r"\\_", _SPECIAL.sub(lambda found: "\\" + found[0], plain))
    return _OPENING.sub(r"\1\\\2", shown)


def table(sheet: Sheet) -> str:
    """Return a heading, a pipe table and its notes."""
    heads = [escape(name) for name, _ in sheet.columns]
    rows = [[_entry(entry) for entry in row] for row in sheet.rows]
    widths = [max(3, *(_width(row[i]) for row in [heads, *rows])) for i in range(len(heads))]
    left = [to_left for _, to_left in sheet.columns]
    rule = ["-" * width if to_left else "-" * (width - 1) + ":" for width, to_left in zip(widths, left, strict=True)]
    forms = list(zip(widths, left, strict=True))
    lines = [
        "| " + " | ".join(_padded(text, *form) for text, form in zip(row, forms, strict=True)) + " |"
        for row in [heads, rule, *rows]
    ]
    notes = "".join(f"\n{escape(note)}\n" for note in sheet.notes)
    return f"## {escape(sheet.title)}\n\n" + "\n".join(lines) + f"\n{notes}"


def document(summary: Summary) -> str:
    """Return the whole report: title, verdict, facts, tables."""
    facts = "".join(f"- {escape(name)}: {escape(value)}\n" for name, value in summary.facts)
    prose = "".join(f"{escape(sentence)}\n\n" for sentence in summary.sentences)
    return f"# {escape(summary.title)}\n\n{prose}{facts}\n" + "\n".join(table(sheet) for sheet in summary.sheets)


def _entry(entry: SheetEntry) -> str:
    return f"**{escape(entry.text)}**" if entry.strong and entry.text.strip() else escape(entry.text)


def _padded(text: str, width: int, to_left: bool) -> str:
    blank = " " * (width - _width(text))
    return text + blank if to_left else blank + text


def _width(text: str) -> int:
    """Return the width of a text in a fixed-width font, where wide characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
