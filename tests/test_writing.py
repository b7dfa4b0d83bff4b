"""Writing an answer in the browser: a picture dropped and pasted in, a member named by keyboard, a quotation."""

import base64
import re
from io import BytesIO

import pytest
from PIL import Image

from tests.conftest import sign_in

expect = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright").expect

pytestmark = pytest.mark.e2e
GIVE = """([area, name, bytes]) => {
  const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
  const file = new File([content], "shot.png", { type: "image/png" });
  const files = new DataTransfer();
  files.items.add(file);
  const kind = name === "drop" ? DragEvent : ClipboardEvent;
  const given = name === "drop" ? { dataTransfer: files } : { clipboardData: files };
  area.dispatchEvent(new kind(name, { ...given, bubbles: true, cancelable: true }));
}"""


def a_shot(colour: str) -> str:
    out = BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_a_dropped_and_a_pasted_picture_a_name_and_a_quotation(open_page):
    page = open_page()
    sign_in(page, "m06@demo.invalid")
    page.goto("/en/community/1/")
    area = page.locator("#your-answer textarea")
    page.locator(".answer [data-quote]").first.click()
    expect(area).to_have_value(re.compile(r"^> \["))
    area.press("Control+End")
    area.press_sequentially("Thank you, @")
    options = page.locator("#your-answer [role=option]")
    options.nth(1).wait_for()
    second = options.nth(1).locator("bdi").inner_text()
    area.press("ArrowDown")
    assert area.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    area.press("Enter")
    expect(area).to_have_value(re.compile(rf"Thank you, @{re.escape(second)} $"))
    assert page.locator("#your-answer [role=option]:visible").count() == 0
    for number, (way, colour) in enumerate((("drop", "teal"), ("paste", "orange")), start=1):
        area.evaluate(f"(area, given) => ({GIVE})([area, ...given])", [way, a_shot(colour)])
        expect(area).to_have_value(re.compile(rf"(/media/pictures/.*){{{number}}}", re.DOTALL))
        page.keyboard.type(f"the {colour} one")
    page.locator("#your-answer .button--primary").click()
    page.wait_for_url("**#answer-*")
    mine = page.locator(":target .answer__text")
    assert [picture.get_attribute("alt") for picture in mine.locator("img").all()] == ["the teal one", "the orange one"]
    assert mine.locator(":scope > p a[href^='/members/']").inner_text() == f"@{second}"
    assert mine.locator("blockquote a").count() >= 1


def test_what_is_no_picture_says_so_beside_the_field_and_the_text_stays(open_page):
    page = open_page(watch=False)
    sign_in(page, "m05@demo.invalid")
    page.goto("/en/community/2/")
    area = page.locator("#your-answer textarea")
    area.fill("My words.")
    area.evaluate(f"(area, given) => ({GIVE})([area, ...given])", ["drop", base64.b64encode(b"no picture").decode()])
    page.locator(".editor__upload.is-wrong").wait_for()
    assert "not a picture" in page.locator(".editor__upload").inner_text() and area.input_value() == "My words."
