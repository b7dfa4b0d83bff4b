"""When something fails, the page still looks designed and says what to do next."""

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import translation

from site_config import urls as site_urls
from site_config import views


def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [*site_urls.urlpatterns, path("fails/", fail)]
handler400, handler403 = site_urls.handler400, site_urls.handler403
handler404, handler500 = site_urls.handler404, site_urls.handler500


@pytest.mark.urls("site_config.tests.test_errors")
def test_500_needs_neither_database_nor_request(client):
    """No ``django_db`` mark: a query would fail this test."""
    client.raise_request_exception = False
    answer = client.get("/fails/")
    assert answer.status_code == 500
    assert "Something failed on our side" in answer.content.decode()


@pytest.mark.parametrize("code", ["en", "fa"])
def test_maintenance_page_stands_alone_in_the_readers_language(code):
    with translation.override(code):
        page = render_to_string("errors/maintenance.html")
    assert f'<html lang="{code}" dir="{"rtl" if code == "fa" else "ltr"}">' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "status"), [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404)]
)
def test_error_page_has_its_status_and_a_way_on(rf, handler, status):
    request = rf.get("/en/nowhere/")
    answer = handler(request, Http404())
    assert answer.status_code == status
    assert 'href="/en/"' in answer.content.decode()


@pytest.mark.django_db
def test_unknown_address_offers_the_search(client):
    answer = client.get("/en/no/such/page/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_is_refused_with_advice(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/en/account/login/", {"login": "a@example.com", "password": "x"})
    assert answer.status_code == 403
    assert "Please send it once more" in answer.content.decode()


@pytest.mark.django_db
def test_what_was_typed_into_a_form_without_its_token_can_be_copied(client):
    client.handler.enforce_csrf_checks = True
    typed = {"title": "Where is my lamp?", "body": "</textarea><script>alert(1)</script>", "password": "secret-word"}
    page = client.post("/en/community/ask/", typed).content.decode()
    assert "Where is my lamp?" in page and "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "secret-word" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "csrf", "maintenance"])
def test_staff_look_at_every_error_page_with_its_own_status(admin_client, client, name):
    address = f"/fa/styleguide/errors/{name}/"
    answer = admin_client.get(address)
    assert answer.status_code == ({"csrf": 403, "maintenance": 503}.get(name) or int(name))
    assert "data-failed" in answer.content.decode() and 'dir="rtl"' in answer.content.decode()
    assert "/account/login/" in client.get(address).url


@pytest.mark.django_db
def test_error_page_nobody_designed_is_not_found(admin_client):
    assert admin_client.get("/en/styleguide/errors/418/").status_code == 404
