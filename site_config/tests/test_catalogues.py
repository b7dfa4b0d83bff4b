"""What `make lint` refuses in a catalogue."""

import pytest

from site_config.catalogues import compile_catalogues, faults

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PLURAL = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'


@pytest.mark.parametrize(
    ("language", "entry", "fault"),
    [
        ("ru", 'msgid "Save"\nmsgstr "Сохранить"\n', ""),
        ("en", 'msgid "Save"\nmsgstr ""\n', ""),
        ("ru", 'msgid "Save"\nmsgstr ""\n', "not translated"),
        ("ru", '#, fuzzy\nmsgid "Save"\nmsgstr "Сохранить"\n', "fuzzy"),
        ("ru", '#~ msgid "Save"\n#~ msgstr "Сохранить"\n', "no longer said anywhere"),
        ("ru", 'msgid "Hello %(name)s"\nmsgstr "Здравствуйте"\n', "lost or added %(name)s"),
        ("ru", 'msgid "Hello %(name)s"\nmsgstr "Здравствуйте, %(nаme)s"\n', "lost or added"),
        ("ru", 'msgid "Key {number}"\nmsgstr "Ключ"\n', "lost or added {number}"),
        ("ru", 'msgid "Be <b>quick</b>"\nmsgstr "<b>Быстрее"\n', "lost or added </b>"),
        ("ru", PLURAL + 'msgstr[0] "%(n)s день"\nmsgstr[1] "%(n)s дня"\n', "2 plural forms"),
        ("el", PLURAL + 'msgstr[0] "μία ημέρα"\nmsgstr[1] "%(n)s ημέρες"\n', ""),
        ("el", PLURAL + 'msgstr[0] "%(n)s ημέρα"\nmsgstr[1] "ημέρες"\n', "lost or added %(n)s"),
    ],
)
def test_faults_of_a_catalogue_are_named(tmp_path, language, entry, fault):
    folder = tmp_path / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEAD + entry)
    found = list(faults(tmp_path))
    assert (fault in found[0]) if fault else not found
    assert compile_catalogues(tmp_path) == 1 and compile_catalogues(tmp_path) == 0


def test_our_own_catalogues_are_complete():
    assert not list(faults())
