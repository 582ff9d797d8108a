"""The invented account of the demo: what was done well, whom it reached, judged causes, counted heads, and what it may return."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from importlib import resources
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.accounting import store, told
from analysis.accounting.models import Counterfactual, FidelityCheck, Investment, Provision, ProvisionVolume, Risk
from analysis.accounting.ranges import Range
from analysis.line.library import mechanisms
from analysis.line.models import ActivityMechanism, MacroGoal, Mechanism
from analysis.line.store import set_mechanisms, take_mechanism
from analysis.models import Ambition
from surveys.models import Account, Activity, Programme
from webapp.demo import STAFF_EMAIL

__all__ = ["fill"]


def fill(session: Session, made: Programme, name: str) -> str:
    """The account of one programme; "" when there is none or it was filled before."""
    file = resources.files("webapp.demo").joinpath(f"accounting_{name}.yml")
    if not file.is_file() or session.scalar(select(Counterfactual.id).where(Counterfactual.programme_id == made.id)):
        return ""
    return _Filling(session, made, yaml.safe_load(file.read_text(encoding="utf-8"))).all()


class _Filling:
    """One programme with its plan."""

    def __init__(self, session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
        self.session, self.made, self.plan = session, made, plan
        self.account = session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()
        self.activities = {one.code: one for one in session.scalars(select(Activity).where(Activity.programme_id == made.id))}

    def all(self) -> str:
        """Everything, in an order in which each finds what it needs."""
        store.change_settings(self.session, self.made, **self.plan["instellingen"])
        self._goals()
        self._mechanisms()
        self._fidelity()
        self._reach()
        heads = self._tallies()
        self._provisions()
        self._money()
        judged = self._causes()
        self.session.flush()
        return f"verantwoording: {judged} oorzaken beoordeeld, {heads} bezoekers geturfd"

    def _goals(self) -> None:
        """Only where the reasoning line named none itself."""
        if (
            self.session.scalar(select(MacroGoal.id).join(Ambition).where(Ambition.programme_id == self.made.id).limit(1))
            is not None
        ):
            return
        for one in self.plan["macrodoelen"]:
            ambition = self.session.scalars(
                select(Ambition).where(Ambition.programme_id == self.made.id, Ambition.code == one["ambitie"])
            ).one()
            self.session.add(
                MacroGoal(
                    ambition=ambition, code=one["code"], name=one["naam"], population=one["wie"], baseline=one["van"],
                    baseline_year=one["in"], target=one["naar"], target_year=one["voor"], source=one["bron"],
                )
            )  # fmt: skip
        self.session.flush()

    def _mechanisms(self) -> None:
        """Only where the reasoning line named none itself."""
        linked = select(ActivityMechanism.id).join(Activity, Activity.id == ActivityMechanism.activity_id)
        if self.session.scalar(linked.where(Activity.programme_id == self.made.id).limit(1)) is not None:
            return
        keys = {one.code: key for key, one in mechanisms().items()}
        for activity, codes in self.plan["mechanismen"].items():
            for code in codes:
                take_mechanism(self.session, self.made, keys[code])
            set_mechanisms(self.session, self.activities[activity], codes)

    def _fidelity(self) -> None:
        for plan in self.plan["uitvoering"]:
            activity = self.activities[plan["activiteit"]]
            of = (
                select(Mechanism)
                .join(ActivityMechanism)
                .where(ActivityMechanism.activity_id == activity.id)
                .order_by(Mechanism.code)
            )
            for mechanism in self.session.scalars(of):
                rows = list(zip(mechanism.checklist or (), plan["punten"], strict=False))
                for place, (_, (answer, evidence)) in enumerate(rows):
                    self.session.add(
                        FidelityCheck(activity_id=activity.id, mechanism_id=mechanism.id, item=place, answer=answer,
                                      evidence=evidence, checked_on=plan["op"], account_id=self.account.id)
                    )  # fmt: skip

    def _reach(self) -> None:
        for one in self.plan["bereik"]:
            store.write_reach(
                self.session, self.activities[one["activiteit"]], str(one["periode"]), one["doelgroep"], inside=one["binnen"],
                outside=one.get("buiten"), size=one.get("omvang"), size_source=one.get("bron", ""),
            )  # fmt: skip

    def _tallies(self) -> int:
        """Heads at the door, each week between two days; the number follows from the day, not from luck."""
        total = 0
        for one in self.plan["turven"]:
            activity, day = self.activities[one["activiteit"]], one["van"]
            while day <= one["tot"]:
                people = _heads(activity.code, day, *one["hoofden"])
                mark = f"demo-{self.made.code}-{activity.code}-{day.isoformat()}"
                store.tally(
                    self.session, activity, people, mark=mark[:40], counted_on=day, channel=one["hoe"], account_id=self.account.id
                )
                total += people
                day += timedelta(days=7)
        return total

    def _provisions(self) -> None:
        known = {one.code for one in self.session.scalars(select(Provision).where(Provision.programme_id == self.made.id))}
        for one in self.plan["voorzieningen"]:
            if one["code"] not in known:
                row = Provision(
                    programme_id=self.made.id, code=one["code"], name=one["naam"], layer=one["laag"], statutory=one["wettelijk"]
                )
                for period, (users, euro) in one["jaren"].items():
                    row.volumes.append(ProvisionVolume(period=period, users=users, euro=euro, source="verzonnen"))
                self.session.add(row)
        self.session.flush()

    def _money(self) -> None:
        provisions = {
            one.code: one.id for one in self.session.scalars(select(Provision).where(Provision.programme_id == self.made.id))
        }
        goals = {
            one.code: one.id
            for one in self.session.scalars(select(MacroGoal).join(Ambition).where(Ambition.programme_id == self.made.id))
        }
        for one in self.plan["anders"]:
            low, high = one.get("marge", (None, None))
            self.session.add(
                Counterfactual(
                    programme_id=self.made.id, activity_id=self._activity(one), goal_id=goals.get(one.get("doel", "")),
                    text=one["tekst"], low=low, high=high, unit=one.get("eenheid", ""),
                )
            )  # fmt: skip
        for one in self.plan["substitutie"]:
            store.substitute(
                self.session, self.made, people=Range(*one["mensen"]), months=Range(*one["maanden"]), price=Range(*one["prijs"]),
                price_source=one["prijsbron"], activity_id=self.activities[one["activiteit"]].id, provision_id=provisions[one["in_plaats_van"]],
                payer=one["betaalt"], gainer=one["wint"], societal_gain=one["winst"], argument=one["argument"], prevention=one["preventie"],
            )  # fmt: skip
        for one in self.plan["preventie"]:
            store.claim_prevention(
                self.session, self.made, self.account, claim=one["claim"], assumption=one["aanname"], evidence=one["bewijs"],
                activity_id=self._activity(one),
            )  # fmt: skip
        for year, budgeted, purpose, euro in self.plan["investering"]:
            self.session.add(
                Investment(
                    programme_id=self.made.id,
                    year=year,
                    purpose=purpose,
                    euro=euro,
                    budgeted=budgeted,
                    source="Verzonnen programmabegroting",
                )
            )
        for one in self.plan["risicos"]:
            self.session.add(
                Risk(programme_id=self.made.id, activity_id=self._activity(one), text=one["tekst"], signal=one["signaal"],
                     response=one["dan"], owner=one["wie"], state=one["stand"], noted_on=one["op"])
            )  # fmt: skip

    def _activity(self, plan: Mapping[str, Any]) -> int | None:
        return self.activities[plan["activiteit"]].id if "activiteit" in plan else None

    def _causes(self) -> int:
        """The causes of which the plan says what they name; the others wait for a person."""
        ways = self.plan["oorzaken"]
        known = {one.code: one for one in self.session.scalars(select(Mechanism).where(Mechanism.programme_id == self.made.id))}
        found = 0
        for one in list(told.told(self.session, self.made)):
            if one.judged or one.cause not in ways:
                continue
            names, activity, mechanism = ways[one.cause]
            row = store.judge_cause(
                self.session, self.made, one.response, one.question, names=names, activity=self.activities.get(activity or ""),
                mechanism=known.get(mechanism or ""), account=self.account,
            )  # fmt: skip
            row.coded_at = row.coded_at.replace(year=2026, month=11, day=2, hour=12, minute=0, second=0, microsecond=0)
            found += 1
        return found


def _heads(code: str, day: date, low: int, high: int) -> int:
    return low + int(hashlib.sha256(f"{code}/{day.isoformat()}".encode()).hexdigest(), 16) % (high - low + 1)
