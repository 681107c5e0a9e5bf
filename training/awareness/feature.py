"""What the awareness room brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.awareness import demo, figures, personal, service, views
from training.awareness.kind import InboxItems, InboxKind
from training.awareness.shipped import Mailboxes
from training.core.events import PeopleWithdrawn, PersonErased
from training.core.feature import Feature, MenuItem

AWARENESS = Feature(
    "awareness",
    blueprints=(views.bp,),
    kinds=(InboxKind(),),
    items=(InboxItems(),),
    listeners={PeopleWithdrawn: service.forget, PersonErased: service.forget},
    reports=(figures.SOURCE,),
    content=(Mailboxes(),),
    menu=(
        MenuItem(_l("Practice mailbox"), "awareness.index", "mail", Permission.LEARN, order=40),
        MenuItem(_l("Security figures"), "awareness.security", "shield", Permission.SECURITY_FIGURES, order=80),
    ),
    personal=personal.own,
    demo=demo.play,
)
