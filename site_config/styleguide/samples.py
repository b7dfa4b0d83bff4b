"""Sample words, people and moments of the style guide, in English and in Persian."""

from datetime import timedelta

from django.utils import timezone

from site_config.markdown import render_markdown
from site_config.styleguide.frames import both

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 5
MARA = both("Mara Lindt", "مریم احمدی")
JONAS = both("Jonas Weber", "علی رضایی")
ELENI = both("Eleni Papadaki", "الهام کریمی")
RETURN_ITEM = both("How do I return an item?", "چگونه کالایی را مرجوع کنم؟")
ADDRESS = both("How do I change the delivery address after ordering?", "بعد از ثبت سفارش چگونه نشانی را عوض کنم؟")
REFUND = both("My refund has not arrived", "پول من هنوز برنگشته است")
RETURNS = both("Returns and refunds", "مرجوعی و بازپرداخت")
DELIVERY = both("Delivery", "ارسال")
CONTACT = both("Contact us", "با ما تماس بگیرید")
ASK = both("Ask the community", "از انجمن بپرسید")
_POST = """Place the lamp **face down** on a cloth, then:

1. Turn the ring to the left until it clicks.
2. Lift the shade off. It weighs about `400 g`.

> The ring may be tight the first time.

```
KE-10482  Delivered
```
"""
_POST_FA = """چراغ را **رو به پایین** روی یک پارچه بگذارید و سپس:

1. حلقه را به چپ بچرخانید تا صدای کلیک بشنوید.
2. سرپوش را بردارید. وزن آن حدود `400 g` است.

> بار اول ممکن است حلقه سفت باشد.

```
KE-10482  Delivered
```
"""


class Member:
    """Somebody with where they stand, as `accounts.User` is."""

    pk = 1

    def __init__(self, name, level: int = 1, points: int = 0, title="", badge=""):
        self.name = name
        self.standing = {"level": level, "points": points, "get_level_display": title, "badge": badge}

    def __str__(self):
        return str(self.name)


def post() -> str:
    return render_markdown(str(both(_POST, _POST_FA)))


def ago(**length):
    return timezone.now() - timedelta(**length)
