"""What the quizzes bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from quizzes import cli, demo, desk, letters, personal, service, taking
from quizzes import marking_models as marking_models  # its tables belong to the schema
from quizzes.authoring import doors as authoring
from quizzes.authoring import question_doors
from quizzes.kind import QuizKind, ShippedQuizzes
from quizzes.marking import doors
from quizzes.views import bp
from training.accounts.rights import Permission
from training.core.events import PeopleWithdrawn, UnitMerged
from training.core.feature import Feature, MenuItem

desk.register(bp)
doors.register(bp)
authoring.register(bp)
question_doors.register(bp)

QUIZZES = Feature(
    "quizzes",
    blueprints=(bp,),
    kinds=(QuizKind(),),
    listeners={PeopleWithdrawn: taking.forget, UnitMerged: service.hear_merged},
    jobs={"quizzes.time_up": taking.time_up, "quizzes.hand_in_late": taking.time_up},
    content=(ShippedQuizzes(),),
    letters=letters.LETTERS,
    commands=(cli.commands, cli.questions),
    menu=(MenuItem(_l("Question desk"), "quizzes.desk", "pen", Permission.CONTENT_WRITE, order=60, group="write"),),
    personal=personal.own,
    demo=demo.play,
)
