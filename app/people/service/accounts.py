"""Office accounts: who they are, and the one-time links that set their passwords."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, LINK_OVER, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Account, AccountVillage, PasswordLink
from app.people.service.sessions import HASHER, end_sessions
from app.units.models import Unit, Village
from app.web.cookies import new_token, token_hash
from app.web.database import db

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]")


@dataclass(frozen=True)
class NewLink:
    """A one-time link that sets a password; ``token`` is the last part of its address."""

    username: str
    token: str
    expires_at: datetime


def add_account(
    actor: Actor,
    username: str,
    *,
    name: str,
    role: str,
    commune_id: str | None = None,
    province_id: str | None = None,
    village_ids: frozenset[UUID] = frozenset(),
) -> Account:
    """Add an office account without a password. ``INVALID`` names what does not fit; ``ALREADY_THERE`` a taken name."""
    rules.check_may_keep_accounts(actor, commune_id)
    username = username.strip().lower()
    _check_account(username, role, commune_id, province_id, village_ids)
    if db.session.scalar(select(Account.id).where(Account.username == username)) is not None:
        raise DomainError(ALREADY_THERE, username=username)
    account = Account(
        id=new_id(),
        username=username,
        name=" ".join(nfc(name).split()),
        role=role,
        commune_id=commune_id,
        province_id=province_id,
        made_at=clock.now(),
    )
    db.session.add(account)
    db.session.flush()
    _give_villages(account, village_ids)
    note_account(account, "account.added", actor)
    return account


def _give_villages(account: Account, village_ids: frozenset[UUID]) -> None:
    for village_id in village_ids:
        db.session.add(AccountVillage(account_id=account.id, commune_id=account.commune_id, village_id=village_id))


def change_account(actor: Actor, username: str, *, name: str, role: str, village_ids: frozenset[UUID] = frozenset()) -> None:
    """Change what an account is called and may do; another role or other villages end its sessions.

    ``INVALID`` names what does not fit, and that a commune keeps a chief.
    """
    account = _kept_account(actor, username)
    _check_account(account.username, role, account.commune_id, account.province_id, village_ids)
    if role != rules.CHIEF:
        _check_chief_stays(account)
    before = (account.role, queries.villages_of(account.id) or frozenset())
    name, account.role = " ".join(nfc(name).split()), role
    if name == account.name and before == (role, village_ids):
        return
    account.name = name
    if before != (role, village_ids):
        db.session.execute(delete(AccountVillage).where(AccountVillage.account_id == account.id))
        _give_villages(account, village_ids)
        end_sessions(account.id)
    note_account(account, "account.changed", actor)


def _kept_account(actor: Actor, username: str) -> Account:
    """An open account that the actor keeps; ``NOT_FOUND`` where a chief asks for one of another commune, ``NOT_ALLOWED``
    for the own one: nobody takes the ground from under himself."""
    if actor.kind != "system" and actor.role != rules.ADMIN:
        rules.check_may_keep_desks(actor)
    account = get_account(username)
    if account.id == actor.id:
        raise DomainError(NOT_ALLOWED)
    if actor.commune_id is not None and account.commune_id != actor.commune_id:
        raise DomainError(NOT_FOUND, username=username)
    return account


def _check_chief_stays(account: Account) -> None:
    """A commune keeps a chief. Their rows are locked, so that two chiefs do not put each other out at the same moment."""
    if account.role != rules.CHIEF:
        return
    chiefs = select(Account.id).where(
        Account.commune_id == account.commune_id, Account.role == rules.CHIEF, Account.closed_at.is_(None)
    )
    there = set(db.session.scalars(chiefs.order_by(Account.id).with_for_update()))
    if account.id not in there or there == {account.id}:
        raise DomainError(INVALID, errors=[fault_at("/role", "Xã cần có ít nhất một Trưởng Công an")])


def _check_account(
    username: str, role: str, commune_id: str | None, province_id: str | None, village_ids: frozenset[UUID]
) -> None:
    faults = {}
    if not _USERNAME.fullmatch(username):
        faults["username"] = "Tên đăng nhập có 2–40 chữ thường không dấu, số, dấu chấm, gạch"
    if role not in rules.OFFICE_ROLES:
        faults["role"] = "Vai trò chưa đúng"
    if role in rules.WITHOUT_COMMUNE and commune_id is not None:
        faults["commune"] = "Vai trò này không thuộc một xã"
    if role not in rules.WITHOUT_COMMUNE and not _is_present(commune_id, province=False):
        faults["commune"] = "Cần mã của một xã, phường, đặc khu đang có"
    if (role == rules.PROVINCE) != (province_id is not None) or (
        province_id and not _is_present(province_id, province=True)
    ):
        faults["province"] = "Cán bộ tỉnh cần mã của một tỉnh đang có"
    if village_ids and (role not in rules.WITH_VILLAGES or not _are_villages(commune_id, village_ids)):
        faults["villages"] = "Thôn chưa đúng, hoặc vai trò này không chia theo thôn"
    if role == rules.VILLAGE_HEAD and not village_ids:
        faults["villages"] = "Trưởng thôn cần ít nhất một thôn"
    if faults:
        raise DomainError(INVALID, errors=[{"pointer": f"/{key}", "detail": words} for key, words in faults.items()])


def _is_present(unit_id: str | None, *, province: bool) -> bool:
    unit = db.session.get(Unit, unit_id) if unit_id else None
    return unit is not None and unit.valid_to is None and (unit.kind == "province") == province


def _are_villages(commune_id: str | None, village_ids: frozenset[UUID]) -> bool:
    found = db.session.scalars(select(Village.id).where(Village.commune_id == commune_id, Village.id.in_(village_ids)))
    return set(found) == village_ids


def close_account(actor: Actor, username: str) -> None:
    """Close an account and end its sessions; what it did stays in the books. ``INVALID`` for a commune's last chief."""
    account = _kept_account(actor, username)
    if actor.kind != "system":
        _check_chief_stays(account)
    account.closed_at = clock.now()
    end_sessions(account.id)
    note_account(account, "account.closed", actor)


