"""An empty site can be asked at once: the board "general", with words in every language of the first day."""

from django.db import migrations

TEXTS = {
    "en": ("General", "Anything that fits nowhere else."),
    "ru": ("Общие вопросы", "Всё, что не подошло к другим разделам."),
    "el": ("Γενικά", "Ό,τι δεν ταιριάζει σε άλλη ενότητα."),
    "fa": ("عمومی", "هر پرسشی که در بخش دیگری جا نمی‌گیرد."),
    "sq": ("Të përgjithshme", "Gjithçka që nuk hyn diku tjetër."),
}


def make_board(apps, schema_editor):
    board, _ = apps.get_model("community", "Board").objects.get_or_create(
        slug="general", defaults={"order": 900, "icon": "messages-square"}
    )
    for language, (name, description) in TEXTS.items():
        apps.get_model("community", "BoardText").objects.get_or_create(
            board=board, language=language, defaults={"name": name, "description": description}
        )


def remove_board(apps, schema_editor):
    apps.get_model("community", "Board").objects.filter(slug="general", threads=None).delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]
    operations = [migrations.RunPython(make_board, remove_board)]
