"""Tests how a worker process is talked to: long requests, answers in pieces, silence and death."""

import sys

import pytest

from gdbench.errors import WorkerFailed
from gdbench.worker_process import WorkerProcess

ECHO = """
import sys, time
for line in sys.stdin:
    for piece in (line[:5], line[5:]):
        sys.stdout.write(piece)
        sys.stdout.flush()
        time.sleep(0.05)
"""


def worker(code):
    return WorkerProcess("the worker", [sys.executable, "-c", code])


def test_requests_longer_than_a_pipe_and_answers_in_pieces_arrive_whole():
    request = {"text": "x" * 300_000}
    with worker(ECHO) as process:
        assert process.ask(request) == request and process.ask({"n": 1}) == {"n": 1}


def test_the_last_words_of_a_dead_worker_are_told():
    with worker("raise ValueError('out of order')") as process, pytest.raises(WorkerFailed, match="out of order"):
        process.receive()


def test_a_silent_worker_is_not_waited_for_for_ever():
    with worker("import time; time.sleep(60)") as process, pytest.raises(WorkerFailed, match="has not answered"):
        process.receive(patience=0.1)


def test_a_program_that_does_not_exist_is_an_error():
    with pytest.raises(WorkerFailed, match="cannot be started"):
        WorkerProcess("the worker", ["/no/such/python"])
