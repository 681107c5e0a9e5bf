"""What the quizzes bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from quizzes import cli, demo, desk, personal, service
from quizzes.kind import QuizKind, ShippedQuizzes
from quizzes.views import bp
from training.accounts.rights import Permission
from training.core.events import PeopleWithdrawn, UnitMerged
from training.core.feature import Feature, MenuItem

desk.register(bp)

QUIZZES = Feature(
    "quizzes",
    blueprints=(bp,),
    kinds=(QuizKind(),),
    listeners={PeopleWithdrawn: service.forget, UnitMerged: service.hear_merged},
    jobs={"quizzes.hand_in_late": service.hand_in_late},
    content=(ShippedQuizzes(),),
    commands=(cli.commands, cli.questions),
    menu=(MenuItem(_l("Question desk"), "quizzes.desk", "pen", Permission.CONTENT_WRITE, order=60),),
    personal=personal.own,
    demo=demo.play,
)
