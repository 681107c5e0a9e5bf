"""What people and units bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts import cli, demo_cli, founding, models, people_cli, personal, staff_apply, texts, visitor
from training.accounts.letters import LETTERS
from training.accounts.rights import Permission
from training.accounts.views import bp
from training.core.feature import Feature, MenuItem
from training.core.settings import Setting

TABLES = (models.Person, models.Unit)
SETTINGS = (
    Setting(
        "accounts.demo_skips_second_factor", _l("The demo works without a second factor"), "switch", default=False,
        group="demo", hint=_l("Counts in a demo installation only."),
    ),
)  # fmt: skip

ACCOUNTS = Feature(
    "accounts",
    blueprints=(bp,),
    gatekeeper=visitor.gatekeeper,
    setup=visitor.init_app,
    commands=(cli.admin_commands, people_cli.commands, demo_cli.commands),
    settings=SETTINGS,
    content=(texts.ConsentTexts(),),
    letters=LETTERS,
    jobs={"accounts.send_reset": founding.send_reset, "accounts.import_staff": staff_apply.run},
    menu=(MenuItem(_l("Activation slips"), "accounts.slips", "print", Permission.SLIP_PRINT, order=70, group="run"),),
    personal=personal.own,
)
