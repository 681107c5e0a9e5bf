"""Every right and every role of the house on one page, for whoever audits it.

A role is granted to a person for a unit and everything below it. A right that concerns other people or a
unit's content counts only inside that subtree; `access_*` functions enforce it row by row.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What a person may do, as scope:resource:action."""

    LEARN = "own:learning:do"
    COMPLETION_SEE = "unit:completion:see"
    ASSIGN = "unit:assignment:write"
    TEACH = "unit:class:run"
    CONTENT_WRITE = "unit:content:write"
    GUIDE_WRITE = "house:guide:write"
    GUIDE_PUBLISH = "house:guide:publish"
    DRILL_RUN = "house:drill:run"
    SECURITY_FIGURES = "house:security:figures"
    PEOPLE_IMPORT = "unit:people:import"
    PEOPLE_SEE = "unit:people:see"
    SLIP_PRINT = "unit:slip:print"
    ACCOUNT_UNLOCK = "unit:account:unlock"
    GRANT = "house:grant:write"
    SETTINGS = "house:settings:write"
    CALENDAR = "house:calendar:write"
    AUDIT_SEE = "house:audit:see"


class Role(StrEnum):
    """The eight roles; the value is what is stored."""

    LEARNER = "learner"
    TRAINER = "trainer"
    AUTHOR = "author"
    EDITOR = "editor"
    SECURITY = "security"
    MANAGER = "manager"
    HELP_DESK = "help_desk"
    ADMIN = "admin"


EVERYONE = frozenset({Permission.LEARN})
TRAINER = EVERYONE | {
    Permission.COMPLETION_SEE, Permission.ASSIGN, Permission.TEACH, Permission.CONTENT_WRITE,
    Permission.PEOPLE_IMPORT, Permission.PEOPLE_SEE,
}  # fmt: skip
RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: EVERYONE,
    Role.TRAINER: TRAINER,
    Role.AUTHOR: EVERYONE | {Permission.CONTENT_WRITE},
    Role.EDITOR: EVERYONE | {Permission.GUIDE_WRITE, Permission.GUIDE_PUBLISH},
    Role.SECURITY: EVERYONE | {Permission.DRILL_RUN, Permission.SECURITY_FIGURES},
    Role.MANAGER: EVERYONE
    | {Permission.COMPLETION_SEE, Permission.ASSIGN, Permission.PEOPLE_IMPORT, Permission.PEOPLE_SEE},
    Role.HELP_DESK: EVERYONE | {Permission.PEOPLE_SEE, Permission.SLIP_PRINT, Permission.ACCOUNT_UNLOCK},
    Role.ADMIN: TRAINER
    | {
        Permission.GUIDE_WRITE, Permission.GUIDE_PUBLISH, Permission.SLIP_PRINT, Permission.ACCOUNT_UNLOCK,
        Permission.GRANT, Permission.SETTINGS, Permission.CALENDAR, Permission.AUDIT_SEE,
    },
}  # fmt: skip
"""Nobody, in any role, may see another person's survey answers or drill failures: no permission for it exists."""

SECOND_FACTOR = frozenset(Role) - {Role.LEARNER}
"""Roles that may not work without a second factor."""


def may(role: Role, permission: Permission) -> bool:
    """Say whether `role` carries `permission`."""
    return permission in RIGHTS[role]
