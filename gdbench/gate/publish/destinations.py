"""Where a comparison is published: files in a folder, the summary of a CI job, annotations of a pull request."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from gdbench.errors import StoreError
from gdbench.gate.comparison import Comparison
from gdbench.gate.publish.annotations import notice, workflow_commands
from gdbench.gate.publish.documents import document, tracked
from gdbench.gate.publish.junit import junit
from gdbench.gate.publish.markdown import markdown, refusal

FILES = {"compare.md": markdown, "compare.json": document, "compare.junit.xml": junit, "compare.tracker.json": tracked}


def publish(comparison: Comparison, folder: Path | None, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Write the files into ``folder``, unless it is None, and append to the summary of the CI job if there is one.

    Return the annotations, which a job of GitHub Actions has to print. Raises `StoreError` if a file cannot be written.
    """
    if folder is not None:
        for name, render in FILES.items():
            _write(folder / name, render(comparison))
    _summarise(markdown(comparison), environment)
    return workflow_commands(comparison) if _is_annotated(environment) else []


def publish_refusal(reason: str, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Publish why a comparison could not be made, and return the annotations: a notice, never an error."""
    _summarise(refusal(reason), environment)
    return [notice(reason)] if _is_annotated(environment) else []


def _summarise(text: str, environment: Mapping[str, str]) -> None:
    """Append to the file that GitHub Actions shows as the summary of the job."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        _write(Path(summary), text + "\n", append=True)


def _is_annotated(environment: Mapping[str, str]) -> bool:
    return environment.get("GITHUB_ACTIONS") == "true"


def _write(path: Path, text: str, *, append: bool = False) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if append else "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise StoreError(f"cannot write {path} ({error.strerror or error})") from error
