"""The base of all records that are written as JSON: frozen dataclasses with one reader and one writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Record:
    """The base of all records: a frozen dataclass that JSON can hold."""

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the record that a JSON object holds; raises TypeError where a required key is missing."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in document.items() if name in known})

    def document(self) -> dict[str, Any]:
        """Return the record as a JSON object."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def _plain(value: Any) -> Any:
    """Return the value in the form of JSON: records become objects, tuples become lists."""
    if isinstance(value, Record):
        return value.document()
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return value
