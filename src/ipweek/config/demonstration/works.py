"""What units hand in: plans before the week, briefs during it, practice notes and summaries after it.

Believable, therefore uneven: some are late, some are sent back and corrected, two never answer.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from ipweek.base import clock
from ipweek.campaign.domain import ledger
from ipweek.campaign.domain.demonstration import City
from ipweek.campaign.enums import DeliverableCode
from ipweek.campaign.models import Obligation, Occurrence
from ipweek.people.models import Unit, User
from ipweek.reporting.domain import returns

SILENT = 2
LEADING = "市场监督管理局"  # leads the week and never stays silent
PLAN_TEXT = (
    "为做好本年度知识产权宣传周工作，结合本单位职责，成立由分管负责同志牵头的工作小组，"
    "按照“{theme}”的主题组织开展集中宣传、入企服务和咨询活动，各项任务明确到科室、落实到人。"
)
SUMMARY_TEXT = (
    "宣传周期间，{unit}按照通知要求精心组织，{numbers}，取得了较好成效。"
    "下一步将把宣传周的好做法固定下来，抓好常态化宣传。"
)
SUMMARY_NUMBERS = (
    ("sessions", "开展活动{}场次"),
    ("copies", "发放资料{}份"),
    ("consultations", "接受咨询{}人次"),
)
PRACTICES = (
    ("“一企一单”送服务上门", "针对企业需求列出服务清单，由专人逐户对接，办结一项销号一项，服务更有针对性。"),
    ("集市里的流动咨询台", "把咨询台设在乡镇集市，用身边案例讲解识假辨假知识，群众听得懂、愿意问。"),
    ("校园小小讲解员", "培训学生担任讲解员，通过孩子带动家庭了解发明和版权常识，宣传更加生动。"),
    ("老字号门店的商标课", "请老字号店主讲自家商标的来历和维权经过，街坊边逛边听，道理讲得实在。"),
    ("融资对接会提前摸需求", "会前逐户了解企业专利和资金情况，按需求请银行到场，对接更准、办理更快。"),
    ("窗口办事顺带问一句", "在办事窗口增加知识产权咨询提示，群众办照时同步了解商标注册要点。"),
    ("典型案例进车间", "把侵权案例改成车间班前会的小故事，职工记得住，企业少走弯路。"),
    ("手册配上一张流程图", "在手册首页加印维权流程图，写明先找谁、带什么材料，小微企业拿来就能用。"),
)


class Works:
    """Builds the returns of the city at their own moments, nothing later than the city's moment."""

    def __init__(self, city: City, checker: User) -> None:
        self.city, self.checker = city, checker
        self.random = Random(city.random.random())  # noqa: S311 - a believable city, not a secret
        units = [*city.members, *city.counties, *city.zones]
        self.silent = set(self.random.sample([unit for unit in units if LEADING not in unit.name], SILENT))
        self.practices = self.random.sample(PRACTICES, len(PRACTICES))
        self.units = [unit for unit in units if unit not in self.silent]

    def build(self) -> None:
        """Everything handed in up to the city's moment."""
        campaign = self.city.campaign
        owed = {
            (item.deliverable.code, item.unit_id): item
            for item in Obligation.objects.filter(deliverable__campaign=campaign).select_related(
                "deliverable", "unit"
            )
        }
        for unit in self.units:
            self._plan(owed, unit)
            self._briefs(owed, unit)
            self._practice(owed, unit)
            self._summary(owed, unit)

    def _plan(self, owed: dict[tuple[str, int], Obligation], unit: Unit) -> None:
        theme = "、".join(self.city.campaign.themes)
        content = {
            "title": f"{unit.name}宣传周活动方案",
            "text": PLAN_TEXT.format(theme=theme),
            "person": f"示例责任人{self.random.choice('甲乙丙丁')}",
            "phone": "0393-0000000",
        }
        day = self.city.campaign.start - timedelta(days=self.random.randint(1, 14))
        self._hand_in(owed.get((DeliverableCode.PLAN, unit.pk)), content, self._moment(day))
        person = {"person": content["person"], "job": "科长", "phone": content["phone"]}
        self._hand_in(owed.get((DeliverableCode.PERSON, unit.pk)), person, self._moment(day))

    def _briefs(self, owed: dict[tuple[str, int], Obligation], unit: Unit) -> None:
        obligation = owed.get((DeliverableCode.BRIEF, unit.pk))
        if obligation is None:
            return
        held = Occurrence.objects.filter(
            campaign=self.city.campaign, unit=unit, key__startswith="session:"
        ).order_by("pk")
        for occurrence in held[:3]:
            facts = {fact.metric: fact for fact in occurrence.facts.filter(withdrawn_at=None)}
            figures = {
                metric: {"value": str(facts[metric].value), "bound": facts[metric].bound}
                for metric in ("attendances", "copies")
                if metric in facts
            }
            content = {
                "title": f"{unit.short_name or unit.name}开展{occurrence.title}",
                "activity": occurrence.activity_id,
                "occurrence": occurrence.pk,
                "day": occurrence.day.isoformat(),
                "place": occurrence.place,
                "text": f"{occurrence.day.month}月{occurrence.day.day}日，在{occurrence.place}开展{occurrence.title}，"
                "现场秩序良好，群众反响积极。",
                "figures": figures,
            }
            self._hand_in(obligation, content, self._moment(occurrence.day + timedelta(days=1)))
        if self.random.random() < 0.3:
            self._own_brief(obligation, unit)

    def _own_brief(self, obligation: Obligation, unit: Unit) -> None:
        """A brief about something that was not entered as a session; its number is rounded."""
        campaign = self.city.campaign
        day = campaign.start + timedelta(days=self.random.randrange(6))
        activity = campaign.activities.first()
        content = {
            "title": f"{unit.short_name or unit.name}在办事大厅播放公益宣传片",
            "activity": activity.pk if activity else None,
            "day": day.isoformat(),
            "place": "办事大厅",
            "text": "利用办事大厅电子屏循环播放公益宣传片，向办事群众发放宣传折页。",
            "figures": {"copies": {"value": str(self.random.randrange(100, 600, 100)), "bound": "more"}},
        }
        self._hand_in(obligation, content, self._moment(day + timedelta(days=1)))

    def _practice(self, owed: dict[tuple[str, int], Obligation], unit: Unit) -> None:
        if self.practices and self.random.random() < 0.25:
            title, text = self.practices.pop()
            day = self.city.campaign.end + timedelta(days=self.random.randint(-2, 6))
            content = {"title": title, "text": text}
            self._hand_in(owed.get((DeliverableCode.PRACTICE, unit.pk)), content, self._moment(day))

    def _summary(self, owed: dict[tuple[str, int], Obligation], unit: Unit) -> None:
        obligation = owed.get((DeliverableCode.SUMMARY, unit.pk))
        day = self.city.campaign.end + timedelta(days=self.random.choice((1, 2, 3, 8, 8, 9, 9, 12)))
        content = {"title": f"{unit.name}宣传周活动小结", "text": self._prose(unit)}
        self._hand_in(obligation, content, self._moment(day))

    def _prose(self, unit: Unit) -> str:
        """A unit's own words with the numbers it worked with; one in eight counts differently from the ledger."""
        known = {
            total.metric: int(total.value)
            for total in ledger.totals(self.city.campaign, [unit], by_activity=False)
        }
        if self.random.random() < 0.125:
            known["copies"] = known.get("copies", 0) + self.random.choice((50, 100, 200))
        done = [words.format(known[metric]) for metric, words in SUMMARY_NUMBERS if known.get(metric)]
        numbers = "，".join(done) if done else "利用电子屏、宣传栏播放和张贴宣传内容"
        return SUMMARY_TEXT.format(unit=unit.name, numbers=numbers)

    def _hand_in(self, obligation: Obligation | None, content: Mapping[str, object], at: datetime) -> None:
        """Write, submit and have it checked half a day later; some are sent back and corrected."""
        if obligation is None or at > self.city.moment:
            return
        person = self.city.person(obligation.unit)
        with clock.at(at):
            found = returns.start(obligation, by=person)
            returns.save(found, content, by=person)
            returns.submit(found, by=person)
        checked = at + timedelta(hours=self.random.choice((2, 6, 20)))
        if checked > self.city.moment:
            return
        if self.random.random() < 0.12:
            with clock.at(checked):
                returns.send_back(found, reason="请补充具体做法和成效，说明参加单位。", by=self.checker)
            checked += timedelta(hours=30)
            if checked > self.city.moment:
                return
            with clock.at(checked - timedelta(hours=4)):
                text = (
                    {"text": f"{content.get('text', '')}各科室分工负责，活动结束后及时总结。"}
                    if "text" in content
                    else {}
                )
                returns.save(found, {**content, **text}, by=person)
                returns.submit(found, by=person)
        with clock.at(checked):
            returns.accept(found, by=self.checker)

    def _moment(self, day: date) -> datetime:
        return datetime.combine(
            day, time(self.random.randint(9, 17), self.random.randrange(60)), clock.SHANGHAI
        )
