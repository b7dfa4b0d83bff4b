"""Words, "phrases" and -unwanted words; everything else is text."""

from search.questions import MAX_LENGTH, MAX_TERMS, STOP_WEIGHT, clean, languages_to_read, read


def stems(question):
    return [term.stem for term in question.terms]


def test_words_that_say_little_weigh_little():
    weights = {term.word: term.weight for term in read("how do I get a refund", "en").terms}
    assert weights["refund"] == 1.0
    assert weights["how"] == weights["do"] == STOP_WEIGHT


def test_if_only_such_words_were_typed_they_count():
    assert {term.weight for term in read("what is this", "en").terms} == {1.0}


def test_quotation_marks_of_any_country_hold_words_together():
    for text in ('"gift card" code', "“gift card” code", "«gift card» code", "„gift card“ code"):
        question = read(text, "en")
        assert question.phrases == (("gift", "card"),), text
        assert stems(question) == ["gift", "card", "code"]


def test_a_leading_minus_leaves_a_word_out():
    question = read('refund -paypal -"gift card" pay-later', "en")
    assert question.unwanted == {"paypal", "gift", "card"}
    assert "refund" in stems(question)
    assert "later" in stems(question)


def test_a_word_both_wanted_and_unwanted_is_wanted():
    assert read("refund -refunds", "en").unwanted == frozenset()


def test_operators_are_words_and_brackets_are_nothing():
    assert stems(read("refund AND (card OR *:*) title:a* [a TO z] ~", "en"))[:1] == ["refund"]
    assert read('"', "en").terms == read("(((", "en").terms == read("*:*", "en").terms == ()


def test_what_is_too_long_is_cut():
    assert len(clean("word " * 1_000)) <= MAX_LENGTH
    assert len(read(" ".join(f"word{chr(97 + n)}" for n in range(26)), "en").terms) <= MAX_TERMS


def test_invisible_characters_are_not_read():
    assert clean("re\u202efund\x00\ufeff  policy\n") == "re fund policy"


def test_a_query_is_read_in_the_reader_s_language_then_by_its_script():
    assert languages_to_read("возврат", "en") == ["en", "ru"]
    assert languages_to_read("refund", "el") == ["el", "en", "sq"]
    assert languages_to_read("παραγγελία", "el") == ["el"]
    assert languages_to_read("10482", "fa")[0] == "fa"
    assert set(languages_to_read("10482", "fa")) == {"en", "ru", "el", "fa", "sq"}


def test_searches_that_mean_the_same_share_a_key():
    assert read("returns policy", "en").key == read("The POLICY of “return”", "en").key == "polici return"
    assert read("kthimi i parave", "sq").key == read("Paratë, kthimet", "sq").key
    assert read("возврат ёлки", "ru").key == read("елка возвраты", "ru").key
    assert read("what is this", "en").key == "is this what"
    assert read("lamp -led", "en").key == "lamp -led" != read("lamp led", "en").key
    assert read("AB-1029 lamp", "en").key == "1029 ab lamp"
    assert read("?!", "en").key == ""
    assert len(read(" ".join(f"{n}lamps" for n in range(90)), "en").key) <= 200
