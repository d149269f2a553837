"""Real servers, killed between commit and answer and between the operations of a batch: nothing lost, nothing doubled."""

import os
from pathlib import Path

from tests import tally
from tests.cast import Cast
from tests.database_kinds import KIND
from tests.processes.book import check_book
from tests.processes.nodes import running
from tests.processes.senders import let_send, make_senders

LONG = os.environ.get("KENG_CHAOS") == "1"
PHONES = ("binh", "hoa", "thanh", "khoi", "khanh")


def test_two_nodes_whose_workers_are_killed_lose_and_double_nothing(
    own_database_url: str, cast: Cast, tmp_path: Path
) -> None:
    phones, nights, odds = (60, 50, 80) if LONG else (8, 10, 12)
    senders = make_senders([cast[name] for name in PHONES], phones, nights)

    with running(2, own_database_url, tmp_path, odds=odds) as nodes:
        heard = let_send(senders, nodes, seconds=1500 if LONG else 120, twice=0.5)
        deaths = sum(node.deaths() for node in nodes)

    assert [one.unproven() for one in senders if one.unproven()] == []
    # Asked for proof, the server had whatever it had acknowledged.
    assert heard.missing == 0
    assert deaths > 0
    assert set(heard.results) <= {"applied", "duplicate", "retry"}
    # A broken line (0) or "busy": nothing that a repeat heals by luck.
    assert set(heard.answers) <= {0, 200, 503}, (heard.answers, heard.problems)
    assert set(heard.problems) <= {"/problems/busy"}
    assert heard.results["applied"] <= phones * nights
    check_book(own_database_url, tmp_path, [op for one in senders for op in one.ops])
    tally.note(
        f"two nodes with killed workers, {KIND}",
        operations=phones * nights,
        kills=deaths,
        requests=heard.answers.total(),
        broken_lines=heard.answers[0],
        repeats=heard.results["duplicate"],
        proven=sum(len(one.proven) for one in senders),
    )


def test_sixteen_phones_writing_at_once_hear_of_no_locked_database(
    own_database_url: str, cast: Cast, tmp_path: Path
) -> None:
    nights = 60 if LONG else 10
    senders = make_senders([cast[name] for name in PHONES], 16, nights)

    with running(1, own_database_url, tmp_path) as nodes:
        heard = let_send(senders, nodes, seconds=600 if LONG else 120)

    # 503 is the word for "busy, come again"; anything else would be a fault.
    assert set(heard.answers) <= {200, 503}, (heard.answers, heard.problems)
    assert set(heard.problems) <= {"/problems/busy"}
    assert [one.unproven() for one in senders if one.unproven()] == []
    # Asked for proof, the server had whatever it had acknowledged.
    assert heard.missing == 0
    check_book(own_database_url, tmp_path, [op for one in senders for op in one.ops])
    tally.note(
        f"sixteen writers, {KIND}",
        operations=16 * nights,
        requests=heard.answers.total(),
        told_busy=heard.answers[503],
        tried_again=heard.results["retry"],
        proven=sum(len(one.proven) for one in senders),
    )
