"""What the courses bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from courses import anew, demo, drafts, gate, goal_views, goals, letters, personal, service
from courses.authoring import desk, lesson_desk, publishing, release_desk, rules_desk, state_desk
from courses.kind import CourseKind, ShippedCourses
from courses.teaching import acting, grid_views
from courses.teaching import views as teaching
from courses.views import bp
from training.accounts.rights import Permission
from training.core.events import AskedAnew, Finished, PeopleWithdrawn, PersonErased, UnitMerged
from training.core.feature import Feature, MenuItem
from training.core.settings import Setting

for doors in (goal_views, desk, lesson_desk, rules_desk, release_desk, state_desk, teaching, grid_views, acting):
    doors.register(bp)

COURSES = Feature(
    "courses",
    blueprints=(bp,),
    kinds=(CourseKind(),),
    listeners={
        Finished: service.hear_finished, PeopleWithdrawn: service.forget, PersonErased: service.forget,
        UnitMerged: service.hear_merged, AskedAnew: anew.hear,
    },
    jobs={"courses.settle": service.settle_everyone, "courses.publish_due": publishing.publish_due},
    settings=(
        Setting(
            drafts.SECOND_READER, _l("A course is published by somebody else than its writer"), "switch", False,
            "learning",
            _l("Who changed a draft last or asked for its review neither publishes it nor sets its day; another author "
               "of the unit does. A later change takes a set day away."),
        ),
    ),
    content=(ShippedCourses(),),
    letters=letters.LETTERS,
    menu=(
        MenuItem(_l("Courses"), "courses.index", "book", Permission.LEARN, order=20),
        MenuItem(_l("Course desk"), "courses.desk", "pen", Permission.CONTENT_WRITE, order=55, group="write"),
    ),
    personal=personal.own,
    invites=(teaching.invite,),
    away=goals.away,
    demo=demo.play,
    gates=(gate.shut,),
    holders=(gate.part_of,),
)  # fmt: skip
