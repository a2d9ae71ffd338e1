"""The key of a result: a hash of the canonical JSON of everything that determines its numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np


def key_of(spec: Mapping[str, Any]) -> str:
    """Return the 32 hex digits under which results of ``spec`` are stored: blake2b of its canonical JSON."""
    return hashlib.blake2b(canonical(spec).encode(), digest_size=16).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON that is equal for equal values: sorted keys, no spaces, floats as their exact hex."""
    return json.dumps(_exact(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _exact(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return float(value).hex()
    return value.item() if isinstance(value, np.generic) else value
