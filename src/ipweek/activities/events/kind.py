"""Plain kinds: whatever the notice asks is a list of sessions with a closing form.

`launch`, `enforcement` and `other` stay here; the remaining codes are worked as plain ones until a sibling of their
own registers them. All plain kinds share the same functions, so callers that gather over kinds call each once.
"""

from ipweek.activities.events.domain import demo, queries
from ipweek.campaign.domain.kinds import Kind, PersonalData

PLAIN = {
    "publicity": ("宣传活动", ("宣传活动", "专题", "专栏", "专刊")),
    "enterprise-outreach": ("企业专项行动", ("专精特新", "入企宣讲", "服务万里行")),
    "pledge-finance": ("质押融资", ("质押融资", "入园惠企", "银企对接")),
    "gi-expo": ("地理标志展示", ("地理标志",)),
    "project-call": ("项目申报", ("项目申报",)),
    "honours": ("评选表彰", ("评选", "先进集体", "先进个人")),
    "typical-cases": ("典型案例", ("典型案例",)),
    "handbook": ("编印手册", ("手册", "指南", "读本")),
    "training": ("培训讲座", ("培训", "讲座")),
    "five-entries": ("“五进”服务", ("五进", "进校园", "广场咨询")),
    "quiz": ("知识竞赛", ("竞赛", "答题")),
    "launch": ("启动仪式", ("启动仪式",)),
    "enforcement": ("专项执法", ("专项行动", "执法检查")),
    "other": ("其他活动", ("其他",)),
}

METRICS = ("sessions", "attendances", "copies", "consultations", "trainings")
PHOTOS = PersonalData(what="活动照片中的人像", purpose="活动记录和总结", retention="活动周结束后三年")

KINDS = tuple(
    Kind(
        code=code,
        name=name,
        wording=wording,
        desk_url=queries.desk_url,
        due_work=queries.due_work,
        calendar=queries.calendar,
        metrics=METRICS,
        summary=queries.section,
        panel=queries.panel,
        search=queries.public_texts,
        demo=demo.build,
        personal_data=(PHOTOS,),
    )
    for code, (name, wording) in PLAIN.items()
)
