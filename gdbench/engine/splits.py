"""Splits records of arrays among devices; the annotation of each field says how the field is split."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar, get_type_hints

from jax.sharding import PartitionSpec

MESH_AXIS = "runs"
Array = Any  # what a record holds: a NumPy array outside a program, a JAX array or a tracer inside
RecordType = TypeVar("RecordType", bound=type)


class Split(Enum):
    """Which axis of an array is divided among the devices that share a call."""

    RUNS_FIRST = PartitionSpec(MESH_AXIS)
    RUNS_LAST = PartitionSpec(None, MESH_AXIS)
    REPLICATED = PartitionSpec()


def split_fields(record: RecordType) -> RecordType:
    """Decorate a NamedTuple whose every field is annotated with a `Split`, or is such a record itself.

    Raises TypeError for a field without a `Split`, because a wrong default would cause errors only on two devices.
    """
    partition_of(record)
    return record


def partition_of(record: Any) -> Any:
    """Return the record with the `PartitionSpec` of each field in its place."""
    hints = get_type_hints(record, include_extras=True)
    return record(**{name: _partition(record, name, hints[name]) for name in record._fields})


def _partition(record: Any, name: str, hint: Any) -> Any:
    declared = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Split)]
    if not declared and hasattr(hint, "_fields"):
        return partition_of(hint)
    if len(declared) != 1:
        raise TypeError(
            f"{record.__name__}.{name} does not say how it is split among devices: "
            f"annotate it as Annotated[…, Split.RUNS_FIRST], RUNS_LAST or REPLICATED"
        )
    return declared[0].value
