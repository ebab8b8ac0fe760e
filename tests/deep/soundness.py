"""What must hold in the data at any moment, whatever was killed on the way: each query finds what breaks it."""

import hashlib

from tests.deep.installations import Installation

LIVE = "f.withdrawn_at is null"
BREACHES = {
    "a document without its plan's campaign": """
        select p.id from campaign_launchplan p join campaign_campaign c on c.document_id = p.document_id
        where p.campaign_id is null or p.campaign_id <> c.id""",
    "a campaign without activities": """
        select c.id from campaign_campaign c
        where not exists (select 1 from campaign_activity a where a.campaign_id = c.id)""",
    "a campaign without its public page": """
        select c.id from campaign_campaign c
        where not exists (select 1 from portal_campaignpage p where p.campaign_id = c.id)""",
    "a member unit that owes nothing of a plan for all": """
        select m.id from campaign_campaignunit m join campaign_deliverable d on d.campaign_id = m.campaign_id
        where m.unit_class = 'county' and d.code = 'brief' and not exists (
            select 1 from campaign_obligation o where o.deliverable_id = d.id and o.unit_id = m.unit_id)""",
    "a return handed in without a version": """
        select r.id from reporting_return r where r.state <> 'draft'
        and not exists (select 1 from reporting_returnversion v where v.parent_id = r.id)""",
    "a return that waits with a decided version": """
        select r.id from reporting_return r join reporting_returnversion v on v.parent_id = r.id
        where r.state = 'submitted' and v.decision <> ''
        and v.number = (select max(number) from reporting_returnversion w where w.parent_id = r.id)""",
    "an accepted return whose last version was not accepted": """
        select r.id from reporting_return r where r.state = 'accepted' and not exists (
            select 1 from reporting_returnversion v where v.parent_id = r.id and v.decision = 'accepted'
            and v.number = (select max(number) from reporting_returnversion w where w.parent_id = r.id))""",
    "versions with a gap": """
        select parent_id from reporting_returnversion group by parent_id having max(number) <> count(*)""",
    "an accepted brief that is not one session in the ledger": f"""
        select r.id from reporting_return r join campaign_obligation o on o.id = r.obligation_id
        join campaign_deliverable d on d.id = o.deliverable_id
        where r.state = 'accepted' and d.code = 'brief' and 1 <> (
            select count(*) from campaign_fact f
            where f.source = 'return:' || r.id and f.metric = 'sessions' and {LIVE})""",
    "a fact of a return that was not accepted": f"""
        select f.id from campaign_fact f join reporting_return r on f.source = 'return:' || r.id
        where {LIVE} and r.state <> 'accepted'""",
    "a closed session that is not one session in the ledger": f"""
        select s.id from gatherings_session s where s.state = 'held' and 1 <> (
            select count(*) from campaign_fact f join campaign_occurrence o on o.id = f.occurrence_id
            where o.key = 'session:' || s.id and f.metric = 'sessions' and {LIVE})""",
    "attendances in the ledger other than those of the session": f"""
        select s.id from gatherings_session s join campaign_fact f on f.source = 'session:' || s.id
        where f.metric = 'attendances' and {LIVE} and (s.state <> 'held' or f.value <> s.attendances)""",
    "a fact apart from its occurrence": """
        select f.id from campaign_fact f join campaign_occurrence o on o.id = f.occurrence_id
        where f.campaign_id <> o.campaign_id or f.unit_id <> o.unit_id or f.day <> o.day""",
    "an occurrence without facts": """
        select o.id from campaign_occurrence o
        where not exists (select 1 from campaign_fact f where f.occurrence_id = o.id)""",
    "an occurrence that credits nobody": """
        select o.id from campaign_occurrence o
        where not exists (select 1 from campaign_occurrence_units u where u.occurrence_id = o.id)""",
    "an act on a session without exactly its rows in the journal": """
        select s.id from gatherings_session s where 1 <> (
            select count(*) from base_auditentry a where a.object_type = 'gatherings.session'
            and a.object_id = cast(s.id as varchar) and a.act = 'session.planned') or
        (s.state = 'held' and 1 <> (
            select count(*) from base_auditentry a where a.object_type = 'gatherings.session'
            and a.object_id = cast(s.id as varchar) and a.act = 'session.closed'))""",
    "a version without its row in the journal": """
        select r.id from reporting_return r where
        (select count(*) from reporting_returnversion v where v.parent_id = r.id) <>
        (select count(*) from base_auditentry a where a.object_type = 'reporting.return'
            and a.object_id = cast(r.id as varchar) and a.act = 'return.submit')""",
    "an acceptance without its row in the journal": """
        select r.id from reporting_return r where r.state = 'accepted' and 1 <> (
            select count(*) from base_auditentry a where a.object_type = 'reporting.return'
            and a.object_id = cast(r.id as varchar) and a.act = 'return.accept')""",
    "an account without a role": """
        select u.id from people_user u
        where not exists (select 1 from people_rolegrant g where g.user_id = u.id)""",
    "an invitation used without an account": """
        select i.id from people_invitation i where i.accepted_at is not null and i.accepted_by_id is null""",
    "a unit with other than one present contact": """
        select c.unit_id from people_contact c where c.until is null group by c.unit_id having count(*) <> 1""",
}
# Stored name, fingerprint of the content.
FILES = (
    "select file, sha256 from notice_noticedocument",
    "select file, sha256 from reporting_returnfile",
    "select file, sha256 from gatherings_sessionphoto",
)


def breaches(where: Installation) -> dict[str, object]:
    """What is wrong in an installation; empty when nothing is."""
    found: dict[str, object] = {name: rows for name, query in BREACHES.items() if (rows := where.rows(query))}
    found |= dict.fromkeys(unsound_files(where), "file missing or changed")
    return found


def unsound_files(where: Installation) -> list[str]:
    """Files that a row names and that are not there whole."""
    return [
        name
        for query in FILES
        for name, sha256 in where.rows(query)
        if not (path := where.home / "media" / name).is_file()
        or hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    ]
