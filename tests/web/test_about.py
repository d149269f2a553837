"""The help page: open to everybody, and no dead end for those who are signed in."""

from tests.acting import ActingClient
from tests.cast import Person


def test_whoever_is_signed_in_keeps_the_bar_on_the_help_page(client: ActingClient, vinh: Person) -> None:
    page = client.get("/help", as_=vinh).get_data(as_text=True)

    assert vinh.name in page and "Thoát tài khoản" in page


def test_a_stranger_may_read_the_help_page(client: ActingClient) -> None:
    answer = client.get("/help")

    assert answer.status_code == 200
    assert "Thoát tài khoản" not in answer.get_data(as_text=True)
