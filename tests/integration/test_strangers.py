"""Every address of the product, walked as nobody, as a foreign unit, and as the office.

New addresses are found by themselves; one whose arguments the walk cannot fill fails the test until it is told how.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.integration.scene import SECRET, Scene, build_scene

from ipweek.base import clock

pytestmark = pytest.mark.django_db
OURS = {"desk", "people", "campaign", "gatherings", "events", "reporting", "portal"}
# Open to everybody: the public site, and the page an invitation opens (its token is the key).
PUBLIC = {"portal", "people:invitation"}


def addresses():
    """(name, argument names) of every address in one of our namespaces."""
    found = []

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern) and namespace in OURS and pattern.name:
                arguments = tuple(pattern.pattern.converters)
                found.append((f"{namespace}:{pattern.name}", arguments))

    walk(get_resolver().url_patterns, None)
    return sorted(set(found))


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """One scene for the whole walk; it is only read."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            yield build_scene()
            transaction.set_rollback(True)


def fill(scene: Scene, name: str, arguments: tuple[str, ...]) -> dict[str, object]:
    """Arguments that lead to things of county A."""
    namespace, _, page = name.partition(":")
    keys = {
        "gatherings": scene.session.pk,
        "reporting": scene.brief.pk,
        "people": scene.a.pk,
        "events": scene.activity.pk,
        "campaign": scene.activity.pk,
        "portal": scene.campaign.pk,
        "desk": scene.campaign.pk,
    }
    values: dict[str, object] = {
        "slug": scene.campaign.slug,
        "pk": keys[namespace],
        "token": scene.token,
        "kind": "pdf",
        "act": "cancel",
        "photo": 1,
        "file": 1,
        "key": "0",
        "year": 2022,
    }
    special = {
        "gatherings:new": {"pk": scene.activity.pk},
        "reporting:new": {"pk": scene.brief.obligation_id},
        "reporting:summary_file": {"pk": scene.build.pk},
        "people:revoke": {"pk": scene.invitation.pk},
        "people:end_grant": {"pk": scene.people["a"].grants.get().pk},
        "campaign:preview": {"pk": scene.campaign.document_id},
    }
    values |= special.get(name, {})
    document_pages = name.startswith("campaign:") and "slug" not in arguments
    if document_pages:
        values["pk"] = scene.campaign.document_id
    if "deliverable" in page:
        values["pk"] = scene.brief.obligation.deliverable_id
    return {argument: values[argument] for argument in arguments}


def client(scene: Scene, who: str | None) -> Client:
    made = Client(raise_request_exception=True)
    if who:
        made.force_login(scene.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture(autouse=True)
def _after_the_week():
    with clock.at("2022-05-06T10:00:00+08:00"):
        yield


@pytest.mark.parametrize(("name", "arguments"), addresses())
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in(scene, name, arguments, method):
    if name in PUBLIC or name.split(":")[0] in PUBLIC:
        pytest.skip("public")
    address = reverse(name, kwargs=fill(scene, name, arguments))
    response = getattr(client(scene, None), method)(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "arguments"), addresses())
def test_a_foreign_unit_sees_nothing_of_another(scene, name, arguments):
    address = reverse(name, kwargs=fill(scene, name, arguments))
    response = client(scene, "b").get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if name in PUBLIC:
        assert response.status_code == 200
        return
    assert response.status_code in {200, 302, 403, 404, 405, 410}
    # the public site shows titles of sessions on purpose; the desk of another unit does not
    if not name.startswith("portal:"):
        assert SECRET not in body.decode("utf-8", "ignore")


@pytest.mark.parametrize(("name", "arguments"), addresses())
def test_a_foreign_unit_changes_nothing(scene, name, arguments):
    """Posting to things of county A as county B is refused and leaves no trace in the audit."""
    from ipweek.base.models import AuditEntry

    if name.split(":")[0] == "portal" or name == "people:invitation":
        pytest.skip("public")
    address = reverse(name, kwargs=fill(scene, name, arguments))
    before = AuditEntry.objects.count()
    response = client(scene, "b").post(address, {"reason": "试", "act": "submit"})
    after = AuditEntry.objects.count()
    assert response.status_code in {200, 302, 403, 404, 405, 410, 422}
    assert after == before


@pytest.mark.parametrize(("name", "arguments"), addresses())
def test_the_office_gets_an_answer_everywhere(scene, name, arguments):
    """No page breaks for the office: an answer, a redirect, a refusal or a page that only takes posts."""
    address = reverse(name, kwargs=fill(scene, name, arguments))
    response = client(scene, "office").get(address)
    assert response.status_code in {200, 302, 404, 405, 422}
    if not ({"photo", "file", "key"} & set(arguments)):
        assert response.status_code != 404
