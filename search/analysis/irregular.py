"""Forms that no ending leads back to their word: found → find, придёт → приходить, ήρθε → έρχομαι, erdhi → vij.

General verbs and nouns of each language, whatever a site is about. Written folded, as `stem` gets its words.
"""

import re
from functools import lru_cache

_FORMS = {  # word: its other forms
    "en": """
        begin: began begun; break: broke broken; bring: brought; build: built; buy: bought; catch: caught;
        choose: chose chosen; come: came; draw: drew drawn; drive: drove driven; fall: fell fallen; feel: felt;
        find: found; forget: forgot forgotten; freeze: froze frozen; give: gave given; go: went gone; grow: grew
        grown; hear: heard; hide: hid hidden; hold: held; keep: kept; know: knew known; leave: left; lend: lent;
        lose: lost; make: made; mean: meant; meet: met; pay: paid; ride: rode ridden; ring: rang rung; run: ran;
        say: said; see: saw seen; sell: sold; send: sent; shake: shook shaken; show: shown; shrink: shrank
        shrunk; sleep: slept; speak: spoke spoken; spend: spent; steal: stole stolen; stick: stuck; swear: swore
        sworn; take: took taken; tear: tore torn; tell: told; think: thought; throw: threw thrown; understand:
        understood; wake: woke woken; wear: wore worn; win: won; write: wrote written; child: children; foot:
        feet; man: men; mouse: mice; person: people; tooth: teeth; woman: women
    """,
    "ru": """
        деньги: денег; люди: человек человека человеку человеком; дети: ребенок ребенка ребенку ребенком; брать:
        взять взял взяла взяли возьму возьмет возьмут возьмите; покупать: купить купил купила купили куплю
        купите купит купленный купленного; возвратить: вернуть вернул вернула вернули верну вернет вернут
        вернете вернем верните вернуться вернулся вернулась вернулось вернулись вернется вернутся; имя: имени
        имена имен именем; время: времени времен; письмо: писем; год: лет; слать: шлю шлет шлют
    """,
    "el": """
        ερχομαι: ηρθα ηρθε ηρθαν ερθω ερθει ερθουν ερχεται ερχονται ερχοταν; παιρνω: πηρα πηρε πηραν παρω παρει
        παρουν παρετε; βλεπω: ειδα ειδε δω δει δουν δειτε; πηγαινω: πηγα πηγε πηγαν παω παει πανε; βρισκω: βρηκα
        βρηκε βρηκαν βρω βρει βρουν βρειτε; μπαινω: μπηκα μπηκε μπω μπει μπουν μπειτε; βγαινω: βγηκα βγηκε βγω
        βγει βγουν βγειτε; δινω: εδωσα εδωσε εδωσαν δωσω δωσει δωσουν δωσετε; στελνω: εστειλα εστειλε εστειλαν
        στειλω στειλει στειλουν στειλτε στειλετε; βαζω: εβαλα εβαλε βαλω βαλει βαλετε; λαμβανω: ελαβα ελαβε
        ελαβαν λαβω λαβει λαβουν λαβετε; παραλαμβανω: παρελαβα παρελαβε παρελαβαν παραλαβω παραλαβει παραλαβουν
        παραλαβετε; επιστρεφω: επεστρεψα επεστρεψε επεστρεψαν επιστρεψω επιστρεψει επιστρεψουν επιστρεψετε;
        φευγω: εφυγε εφυγα φυγω φυγει; λεω: ειπα ειπε πω πει; φτανω: εφτασα εφτασε εφτασαν φτασει φτασω; χανω:
        εχασα εχασε χασω χασει χασατε; σπαω: εσπασα εσπασε σπασει; γραφω: εγραψα εγραψε γραψω γραψει γραψτε
        γραψετε
    """,
    "sq": """
        vij: vjen vijne vini erdha erdhi erdhen ardhur ardhe ardhje; jap: jep japin dhashe dha dhane dhene
        jepni; marr: merr marrin mora more mori moren marre merrni merret; gjej: gjen gjejne gjeta gjeti gjetur
        gjendet gjeni; paguaj: paguan pagova pagoi paguar paguani paguajne paguhet; kthej: kthen ktheva ktheu
        kthyer kthehet kthehen kthejne ktheni kthe; blej: blen bleva bleu blere bleni; hyj: hyn hyra hyri hyre
        hyni; them: thote thashe tha thene; le: lashe lene lini; shkruaj: shkruan shkrova shkroi shkruar; sjell:
        solla solli sollen sjelle; pres: pret prita priti pritur prisni presin; heq: hiqni hoqa hoqi hequr;
        mbaj: mban mbajta mbajti mbajtur; ve: vura vuri vene; thyej: thyen theva theu thyer
    """,
}
_WORD_OF: dict[str, dict[str, str]] = {
    lang: {
        form: word.strip() for word, _, forms in (e.partition(":") for e in text.split(";")) for form in forms.split()
    }
    for lang, text in _FORMS.items()
}
# Russian verbs of going, whatever is before them: прийти, придёт → приходить; найдёте → находить. The past agrees with
# what came (пришёл заказ, пришло письмо), which is worth keeping.
_GONE = re.compile(
    "(при|вы|по|у|за|пере|про|до|на|от|под|раз|с|в)о?(?:йти|йд(?:у|ет|ут|ете|ем|ешь|и|ите))|"
    "(при)(?:ду|дет|дут|дете|дем|дешь|ди|дите)"
)


@lru_cache(maxsize=100_000)
def word_of(folded: str, lang: str) -> str:
    """The word a form belongs to; itself where nothing is irregular about it."""
    if lang == "ru" and (gone := _GONE.fullmatch(folded)):
        return f"{gone[1] or gone[2]}ходить"
    return _WORD_OF.get(lang, {}).get(folded, folded)
