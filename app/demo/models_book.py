"""The demo commune's book of models, written through the real verbs."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.demo import queries
from app.people import queries as people
from app.registry import queries as models
from app.registry import service
from app.registry.models import ModelSite
from app.registry.rules.kinds import kind_mark
from app.registry.rules.sites import Counted, Founding, GroupWords, SiteWords
from app.registry.service import Taken

Spec = dict[str, Any]
# The days before today on which somebody said so; within every past that is ever filled.
_REVIEWED, _WEAKENED = timedelta(days=38), timedelta(days=17)


def seed_models(chief: Actor, villages: dict[str, UUID]) -> None:
    """Write the book where there is none yet."""
    today = local(clock.now()).date()
    if models.list_sites(chief, today):
        return
    data = queries.read_data("models")
    kinds = {spec["key"]: _add_kind(chief, spec) for spec in data["kinds"]}
    names = {one.id: one.name for one in people.list_villages(chief, today)}
    for spec in data["models"]:
        _Model(chief, spec, kinds.get(spec["kind"], spec["kind"]), villages, names, today).write()


def _add_kind(chief: Actor, spec: Spec) -> str:
    row = service.add_kind(chief, spec["vi"], spec["en"], grouped=True)
    for question in spec["questions"]:
        mark = kind_mark(row.vi, row.en, row.facts, ended=False)
        row = service.set_kind_question(chief, row.code, None, question, mark=mark)
    catalogue.forget()
    return row.code


class _Model:
    """One line of the list: its sites with their groups, its class, what is weak, what is replicated."""

    def __init__(
        self, chief: Actor, spec: Spec, kind: str, villages: dict[str, UUID], names: dict[UUID, str], today: date
    ) -> None:
        self._chief, self._spec, self._kind, self._today = chief, spec, kind, today
        self._villages, self._names = villages, names

    def write(self) -> None:
        """Write it."""
        spec, written = self._spec, []
        for place in spec["sites"]:
            site = self._enter(*place)
            written.append(site)
            if spec["level"]:
                site.level, site.reviewed_on = spec["level"], self._today - _REVIEWED
            if "weak" in spec:
                taken = Taken("weaken", self._today - _WEAKENED, spec["weak"])
                service.move_site(self._chief, site.id, taken, version=site.version)
        for child, parent in zip(reversed(written), written[: spec.get("spread", 0)], strict=False):
            child.parent_commune_id, child.parent_id = parent.commune_id, parent.id
        if "plan" in spec:
            village, days = spec["plan"]
            self._plan(written[0], village, days)
        if "child" in spec:
            self._propose(written[0], *spec["child"])

    def _enter(self, village: str, members: int = -1, women: int = 0, place: str = "") -> ModelSite:
        spec, since = self._spec, date.fromisoformat(self._spec["on"])
        village_id = self._villages.get(village)
        words = {"village": self._names.get(village_id, "") if village_id else "", "place": place}
        founding = Founding(
            spec["decision"], since, spec.get("by", "UBND xã"), since + timedelta(days=5), spec.get("people")
        )
        said = SiteWords(
            spec["name"].format(**words),
            village_id,
            head_role=spec["head"],
            has_regulation=spec["fund"] != "none",
            fund_source=spec["fund"],
            budget=spec.get("budget"),
            answers=spec.get("answers", {}),
            founding=founding,
        )
        site = service.enter_site(self._chief, self._kind, said)
        if "group" in spec and members >= 0:
            group = GroupWords(spec["group"].format(**words), village_id, None, spec["head"], site.launched_on)
            counted = Counted(site.launched_on or since, members, women, members // 2, spec.get("homes"))
            service.add_group(self._chief, site.id, group, counted)
        return site

    def _plan(self, site: ModelSite, village: str, days: int) -> Any:
        due = self._today + timedelta(days=days)
        return service.plan_replication(self._chief, site.id, self._villages[village], due)

    def _propose(self, parent: ModelSite, village: str, name: str, days: int) -> None:
        """A replication on its way: proposed, surveyed, and waiting for the decision."""
        plan = self._plan(parent, village, days)
        said = SiteWords(
            name, self._villages[village], "Nhân rộng từ Đồi Mơ: thôn có 287 hộ, đường vào nhiều ngả.", parent.head_role
        )
        child = service.open_child(self._chief, parent.id, said, plan_id=plan.id, version=plan.version)
        survey = {"survey": "Thôn họp, 214 hộ đồng ý góp; có 9 người nhận tham gia."}
        service.move_site(self._chief, child.id, Taken("survey", self._today, facts=survey), version=child.version)
        service.move_site(self._chief, child.id, Taken("submit", self._today), version=child.version)
