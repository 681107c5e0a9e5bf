"""Doors of the categories: all of them with what they hold, and a new name or place for one."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from quizzes.bank import access, categories, queries
from training.accounts.rights import Permission
from training.core import transaction
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE


def register(bp: Blueprint) -> None:
    """Hang the doors of categories into the quizzes' blueprint."""
    bp.add_url_rule("/bank/categories", "bank_categories", bank_categories, methods=["GET"])
    bp.add_url_rule("/bank/category", "bank_category", bank_category, methods=["GET"])
    bp.add_url_rule("/bank/category", "bank_rename", bank_rename, methods=["POST"])


@requires(WRITE)
def bank_categories() -> str:
    """See every category of the bank with what stands in it."""
    found = queries.categories(access.seen(current_user.id))
    return render_template("quizzes/bank/categories.html", categories=found)


@requires(WRITE)
def bank_category() -> ResponseReturnValue:
    """Write a new name for a category, and see what it would change before anything does."""
    old, name = request.args.get("path", "")[:200], request.args.get("name")
    if name is None:
        return _page(old, old)
    try:
        return _page(old, name, categories.plan(current_user.id, old, name[:400]))
    except RuleBroken as error:
        transaction.refuse(error)
        return _page(old, name, wrong=str(error)), 422


@requires(WRITE)
def bank_rename() -> ResponseReturnValue:
    """Give the category its new name, as it was shown."""
    old, name = request.form.get("path", "")[:200], request.form.get("name", "")[:400]
    try:
        found = categories.plan(current_user.id, old, name)
    except RuleBroken as error:
        transaction.refuse(error)
        return _page(old, name, wrong=str(error)), 422
    if found.digest != request.form.get("digest"):
        flash(_("Meanwhile something changed. Look at it once more."), "error")
        return _page(old, name, found), 409
    categories.rename(current_user.id, found)
    flash(
        ngettext("%(num)s question stands in “%(name)s” now.", "%(num)s questions stand in “%(name)s” now.",
                 found.moving, name=found.new), "success",
    )  # fmt: skip
    return redirect(url_for("quizzes.bank", category=found.new))


def _page(old: str, name: str, found: categories.Plan | None = None, wrong: str = "") -> str:
    known = queries.categories(access.seen(current_user.id))
    if old not in dict(known):
        abort(404)
    return render_template(
        "quizzes/bank/category.html", old=old, name=name, plan=found, wrong=wrong, categories=known,
        count=dict(known)[old],
    )  # fmt: skip
