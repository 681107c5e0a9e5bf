"""Several requests at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from training.core import transaction
from training.core.db import db


def together(app: Flask, deed: Callable[[int], Any], count: int) -> list[Any]:
    """Do `deed` in `count` threads, each in a transaction of its own, and return what came of it; raise what failed."""
    gate, found, failed = threading.Barrier(count), [], []

    def go(number: int) -> None:
        with app.test_request_context():
            gate.wait()
            try:
                found.append(deed(number))
                transaction.commit()
            except Exception as error:  # said below, in the thread of the test
                failed.append(error)
                transaction.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return found
