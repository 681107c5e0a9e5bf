"""Doors of the paths: walk one, write one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import activities, paging
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.ledger import queries as ledger
from training.ledger.asking import things
from training.paths import queries, service
from training.paths.forms import NewPathForm, PathForm, StepForm
from training.paths.models import Path

bp = Blueprint("paths", __name__, template_folder="templates")
WRITE = queries.WRITE


@bp.get("/paths")
@requires(Permission.LEARN)
def index() -> str:
    """See the paths, and how far I am on each."""
    page = paging.slice_of(queries.published())
    stands = ledger.standing(current_user.id, [path.ref for path in page.items])
    about = activities.describe(stands)
    return render_template("paths/index.html", page=page, stands=stands, about=about)


@bp.get("/paths/<int:path_id>")
@requires(Permission.LEARN)
def show(path_id: int) -> str:
    """Walk a path: what is done, what comes next."""
    path = queries.access_path(current_user.id, path_id)
    way = service.follow(current_user.id, path)
    return render_template("paths/show.html", path=path, way=way, next=way.next, may_write=current_user.may(WRITE))


@bp.post("/paths/<int:path_id>")
@requires(Permission.LEARN)
def begin(path_id: int) -> ResponseReturnValue:
    """Take a path onto my page."""
    path = queries.access_path(current_user.id, path_id)
    service.begin(current_user.id, path)
    flash(_("The path stands on your page now."), "success")
    return redirect(url_for("paths.show", path_id=path.id))


@bp.get("/paths/desk")
@requires(WRITE)
def desk() -> str:
    """See the paths I may write, and begin a new one."""
    return _desk(NewPathForm())


@bp.post("/paths/desk")
@requires(WRITE)
def create() -> ResponseReturnValue:
    """Begin a new path."""
    form = _choices(NewPathForm())
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), WRITE)
        path = service.create(form.title.data, form.why.data or "", unit.id, current_user.id)
        flash(_("The path is there as a draft. Add its steps."), "success")
        return redirect(url_for("paths.edit", path_id=path.id))
    return _desk(form), 422


@bp.get("/paths/<int:path_id>/edit")
@requires(WRITE)
def edit(path_id: int) -> str:
    """Write a path."""
    path = queries.access_written(current_user.id, path_id)
    return _edit(path, PathForm(obj=path), StepForm(formdata=None))


@bp.post("/paths/<int:path_id>/edit")
@requires(WRITE)
def change(path_id: int) -> ResponseReturnValue:
    """Change one thing of a path."""
    path = queries.access_written(current_user.id, path_id)
    go, step = request.form.get("go", ""), request.form.get("step", 0, type=int)
    if go in ("rename", "add_step"):
        return _written(path, go)
    match go:
        case "step":
            service.change_step(path, step, request.form.get("title", "")[:160].strip(), _number("need"))
        case "remove_step":
            service.remove_step(path, step)
        case "up" | "down":
            service.move_step(path, step, go == "up")
        case "add_part":
            service.add_part(path, step, request.form.get("ref", ""))
        case "publish" | "archive":
            service.publish(path, go == "publish")
        case _ if go.startswith("drop:"):
            service.remove_part(path, step, go.removeprefix("drop:"))
        case _:
            raise RuleBroken(_("Choose what it is to be."), code="path.go")
    flash(_("Saved."), "success")
    return redirect(url_for("paths.edit", path_id=path.id, _anchor=f"s{step}" if step else None))


def _written(path: Path, go: str) -> ResponseReturnValue:
    form = PathForm() if go == "rename" else StepForm()
    if form.validate_on_submit():
        with form.refusals():
            if isinstance(form, PathForm):
                service.rename(path, form.title.data, form.why.data or "")
            else:
                service.add_step(path, form.title.data, form.need.data or 0)
            flash(_("Saved."), "success")
            return redirect(url_for("paths.edit", path_id=path.id))
    if isinstance(form, PathForm):
        return _edit(path, form, StepForm(formdata=None)), 422
    return _edit(path, PathForm(formdata=None, obj=path), form), 422


def _number(name: str) -> int:
    return request.form.get(name, 0, type=int)


def _edit(path: Path, form: PathForm, step_form: StepForm) -> str:
    refs = [ref for step in path.steps for ref in step.activities]
    kinds = {
        kind: offered for kind, offered in things(current_user.id).items() if not offered[0][0].startswith("path:")
    }
    return render_template(
        "paths/edit.html", path=path, form=form, step_form=step_form, about=activities.describe(refs), things=kinds
    )


def _desk(form: NewPathForm) -> str:
    page = paging.paginate(queries.written(current_user.id))
    return render_template("paths/desk.html", page=page, form=_choices(form))


def _choices(form: NewPathForm) -> NewPathForm:
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, WRITE)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    return form
