"""How private matters look in a text, in five languages. Plain digits 0–9 are expected.

Every pattern is bounded, so that a hostile text costs no more than an honest one of its length. Where a pattern has a
group ``it``, only that group is private: the label before it may stay.
"""

import re

_GAP = r"[ \u00a0\u202f.·–-]"  # between the groups of a number
_SAYS = r"[ \t\u00a0]{0,3}(?:[:=]|→)[ \t\u00a0]{0,3}"
_NAMED = r"(?<![^\W_])(?:{names})"  # a word of its own, in any script

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?![\w-])")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
CARD = re.compile(rf"(?<![\w.,])\d(?:{_GAP}?\d){{12,18}}(?!\w)")
CARD_CODE = re.compile(rf"\b(?:CVV2?|CVC2?|CVN){_SAYS}(?P<it>\d{{3,4}})\b", re.IGNORECASE)

PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----END)[\s\S]){0,12000}(?:-----END[A-Z -]{0,60})?"
)
KEY = re.compile(
    r"""(?<![\w-])(?:
        (?:sk|rk)_(?:live|test)_\w{10,250} | whsec_\w{16,250}
      | (?:AKIA|ASIA)[0-9A-Z]{16} | AIza[\w-]{30,60}
      | gh[pousr]_\w{20,250} | github_pat_\w{20,250} | glpat-[\w-]{16,250}
      | xox[abeprs]-[\w-]{10,250} | npm_\w{30,60} | sk-[\w-]{20,250} | SG\.[\w-]{16,60}\.[\w-]{16,80}
      | eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{0,2000}
      | \d{8,10}:AA[\w-]{30,40}
      | (?=[A-Z0-9-]{0,28}\d)(?=[A-Z0-9-]{0,28}[A-Z])(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}
    )(?![\w-])""",
    re.VERBOSE,
)
_KEY_NAMES = "|".join(
    (
        r"(?:api|access|secret|private|licen[cs]e|activation|product)[ _-]{0,2}(?:key|token)",
        r"(?:auth|access|refresh|bearer)[ _-]{0,2}token|client[ _-]{0,2}secret|secret|token|bearer|key",
        r"(?:api[ -]?)?ключ[а-я]{0,2}|токен[а-я]{0,2}|секрет[а-я]{0,2}|κλειδ[ίι][α-ωά-ώ]{0,2}",
        r"کلید|توکن|çelës[a-z]{0,3}",
    )
)
_MIXED = r"(?=[^\s]{0,60}\d)(?=[^\s]{0,60}[A-Za-z])"  # an identifier alone is no key: errors and requests have such
LABELLED_KEY = re.compile(
    rf"""{_NAMED.format(names=_KEY_NAMES)}[^\n:=]{{0,20}}"""
    rf"""(?:{_SAYS}["'`]?(?P<it>[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}|{_MIXED}[\w+/.=-]{{16,250}}))""",
    re.IGNORECASE,
)
SPOKEN_KEY = re.compile(
    rf"""{_NAMED.format(names=_KEY_NAMES)}[ ]{{1,2}}["'`]?"""
    rf"(?P<it>[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}|{_MIXED}\w{{20,250}})(?![\w-])",
    re.IGNORECASE,
)
_PASSWORD_NAMES = "|".join(
    (
        r"passwords?|passwd|passcode|passphrase|pwd|pin(?:[ -]code)?|парол[ьяюе]|пин(?:-код)?",
        r"κωδικ[όο][ςσ](?: πρόσβασης)?|συνθηματικό|رمز(?: ?عبور)?(?: من)?|گذرواژه|پسورد",
        r"fjal[ëe]kalimi[nt]?(?: im)?",
    )
)
PASSWORD = re.compile(
    rf"""{_NAMED.format(names=_PASSWORD_NAMES)}"""
    rf"""(?:(?P<says>{_SAYS})|[ ](?:is|was|это|είναι|است|është)[ :]{{1,2}})["'`«“]?"""
    r"(?P<it>[^\s\"'`»”]{2,63}[^\s\"'`»”.,;:)])(?P<end>[\"'`»”.,;:)]{0,2}[ \t]*(?=\n|$))?",
    re.IGNORECASE | re.MULTILINE,
)

