"""Tests the driver's end of a worker process."""

import pytest

from gdbench.errors import NotComparable
from gdbench.gate.clock.process import Process
from gdbench.gate.installation import Installation


def test_silence_is_not_waited_for_for_ever():
    with Process(Installation("base", "base (slow)", worker=("-c", "import time; time.sleep(60)"))) as process:
        process.send({"do": "hello"})
        with pytest.raises(NotComparable, match="has not answered for 0 s"):
            process.receive(patience=0.2)
