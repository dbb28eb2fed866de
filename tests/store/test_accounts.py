"""Who may log in, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from store.accounts import ADMIN, ATTEMPTS, REVIEWER
from store.errors import NotFound, Refused
from store.schema.accounts import LoginAttempt, LoginSession, User
from store.schema.base import now
from store.store import Store

PASSWORD = "correct horse 12"


@pytest.fixture(autouse=True)
def clerk(store: Store) -> None:
    store.accounts.add("李敏", PASSWORD, unit="网信办")


def test_a_right_password_opens_a_session_and_logging_out_ends_it(store: Store) -> None:
    token = store.accounts.log_in("李敏", PASSWORD)
    account = store.accounts.of_token(token)
    assert account is not None
    assert (account.name, account.unit, account.role) == ("李敏", "网信办", "填报人")
    store.accounts.log_out(token)
    assert store.accounts.of_token(token) is None


def test_neither_password_nor_token_is_kept_as_it_is(store: Store) -> None:
    token = store.accounts.log_in("李敏", PASSWORD)
    with store.database.read() as session:
        user = session.scalars(select(User).where(User.name == "李敏")).one()
        assert user.password_hash.startswith("$argon2id$")
        assert PASSWORD not in user.password_hash
        assert token not in session.scalars(select(LoginSession.token_hash)).all()


@pytest.mark.parametrize(
    ("name", "password"), [("李敏", "wrong password"), ("nobody", PASSWORD), ("李敏", ""), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(store: Store, name: str, password: str) -> None:
    with pytest.raises(Refused, match=r"^用户名或密码不对。$"):
        store.accounts.log_in(name, password)


def test_after_too_many_failures_even_the_right_password_waits(store: Store) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(Refused, match="不对"):
            store.accounts.log_in("李敏", "wrong password")
    with pytest.raises(Refused, match="次数太多"):
        store.accounts.log_in("李敏", PASSWORD)
    with store.database.write() as session:
        session.execute(update(LoginAttempt).values(at=now() - timedelta(hours=1)))
    assert store.accounts.log_in("李敏", PASSWORD)


def test_a_session_expires(store: Store) -> None:
    token = store.accounts.log_in("李敏", PASSWORD)
    with store.database.write() as session:
        session.execute(update(LoginSession).values(expires_at=now() - timedelta(seconds=1)))
    assert store.accounts.of_token(token) is None


def test_closing_an_account_ends_its_sessions_at_once(store: Store) -> None:
    token = store.accounts.log_in("李敏", PASSWORD)
    store.accounts.set_disabled("李敏")
    assert store.accounts.of_token(token) is None
    assert store.accounts.of_name("李敏") is None
    with pytest.raises(Refused):
        store.accounts.log_in("李敏", PASSWORD)
    store.accounts.set_disabled("李敏", disabled=False)
    assert store.accounts.log_in("李敏", PASSWORD)


def test_a_new_password_ends_old_sessions(store: Store) -> None:
    token = store.accounts.log_in("李敏", PASSWORD)
    store.accounts.set_password("李敏", "another password")
    assert store.accounts.of_token(token) is None
    assert store.accounts.log_in("李敏", "another password")


@pytest.mark.parametrize(
    ("name", "password", "role", "why"),
    [
        ("李敏", PASSWORD, "填报人", "已经有人"),
        ("new", "short", "填报人", "至少"),
        ("new", PASSWORD, "boss", "没有“boss”"),
        ("", PASSWORD, "填报人", "空的"),
        ("a\nb", PASSWORD, "填报人", "看不见"),
    ],
)
def test_an_account_that_cannot_be_is_refused(store: Store, name: str, password: str, role: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        store.accounts.add(name, password, unit="网信办", role=role)


def test_the_single_user_cannot_log_in_over_the_network_and_does_not_count_as_an_account(store: Store) -> None:
    local = store.accounts.single_user()
    assert store.accounts.single_user() == local
    assert [account.name for account, _ in store.accounts.all()] == ["李敏"]
    with pytest.raises(Refused):
        store.accounts.log_in("local", "")
    store.accounts.set_disabled("李敏")
    assert not store.accounts.any()


def test_reviewers_are_those_that_a_table_can_be_submitted_to(store: Store) -> None:
    store.accounts.add("周颖", PASSWORD, unit="财政局", role=REVIEWER)
    store.accounts.add("admin", PASSWORD, unit="财政局", role=ADMIN)
    assert [account.name for account in store.accounts.reviewers()] == ["周颖"]


def test_an_unknown_user_is_told_by_name(store: Store) -> None:
    with pytest.raises(NotFound, match="没有用户“谁”"):
        store.accounts.set_password("谁", PASSWORD)