SERIAL_NUMBER = re.compile(r"\b[A-Z]{1,4}\d?-\d{2}-\d{5,20}\b")
_STANDARDS = "ISO|IEC|DIN|EN|RFC|CVE|CWE|KB|UTF|SHA|MD|USB|HTTP|RGB|UTC|GMT|EUR|USD|GBP|RUB|ALL|IRR"
ORDER_NUMBER = re.compile(rf"\b(?!(?:{_STANDARDS})-?\d)[A-Z]{{2,4}}-?\d{{5,12}}\b")
_ORDER_NAMES = "|".join(
    (
        "order|invoice|заказа?|сч[её]та?|παραγγελίας?|τιμολόγιο",
        "سفارش|فاکتور|porosi[aëes]{0,2}|fatura",
    )
)
LABELLED_ORDER = re.compile(
    _NAMED.format(names=_ORDER_NAMES)
    + r"(?:[ ](?:number|no\.?|nr\.?|num\.?|id|номер|αριθμός|αρ\.|شماره(?: ?ی)?|numri|nr))?[ ]?[:#№]?[ ]?#?"
    + r"(?P<it>\d{5,15})(?![\d.,:]?\d|[ ]?[%€$£₽])",
    re.IGNORECASE,
)

PHONE = re.compile(
    rf"""(?<![\w.,/\#=-])(?<!\d[ ])(?:
        (?:\+|00)\d(?:[ ()/.\u00a0–-]{{0,3}}\d){{7,13}}
      | 0\d(?:[ ()/.\u00a0–-]{{0,3}}\d){{7,11}}
      | 8{_GAP}?\(?[3489]\d\d\)?{_GAP}?\d{{3}}{_GAP}?\d\d{_GAP}?\d\d
      | 69\d{_GAP}?\d{{3}}{_GAP}?\d{{4}} | 2[1-8]\d{_GAP}\d{{3}}{_GAP}?\d{{4}} | 2[1-8]\d\d{_GAP}\d{{6}}
      | \(\d{{3}}\)[ ]?\d{{3}}[ .-]\d{{4}} | [2-9]\d\d[.-]\d{{3}}[.-]\d{{4}}
    )(?![\w]|[.,]\d)""",
    re.VERBOSE,
)
_PHONE_NAMES = "|".join(
    (
        "phone|mobile|cell|whatsapp|viber|tel|тел(?:ефон)?|τηλ(?:έφωνο)?|κινητό",
        "تلفن|موبایل|telefoni?|celulari?",
    )
)
LABELLED_PHONE = re.compile(
    _NAMED.format(names=_PHONE_NAMES)
    + r"(?:[ ](?:number|no\.?|is|номер|είναι|است|شماره))?[ ]?[.:#№]{0,2}[ ]{0,2}"
    + r"(?P<it>\+?\(?\d(?:[ ()/.-]{0,2}\d){5,14})(?!\w)",
    re.IGNORECASE,
)

# What looks like a number to call, and is none: looked at before phones.
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1[349]|20)\d\d"
ORDINARY = re.compile(
    rf"""(?<![\d.+/-])(?:
        {_YEAR}([./-]){_MONTH}\1{_DAY} | {_DAY}([./-]){_MONTH}\2(?:{_YEAR}|\d\d) | {_MONTH}/{_DAY}/(?:{_YEAR}|\d\d)
      | \d{{1,2}}:\d\d(?::\d\d)?
      | \d{{1,3}}(?:\.\d{{1,3}}){{3}}
    )(?![./-]?\d)
    | [€$£₽]\s?\d[\d.,]{{0,15}}
    | https?://[^\s<>]{{1,500}}""",
    re.VERBOSE,
)