def reopen_account(actor: Actor, account_id: UUID) -> Account:
    """Open a closed account of the chief's commune again. Only a new link opens it: its old password is gone."""
    account = queries.get_closed(actor, account_id)
    account.closed_at = account.password_hash = None
    note_account(account, "account.reopened", actor)
    return account


def make_password_link(actor: Actor, username: str) -> NewLink:
    """Make a link that sets the account's password once, within 72 hours; links made before end."""
    account = _kept_account(actor, username)
    now, token = clock.now(), new_token()
    before = update(PasswordLink).where(PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None))
    db.session.execute(before.values(used_at=now))
    link = PasswordLink(token_hash=token_hash(token), account_id=account.id, expires_at=now + rules.PASSWORD_LINK_LIFE)
    db.session.add(link)
    note_account(account, "account.link-made", actor)
    return NewLink(account.username, token, link.expires_at)


def get_password_link(token: str) -> Account:
    """The account whose password a link sets; consumes nothing. ``LINK_OVER`` when used, old or unknown."""
    return _open_link(token)[1]


def set_password(token: str, password: str) -> Account:
    """Set a password by its one-time link and end the account's sessions. ``INVALID`` says what is wrong with it."""
    link, account = _open_link(token)
    fault = rules.password_fault(password, account.username)
    if fault:
        raise DomainError(INVALID, errors=[{"pointer": "/password", "detail": fault}])
    link.used_at = clock.now()
    account.password_hash = HASHER.hash(password)
    end_sessions(account.id)
    note_account(account, "account.password-set", queries.actor_of(account))
    return account


def _open_link(token: str) -> tuple[PasswordLink, Account]:
    found = db.session.execute(
        select(PasswordLink, Account)
        .join(Account, Account.id == PasswordLink.account_id)
        .where(PasswordLink.token_hash == token_hash(token), PasswordLink.used_at.is_(None), Account.closed_at.is_(None))
        .where(PasswordLink.expires_at > clock.now())
        .with_for_update(of=PasswordLink)
    ).one_or_none()
    if found is None:
        raise DomainError(LINK_OVER)
    return found[0], found[1]


def get_account(username: str) -> Account:
    """The open account of that name; ``NOT_FOUND`` when there is none."""
    account = queries.find_account(username)
    if account is None:
        raise DomainError(NOT_FOUND, username=username)
    return account


def note_account(account: Account, kind: str, actor: Actor) -> None:
    """Accounts of a commune stand in its journal; those of a province or of the installation have none to stand in."""
    if account.commune_id is not None:
        facts = {"role": account.role}
        subject = Subject("account", account.id)
        journal.note(account.commune_id, kind, subject, actor, facts=facts, audience=journal_rules.POLICE)
