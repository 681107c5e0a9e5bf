"""What roles are called on pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Role

ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.TRAINER: _l("Trainer"),
    Role.AUTHOR: _l("Author"),
    Role.EDITOR: _l("Guide editor"),
    Role.SECURITY: _l("Security officer"),
    Role.MANAGER: _l("Manager"),
    Role.HELP_DESK: _l("Help desk officer"),
    Role.ADMIN: _l("Administrator"),
}


def role_name(role: str) -> str:
    """Return the name of a stored role."""
    return str(ROLES[Role(role)])
