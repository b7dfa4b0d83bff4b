"""What a reader finds: in their words, at the right place, in whole and harmless sentences."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.documents import Passage
from search.queries import likely_answers, search, suggest
from search.tests.helpers import make_document, put, titles

ARTICLES = [
    (
        "en",
        "Refund policy: when do I get my money back?",
        "We refund within five working days of your return.",
    ),
    ("en", "How do I return an item?", "Open My orders, choose Return an item and print the label."),
    ("en", "Track your order", "The tracking link comes by mail when the order is sent."),
    ("ru", "Заказ не пришёл: что делать", "Если посылка задержалась на три рабочих дня, сообщите нам."),
    ("ru", "Возврат денег: когда они придут", "Деньги возвращаются в течение пяти рабочих дней."),
    ("el", "Επιστροφή χρημάτων: πότε θα τα πάρω;", "Η επιστροφή γίνεται μέσα σε πέντε εργάσιμες ημέρες."),
    ("el", "Παρακολούθηση παραγγελίας", "Ο σύνδεσμος έρχεται με email όταν σταλεί το δέμα."),
    ("fa", "بازگشت پول: پولم کی برمی‌گردد؟", "پول شما حداکثر تا پنج روز کاری بازگردانده می‌شود."),
    ("fa", "پیگیری سفارش", "پیوند پیگیری با ایمیل فرستاده می‌شود."),
    ("sq", "Kthimi i parave: kur i marr paratë?", "Paratë kthehen brenda pesë ditëve të punës."),
    ("sq", "Ndiqni porosinë tuaj", "Lidhja e ndjekjes vjen me email kur niset dërgesa."),
]


@pytest.fixture
def help_site(index):
    put(*(make_document(title, lang=lang, body=body, url=f"/{lang}/{title}") for lang, title, body in ARTICLES))
    return index


@pytest.mark.parametrize(
    ("lang", "typed", "title"),
    [
        ("en", "rfund polcy", "Refund policy: when do I get my money back?"),
        ("ru", "не пришол заказ", "Заказ не пришёл: что делать"),
        ("el", "επιστροφη χρηματων", "Επιστροφή χρημάτων: πότε θα τα πάρω;"),
        ("fa", "بازگشت پول", "بازگشت پول: پولم کی برمی‌گردد؟"),
        ("fa", "بازكشت پول", "بازگشت پول: پولم کی برمی‌گردد؟"),
        ("sq", "kthim parash", "Kthimi i parave: kur i marr paratë?"),
    ],
)
def test_clumsy_words_find_the_right_article_first(help_site, lang, typed, title):
    assert titles(search(typed, lang=lang).hits)[0] == title


def test_a_typing_error_is_corrected_in_the_index_s_own_words(help_site):
    assert search("rfund polcy", lang="en").correction == "refund policy"
    assert search("не пришол заказ", lang="ru").correction == "не пришёл заказ"


def test_what_was_typed_right_is_not_corrected(help_site):
    assert search("refund policy", lang="en").correction == ""
    assert search("tracking", lang="en").correction == ""


def test_a_forgotten_keyboard_switch_is_understood(help_site):
    results = search("pfrfp", lang="ru", only_lang="ru")
    assert (results.correction, titles(results.hits)) == ("заказ", ["Заказ не пришёл: что делать"])


def test_nothing_like_it_finds_nothing(help_site):
    results = search("xylophone", lang="en")
    assert (results.hits, results.count, results.pages, results.correction) == ([], 0, 1, "")


def test_other_languages_come_after_the_reader_s_own(index):
    put(
        make_document("PayPal", lang="en", url="/en/1", body="Pay with PayPal."),
        make_document("Πληρωμή με PayPal", lang="el", url="/el/1"),
    )
    assert [hit.lang for hit in search("paypal", lang="el").hits] == ["el", "en"]


def test_a_question_in_a_foreign_language_is_answered_in_it(help_site):
    assert search("возврат денег", lang="en").hits[0].lang == "ru"


def test_a_hit_leads_to_the_part_that_answers(index):
    put(
        make_document(
            "Returns",
            url="/en/returns",
            body="What you may send back.",
            headings=[("Print the label", "/en/returns#label"), ("Opening hours", "/en/returns#hours")],
            passages=[
                Passage("Open the page and print it on paper.", "/en/returns#label", "Print the label"),
                Passage("We are there from Monday to Friday.", "/en/returns#hours", "Opening hours"),
            ],
        )
    )
    hit = search("monday hours", lang="en").hits[0]
    assert (hit.url, hit.passage_label) == ("/en/returns#hours", "Opening hours")
    assert "<mark>Monday</mark>" in hit.excerpt
    assert search("returns", lang="en").hits[0].url == "/en/returns"


def test_a_hit_in_a_guide_leads_to_the_second(index):
    cues = [("0:04", "Open My orders."), ("0:11", "Choose a reason."), ("0:18", "Take the parcel to a pick-up point.")]
    passages = [Passage(text, f"/en/video?t={label[2:]}#video", label) for label, text in cues]
    put(make_document("Returning, step by step", kind="video", url="/en/video", passages=passages))
    hit = search("choose a reason", lang="en").hits[0]
    assert (hit.url, hit.passage_label) == ("/en/video?t=11#video", "0:11")


def test_a_hit_in_a_thread_leads_to_the_answer(index):
    put(
        make_document(
            "My lamp flickers",
            kind="thread",
            url="/en/community/1",
            body="It has flickered since Monday.",
            solved=True,
            passages=[
                Passage("Mine does not.", "/en/community/1#answer-1", "Answer"),
                Passage("Tighten the bulb, then reset the dimmer.", "/en/community/1#answer-2", "Accepted answer", 1.3),
            ],
        )
    )
    hit = search("reset dimmer", lang="en").hits[0]
    assert (hit.url, hit.passage_label) == ("/en/community/1#answer-2", "Accepted answer")


def test_excerpts_are_whole_sentences(index):
    filler = " ".join(f"Sentence number {n} says little." for n in range(60))
    put(make_document("Long", body=f"{filler} The reset button hides below the base. {filler}"))
    excerpt = search("reset button", lang="en").hits[0].excerpt
    assert "The <mark>reset</mark> <mark>button</mark> hides below the base." in excerpt
    assert excerpt.rstrip(" …").endswith(".")
    assert len(excerpt) < 320


def test_excerpts_are_escaped(index):
    put(make_document("Scripts", body="Never paste <script>alert('lamp')</script> & co. into a lamp."))
    excerpt = search("lamp", lang="en").hits[0].excerpt
    assert "<script>" not in excerpt
    assert "&lt;script&gt;alert(&#x27;<mark>lamp</mark>&#x27;)&lt;/script&gt; &amp; co." in excerpt


def test_a_sentence_without_end_is_cut_between_words(index):
    put(make_document("Endless", body="word " * 500 + "needle " + "word " * 500))
    excerpt = search("needle", lang="en").hits[0].excerpt
    assert "<mark>needle</mark>" in excerpt
    assert len(excerpt) < 400


def test_what_others_found_good_and_fresh_comes_first_among_equals(index):
    old, new = timezone.now() - timedelta(days=900), timezone.now()
    put(
        make_document("Lamp a", url="/en/1", quality=0.2, updated=new),
        make_document("Lamp b", url="/en/2", quality=0.9, updated=old),
        make_document("Lamp c", url="/en/3", quality=0.9, updated=new),
    )
    assert titles(search("lamp", lang="en").hits) == ["Lamp c", "Lamp b", "Lamp a"]


def test_pages_divide_the_results_without_overlap(index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}") for n in range(23)))
    pages = [search("lamp", lang="en", page=page) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [10, 10, 3]
    assert len({hit.url for page in pages for hit in page.hits}) == 23
    assert {page.pages for page in pages} == {3}
    assert search("lamp", lang="en", page=9).hits == []


def test_suggestions_complete_the_word_being_typed(help_site):
    assert titles(suggest("ref", lang="en"))[0] == "Refund policy: when do I get my money back?"
    assert titles(suggest("return an it", lang="en"))[0] == "How do I return an item?"
    assert titles(suggest("επιστρ", lang="el"))[0].startswith("Επιστροφή")
    assert titles(suggest("پیگ", lang="fa"))[0] == "پیگیری سفارش"


def test_suggestions_forgive_a_slip(help_site):
    assert titles(suggest("refnud", lang="en"))[0].startswith("Refund")
    assert titles(suggest("trakc you", lang="en"))[0] == "Track your order"


def test_suggestions_are_few_and_each_once(index):
    put(*(make_document(f"Lamp {n}", url=f"/en/{n}", body="lamp") for n in range(30)))
    hits = suggest("lam", lang="en", limit=5)
    assert len(hits) == len({hit.url for hit in hits}) == 5
    assert suggest('"', lang="en") == suggest("", lang="en") == []


def test_likely_answers_are_articles_and_solved_threads_in_the_asker_s_language(index):
    put(
        make_document("Reset your password", url="/en/1", body="The reset link is valid for two hours."),
        make_document("Password reset mail never came", url="/en/2", kind="thread", solved=True),
        make_document("Cannot reset my password", url="/en/3", kind="thread", solved=False),
        make_document("Reset password llogari", url="/sq/4", lang="sq"),
    )
    assert set(titles(likely_answers("I cannot reset my password", lang="en"))) == {
        "Reset your password",
        "Password reset mail never came",
    }


def test_what_shares_one_common_word_is_not_a_likely_answer(index):
    put(make_document("Working days", url="/en/1", body="Our office works on working days."))
    assert likely_answers("My kettle stopped boiling water after two working weeks", lang="en") == []


def test_the_thing_itself_comes_before_what_mentions_it(index):
    mention = "See Refund policy. Our refund policy, refund policy and once more refund policy."
    put(
        make_document("Long waits in December", url="/en/1", kind="thread", solved=True, quality=0.9, body=mention),
        make_document("Refund policy", url="/en/2", body="The money comes within five working days."),
    )
    assert titles(search("refund policy", lang="en").hits)[0] == "Refund policy"


def test_a_text_as_long_as_a_shelf_is_read_up_to_a_point(db, index, monkeypatch):
    monkeypatch.setattr("search.records.LONGEST", 2_000)
    body = "\n".join(f"Paragraph {number} of the lamp." for number in range(100)) + "\nUnreachable words."
    put(make_document("Lamp", body=body, passages=[Passage("Nobody comes this far.", "/en/lamp#far")]))
    assert titles(search("paragraph 7", lang="en").hits) == ["Lamp"]
    assert search("unreachable", lang="en").count == search("nobody comes this far", lang="en", kind="video").count == 0


def test_a_page_is_found_by_other_ways_to_ask_and_shown_by_its_title(db, index):
    put(
        make_document("Send an item back", questions=["How do I get my money back?"], body="Print the label."),
        make_document("Pay in money", body="We take cards."),
    )
    [first, *_] = search("get money back", lang="en").hits
    assert (first.title, first.excerpt) == ("Send an item back", "Print the label.")
    assert "Send an item back" in titles(suggest("get my mon", lang="en"))
