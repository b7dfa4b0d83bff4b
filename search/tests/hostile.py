"""What a stranger with bad intentions types, for hypothesis to combine; and what honest readers type."""

from itertools import product
from random import Random

from hypothesis import strategies as st

LONGEST = 5_000
OPERATORS = [
    *"*?~^\"'()[]{}:-+\\/|&<>",
    "AND",
    "OR",
    "NOT",
    "*:*",
    "[a TO z]",
    "*e*",
    "title:",
    "a~2",
    "^9",
    "..",
    "%00",
]
WORDS = {
    "en": "refund lamp order parcel gift card return address payment battery delivery account invoice charger",
    "ru": "возврат заказ посылка лампа оплата адрес доставка счёт подарок карта зарядка письмо пароль замена",
    "el": "επιστροφή παραγγελία δέμα λάμπα πληρωμή διεύθυνση παράδοση λογαριασμός δώρο κάρτα φορτιστής κωδικός",
    "fa": "بازگشت سفارش بسته لامپ پرداخت نشانی تحویل حساب هدیه کارت شارژر رمز فاکتور تعویض",
    "sq": "kthim porosi pako llambë pagesë adresë dorëzim llogari dhuratë kartë karikues fjalëkalim faturë ndërrim",
}
WORDS = {lang: words.split() for lang, words in WORDS.items()}
ANY_WORD = [word for words in WORDS.values() for word in words]
SCRIPTS = [
    "AZ",
    "Ͱϼ",
    "Ѐӿ",
    "Աֆ",
    "את",
    "ءۿ",
    "ܐܬ",
    "अह",
    "กฮ",
    "ကအ",
    "აჰ",
    "가힣",
    "ሀፐ",
    "កហ",
    "ぁヿ",
    "一龥",
    "𐎠𐏕",
    "😀🙏",
]
MARKS = "".join(map(chr, (*range(0x300, 0x370), *range(0x591, 0x5C0), *range(0x64B, 0x660), 0xFE0F, 0x200D)))
TURNS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff"
CONTROLS = "".join(map(chr, (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF)))

word = st.sampled_from(ANY_WORD)
misspelt = st.builds(lambda text, at, new: text[:at] + new + text[at + 1 :], word, st.integers(0, 9), word.map(min))
piece = st.one_of(st.sampled_from(OPERATORS), word, misspelt, st.text(max_size=8))
letters = st.sampled_from(SCRIPTS).map(
    lambda ends: st.characters(min_codepoint=ord(ends[0]), max_codepoint=ord(ends[1]))
)
many_times = st.integers(2, LONGEST)
anything = st.one_of(
    st.text(max_size=LONGEST),
    st.text(st.sampled_from("*?[]{}()\"'-~^:+ ae"), max_size=600),
    st.text(st.sampled_from('"“”„«»- ae\\'), max_size=600),
    st.text(st.sampled_from(MARKS + "aeя"), max_size=LONGEST),
    st.text(st.sampled_from(TURNS + "abرс"), max_size=600),
    st.text(st.sampled_from(CONTROLS + "ab"), max_size=400),
    st.text(st.characters(categories=["Cs"]), min_size=1, max_size=40),
    st.text(st.characters(categories=["Nd", "No", "Nl"]), max_size=400),
    letters.flatmap(st.text),
    st.lists(piece, max_size=60).map(" ".join),
    st.lists(piece, max_size=60).map("".join),
    st.lists(misspelt, max_size=80).map(" ".join),
    st.lists(word, min_size=20, max_size=800).map(" ".join),
    st.lists(word, max_size=30).map(lambda words: " ".join(f'"{text}"' for text in words)),
    st.lists(word, max_size=30).map(lambda words: " -".join(words)),
    st.builds(lambda text, times: (text * times)[:LONGEST], st.one_of(piece, st.text(min_size=1)), many_times),
)


CLASSICS = [
    *('"', "AND", "a*", "*:*", "(((", "[a TO z]", "*e*", "a" * LONGEST, "refund " * 800, "-" * 300, "a-" * 900),
    *('"a" ' * 99, "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "{{ 7 * 7 }}", "${jndi:ldap://x}"),
]


def honest(count: int, lang: str) -> list[str]:
    """One to four words, some quoted, some misspelt."""
    random, queries = Random(lang), []
    for number in range(count):
        words = random.sample(WORDS[lang], 1 + number % 4)
        if number % 3 == 0:
            words[0] = words[0][:2] + words[0][3:]
        queries.append(f'"{" ".join(words)}"' if number % 7 == 6 else " ".join(words))
    return queries


def texts(count: int) -> list[tuple[str, str, str]]:
    """(language, title, body) of documents: all words of a language in all mixtures, and rarer ones made of two."""
    random, found = Random(count), []
    for number in range(count):
        lang = list(WORDS)[number % len(WORDS)]
        pairs = [first + second for first, second in product(WORDS[lang], repeat=2)]
        words = random.choices(WORDS[lang], k=30) + random.choices(pairs, k=10)
        found.append((lang, " ".join(words[:2]), " ".join(random.sample(words, len(words)))))
    return found
