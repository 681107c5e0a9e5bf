"""What the courses bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from courses import anew, demo, goal_views, personal, service
from courses.kind import CourseKind, ShippedCourses
from courses.views import bp
from training.accounts.rights import Permission
from training.core.events import AskedAnew, Finished, PeopleWithdrawn, PersonErased, UnitMerged
from training.core.feature import Feature, MenuItem

goal_views.register(bp)

COURSES = Feature(
    "courses",
    blueprints=(bp,),
    kinds=(CourseKind(),),
    listeners={
        Finished: service.hear_finished, PeopleWithdrawn: service.forget, PersonErased: service.forget,
        UnitMerged: service.hear_merged, AskedAnew: anew.hear,
    },
    jobs={"courses.settle": service.settle_everyone},
    content=(ShippedCourses(),),
    menu=(MenuItem(_l("Courses"), "courses.index", "book", Permission.LEARN, order=20),),
    personal=personal.own,
    demo=demo.play,
)  # fmt: skip
