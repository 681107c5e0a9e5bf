"""What the quizzes bring into the house."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from quizzes import cli, demo, desk, letters, personal, service, taking
from quizzes import marking_models as marking_models  # its tables belong to the schema
from quizzes.analysis import views as analysis_views
from quizzes.authoring import doors as authoring
from quizzes.authoring import question_doors
from quizzes.bank import category_views, import_views, keeping
from quizzes.bank import views as bank_views
from quizzes.bank.renumbering import NeutralNumbers
from quizzes.bank.shipped import ShippedQuestions
from quizzes.kind import QuizKind, ShippedQuizzes
from quizzes.marking import doors, inviting, overrides
from quizzes.reports import views as report_views
from quizzes.reports.sources import SOURCES
from quizzes.review import intake
from quizzes.review import service as review
from quizzes.review import views as review_views
from quizzes.review.items import BankItems
from quizzes.views import bp
from training.accounts.rights import Permission
from training.core.events import MoreTime, PeopleWithdrawn, UnitMerged
from training.core.feature import Feature, MenuItem, Periodic

desk.register(bp)
bank_views.register(bp)
import_views.register(bp)
category_views.register(bp)
analysis_views.register(bp)
review_views.register(bp)
report_views.register(bp)
doors.register(bp)
authoring.register(bp)
question_doors.register(bp)

QUIZZES = Feature(
    "quizzes",
    blueprints=(bp,),
    kinds=(QuizKind(),),
    listeners={
        PeopleWithdrawn: (review.forget, taking.forget), UnitMerged: service.hear_merged,
        MoreTime: overrides.hear_more_time,
    },
    jobs={
        "quizzes.time_up": taking.time_up, "quizzes.hand_in_late": taking.time_up,
        "quizzes.review_take_in": intake.take_in, "quizzes.bank_settle": keeping.settle_missing,
    },
    content=(ShippedQuestions(), ShippedQuizzes(), NeutralNumbers()),
    letters=letters.LETTERS,
    commands=(cli.commands, cli.questions),
    menu=(MenuItem(_l("Question desk"), "quizzes.desk", "pen", Permission.CONTENT_WRITE, order=60, group="write"),),
    personal=personal.own,
    demo=demo.play,
    reports=SOURCES,
    items=(BankItems(),),
    invites=(review_views.invite, inviting.to_mark, inviting.to_decide),
    periodic=(
        Periodic("quizzes.review_take_in", timedelta(minutes=10)),
        Periodic("quizzes.bank_settle", timedelta(hours=1)),
    ),
)
