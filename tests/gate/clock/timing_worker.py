"""A worker that implements the protocol without computing anything; its settings define the times of its calls.

TIMING_FACTOR   the time of a call, in milliseconds
TIMING_FAULT    the fault to simulate: die, old, jax, unknown, broken or both
"""

import json
import os
import random
import sys

FAULT = os.environ.get("TIMING_FAULT", "")
HELLO = {"protocol": 1, "jax": "0.1.2", "jaxlib": "0.1.2", "platform": "cpu", "device": "cpu"}


def answer(request):
    if request["do"] == "pin":
        return {"pinned": False}
    if request["do"] == "hello":
        return HELLO | ({"protocol": 0} if FAULT == "old" else {"jax": "0.9.9"} if FAULT == "jax" else {})
    if request["do"] == "prepare":
        if request["variant"] in ("beta", "sgd") and FAULT in ("unknown", "broken"):
            return {"error": f"no variant named {request['variant']!r}", "unknown": FAULT == "unknown"}
        return {"steps": 10, "seconds": 1e-3}
    if FAULT == "die":
        sys.exit("ValueError: the calls of this worker end here")
    slower = float(os.environ.get("TIMING_FACTOR", "1")) if request["id"] == 0 else 1.0
    return {"seconds": [1e-3 * slower * random.lognormvariate(0, 0.01) for _ in range(request["calls"])]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
