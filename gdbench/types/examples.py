"""The data of a task as parts, such as train and test: pytrees of NumPy arrays whose first axis counts examples.

A number, which is an array without axes, is a constant that reaches the loss whole. Whatever cannot be passed on as it
is raises `DataUnavailable`, with a sentence that names the place in the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from gdbench.errors import DataUnavailable

Parts = dict[str, Any]

# The names of parts that data may have beside "train".
_PARTS = {"train", "test", "valid", "validation", "val", "dev", "holdout"}
_SHAPE = 'a dict of arrays such as {"x": …, "y": …}, or several of them as {"train": …, "test": …}'


def parts_of(found: Any, who: str) -> Parts:
    """Return what ``data()`` of the task ``who`` returned as parts; data that are not in parts are all training data.

    Raises `DataUnavailable` for anything but pytrees of numbers, and for arrays of unequal length.
    """
    if not _is_parted(found, who):
        return {"train": _part(found, "data()", who)}
    return {name: _part(part, f"data()[{name!r}]", who) for name, part in found.items()}


def count_of(part: Any) -> int:
    """Return the number of examples in a part."""
    return next(len(array) for _, array in named_arrays(part) if array.ndim)


def named_arrays(part: Any) -> list[tuple[str, np.ndarray]]:
    """Return the arrays of a part by their dotted names, such as ``in.x``."""
    import jax

    leaves = jax.tree_util.tree_flatten_with_path(part)[0]
    return [(jax.tree_util.keystr(path, simple=True, separator="."), leaf) for path, leaf in leaves]


def _is_parted(found: Any, who: str) -> bool:
    """Return whether data are a mapping of parts; arrays beside a key ``train`` leave open what is meant."""
    if not isinstance(found, Mapping) or not _PARTS.intersection(map(str, found)):
        return False
    others = [str(name) for name in found if str(name) not in _PARTS]
    if "train" in found and not others:
        return True
    if "train" not in found and others:  # a flag of the examples, say, that is named test
        return False
    fault = f"beside {', '.join(map(repr, others))}" if others else "without 'train'"
    named = ", ".join(repr(name) for name in found if str(name) in _PARTS)
    _refuse(who, f"data() returns {named} {fault}: return {_SHAPE}")


def _part(part: Any, place: str, who: str) -> Any:
    is_list = type(part) in (list, tuple) and part and not _is_list_of_numbers(part)
    if is_list and all(isinstance(each, list | tuple | Mapping) for each in part):  # of examples, or of batches
        kind = f"a {type(part).__name__} of {len(part)} containers"
        _refuse(who, f"{place} is {kind}: stack them, and return {_SHAPE}")
    part = _arrays(_columns(part), place, who)
    lengths = {name: len(array) for name, array in named_arrays(part) if array.ndim}
    if not lengths or not all(lengths.values()):
        _refuse(who, f"{place} holds no array of examples: return {_SHAPE}, or leave data out")
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name or 'array'} {length}" for name, length in lengths.items())
        _refuse(
            who,
            f"the arrays of {place} have different numbers of examples ({told}): the first axis counts examples, so it "
            f"must be equally long in all; keep a constant, such as a mean, in the module beside the loss, or repeat "
            f"it for every example, and return train and test data as " + '{"train": …, "test": …}',
        )
    return part


def _columns(part: Any) -> Any:
    """Return a data frame as a dict of its columns."""
    if isinstance(part, Mapping) or not (hasattr(part, "columns") and hasattr(part, "__array__")):
        return part
    return {name: part[name] for name in part.columns}


def _arrays(value: Any, place: str, who: str) -> Any:
    """Return a pytree whose leaves are arrays; lists of numbers are arrays, and other mappings become dicts."""
    import jax

    def leaf(path: Any, each: Any) -> Any:
        here = place + jax.tree_util.keystr(path)
        if isinstance(each, Mapping):
            return _arrays(dict(each), here, who)
        return _array(each, here, who)

    return jax.tree_util.tree_map_with_path(leaf, value, is_leaf=_is_leaf)


def _is_leaf(value: Any) -> bool:
    return isinstance(value, Iterator) or _is_list_of_numbers(value)


def _is_list_of_numbers(value: Any) -> bool:
    if type(value) not in (list, tuple) or not value:
        return False
    return all(
        isinstance(each, int | float | complex | str | np.generic) or _is_list_of_numbers(each) for each in value
    )


def _array(value: Any, place: str, who: str) -> np.ndarray:
    plain = isinstance(value, bool | int | float | complex | list | tuple)
    if not plain and not hasattr(value, "__array__"):
        _refuse(who, f"{place} is a {type(value).__name__}, not an array: return {_SHAPE}")
    if np.ma.is_masked(value):
        _refuse(who, f"{place} has masked values, which a program cannot leave out: fill them, or drop these examples")
    try:
        array = np.asarray(value)
    except Exception as error:
        _refuse(who, f"{place} is no array of numbers ({type(error).__name__}: {error}): return {_SHAPE}")
    return _numbers(array, place, who)


def _numbers(array: np.ndarray, place: str, who: str) -> np.ndarray:
    """Return an array of numbers; integers of 64 bits become those of 32, as everywhere in JAX, if they fit."""
    import jax

    if not (array.dtype == bool or jax.numpy.issubdtype(array.dtype, np.number)):
        _refuse(who, f"{place} holds {array.dtype} and no numbers: encode it as numbers, or leave it out")
    if array.dtype.kind not in "iu" or array.dtype.itemsize < 8:  # bytes
        return array
    small = np.dtype(f"{array.dtype.kind}4")
    limits = np.iinfo(small)
    if array.size and (array.min() < limits.min or array.max() > limits.max):
        _refuse(
            who,
            f"{place} holds integers from {array.min()} to {array.max()}, and programs have integers of 32 bits, "
            f"{limits.min} to {limits.max}: subtract an offset, or return floats",
        )
    return array.astype(small)


def _refuse(who: str, sentence: str) -> NoReturn:
    raise DataUnavailable(f"the data of {who} cannot be used: {sentence}")


def rounded_bytes(part: Any) -> Iterator[tuple[str, tuple[int, ...], bytes]]:
    """Yield name, shape and content of each array, without differences below 1e-6."""
    for name, array in sorted(named_arrays(part), key=lambda pair: pair[0]):
        plain = array.view(array.real.dtype) if np.iscomplexobj(array) else array
        whole = np.round(np.asarray(plain, np.float64) * 1e6).astype("<i8")
        yield name, whole.shape, whole.tobytes()
