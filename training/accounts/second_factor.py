"""The second factor: six digits that change every 30 seconds (TOTP, RFC 6238), and printed codes."""

from __future__ import annotations

import secrets

import pyotp
from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from training.accounts import codes, sealed, throttle
from training.accounts.models import Credential, RecoveryCode
from training.core import audit, clock, events
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import AccountChanged

RECOVERY_CODES = 10
STEP = 30


def new_secret() -> str:
    """Return a fresh secret for an authenticator."""
    return pyotp.random_base32()


def address(secret: str, sign_in_name: str, issuer: str) -> str:
    """Return what the QR code of the set-up page says."""
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in_name, issuer_name=issuer)


def enrol(credential: Credential, secret: str, code: str) -> list[str]:
    """Set the second factor up once a first code proves it, and return the recovery codes, shown this once.

    Raises RuleBroken for a wrong code.
    """
    step = _matching(secret, code, 0)
    if step is None:
        raise RuleBroken(
            _("The six digits do not match. Look whether your telephone's clock is right, and type the newest ones."),
            field="code", code="second_factor.wrong", subject=("person", credential.person_id),
        )  # fmt: skip
    credential.totp_sealed, credential.totp_last_step = sealed.seal(secret), step
    credential.totp_confirmed_at = clock.now()
    audit.note("second_factor.enrol", ("person", credential.person_id))
    return renew_recovery(credential.person_id)


def renew_recovery(person_id: int) -> list[str]:
    """Return new recovery codes; the earlier ones stop working."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    plain = ["".join(secrets.choice(codes.LETTERS) for _turn in range(10)) for _turn in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person_id, digest=_digest(person_id, code)) for code in plain)
    audit.note("second_factor.recovery_codes", ("person", person_id))
    return [f"{code[:5]}-{code[5:]}" for code in plain]


def recovery_left(person_id: int) -> int:
    """Return how many recovery codes are unused."""
    query = select(func.count(RecoveryCode.id)).filter_by(person_id=person_id).where(RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def prove(credential: Credential, code: str) -> None:
    """Take a code from the authenticator or from paper; raise RuleBroken for a wrong, old or used one."""
    counted = throttle.key("second", str(credential.person_id))
    throttle.refuse_if_waiting(counted)
    if not (_take_step(credential, code) or _take_recovery(credential.person_id, code)):
        raise RuleBroken(
            _("This code does not match, or was used already. Type the newest six digits, or a recovery code."),
            field="code", code="second_factor.wrong", subject=("person", credential.person_id),
            keep=lambda: throttle.count(counted),
        )  # fmt: skip
    throttle.forgive(counted)


def reset(credential: Credential) -> None:
    """Take the second factor away; the next sign-in of those who need one sets it up anew."""
    credential.totp_sealed = credential.totp_confirmed_at = None
    credential.totp_last_step = 0
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == credential.person_id))
    audit.note("second_factor.reset", ("person", credential.person_id))
    events.publish(AccountChanged(credential.person_id, "second_factor"))


def _take_step(credential: Credential, code: str) -> bool:
    secret = sealed.unseal(credential.totp_sealed or "")
    step = _matching(secret, code, credential.totp_last_step) if secret else None
    if step is None:
        return False
    once = update(Credential).where(Credential.person_id == credential.person_id, Credential.totp_last_step < step)
    return db.session.execute(once.values(totp_last_step=step).returning(Credential.person_id)).first() is not None


def _take_recovery(person_id: int, code: str) -> bool:
    digest = _digest(person_id, codes.clean(code))
    once = update(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None)
    )
    used = db.session.execute(once.values(used_at=clock.now()).returning(RecoveryCode.id)).first()
    if used is not None:
        audit.note("second_factor.recovery_used", ("person", person_id))
    return used is not None


def _matching(secret: str, code: str, after: int) -> int | None:
    """Return the time step whose code this is, one before or after now allowed, none at or before `after`."""
    digits, now = "".join(filter(str.isdigit, code)), int(clock.now().timestamp()) // STEP
    if len(digits) != 6:
        return None
    maker = pyotp.TOTP(secret)
    steps = (step for step in (now, now - 1, now + 1) if step > after)
    return next((step for step in steps if secrets.compare_digest(maker.generate_otp(step), digits)), None)


def _digest(person_id: int, code: str) -> str:
    return audit.record.digest(f"recovery:{person_id}:{code}")
