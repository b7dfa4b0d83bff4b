"""Uploaded files: documents only through Wagtail's own door, and nothing that runs."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    for name in ("documents/contract.txt", "images/lamp.svg", "media/page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<script>alert(1)</script>")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "documents/contract.txt",
        "./documents/contract.txt",
        "images/../documents/contract.txt",
        "images/%2e%2e/documents/contract.txt",
        "x%2f..%2fdocuments/contract.txt",
        "../secret.txt",
        "images/../../secret.txt",
    ],
)
def test_no_way_of_writing_an_address_leads_to_a_document_or_out_of_the_folder(client, media, path):
    (media.parent / "secret.txt").write_text("secret")
    assert client.get(f"/media/{path}", follow=True).status_code == 404


@pytest.mark.parametrize("path", ["images/lamp.svg", "media/page.html"])
def test_what_could_run_is_served_in_a_sandbox(client, media, path):
    answer = client.get(f"/media/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
