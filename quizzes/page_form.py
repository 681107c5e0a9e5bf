"""A page of an attempt as a plain form: what was typed for each question, and the files that came with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from quizzes import queries
from quizzes.models import Attempt
from quizzes.saving import Answer
from training.core import files, sniff
from training.core.errors import RuleBroken

MOST_ON_PAGE = 200
ENDINGS = {"jpeg": "jpg"}
KNOWN = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "png", "jpg", "gif", "webp", "zip"}
"""Endings of which the bytes show whether they are right; of others the name alone counts."""


def answers_of(form: MultiDict[str, str], shown: Mapping[int, queries.Asked]) -> Iterator[Answer]:
    """Yield each answer of a posted page that differs from the one that is kept."""
    for place in form.getlist("on", type=int)[:MOST_ON_PAGE]:
        asked = shown.get(place)
        if asked is None or asked.kind.name == "file":
            continue
        answer = Answer(
            place, form.getlist(f"answer-{place}"), form.get(f"uuid-{place}", "")[:64],
            form.get(f"base-{place}", type=int), form.get(f"certainty-{place}", type=int),
        )  # fmt: skip
        if len(answer.client_uuid) >= 8 and _differs(asked, answer):
            yield answer


def answer_at(form: MultiDict[str, str], asked: queries.Asked) -> Answer:
    """Return what was posted for one question, whether it differs or not."""
    place = asked.slot.place
    return Answer(
        place, form.getlist(f"answer-{place}"), f"{form.get(f'uuid-{place}', '')[:60]}.c",
        certainty=form.get(f"certainty-{place}", type=int),
    )  # fmt: skip


def _differs(asked: queries.Asked, answer: Answer) -> bool:
    response = asked.kind.read([str(value) for value in answer.values])
    return response != asked.response or (response is not None and (asked.certainty or 1) != (answer.certainty or 1))


def keep_files(
    attempt: Attempt, sent: Mapping[str, FileStorage], form: Any, shown: Mapping[int, queries.Asked]
) -> Iterator[Answer]:
    """Keep the files of a posted page and yield the answers they are.

    Raises RuleBroken for one that is too large, empty or of another kind.
    """
    places = {f"file-{place}": asked for place, asked in shown.items()}
    for name, file in sent.items():
        asked = places.get(name)
        if asked is None or asked.kind.name != "file" or not file.filename:
            continue
        rules = asked.shown
        ending = file.filename.rpartition(".")[2].lower()
        if rules["kinds"] and ending not in rules["kinds"]:
            raise RuleBroken(
                _("Choose a file of these kinds: %(kinds)s.", kinds=", ".join(rules["kinds"])), code="quiz.file"
            )
        largest = rules["largest_mb"] * 1024 * 1024
        with closing(file):
            data = file.stream.read(largest + 1)
        if 0 < len(data) <= largest and not _is(data, ending):
            said = _("This file is no %(kind)s, whatever its name says. Save it as %(kind)s and choose it again.",
                     kind=ending.upper())  # fmt: skip
            raise RuleBroken(said, code="quiz.file")
        kept = files.store(data, file.filename, "answer", owner_id=attempt.learner_id, largest=largest)
        place = asked.slot.place
        yield Answer(place, [f"{kept.code} {kept.name}"], form.get(f"uuid-{place}", "")[:64])


def _is(data: bytes, ending: str) -> bool:
    """Say whether a file can be what its ending says."""
    ending = ENDINGS.get(ending, ending)
    return ending not in KNOWN or sniff.sniff(data).extension == ending
