"""Words that say little. They are not thrown away ("to be returned" must stay findable), they weigh little."""

from search.analysis.folding import fold

_WORDS = {
    "en": """
        a about after all also am an and any are as at be been being but by can cannot cant could did didnt do does
        doesnt doing done dont each for from get gets getting got had has have having he her here him his how
        however i id if im in into is isnt it its ive just let like make may me might more most must my need no nor
        not now of off on once one only or other our out over own please same shall she should so some such than
        that the their them then there these they this those through to too under until up us use used using very
        want was we were what when where which while who whom why will with wont would you your yours
    """,
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его ее её
        если есть еще ещё же за здесь и из или им их к как какая какие какой каким когда кто ли либо мне меня мной
        может можно мои мой моя моё мы на над надо нам нас наш не него нее неё нет ни них но ну о об однако он она
        они оно от очень по под пожалуйста после потому почему при про с сам свой своего своей со так также такой
        там те тем то того тоже той только том тот ту ты у уже хочу хотя чего чем через что чтобы чтоб эта эти это
        этого этой этом этот эту я является
    """,
    "el": """
        αλλά αν αντί από απο αυτά αυτές αυτή αυτό αυτός αυτού για γιατί δε δεν εάν είμαι είναι είχα είχε εκεί ένα
        έναν ένας έχει έχετε έχω εγώ εδώ ή ήταν η θα και κάθε κάποιο κάνω κατά κι με μέσα μετά μέχρι μη μην μια μία
        μας μου να ο οι όμως όπως όταν ότι ό,τι ου παρά πιο που ποια ποιο ποιος πολύ πού πρέπει προς πώς πως σας σε
        σαν σου στα στη στην στις στο στον στους τα τη την της τι τις το τον του τους των τώρα ως μπορώ μπορεί
        μπορείτε θέλω υπάρχει
    """,
    "fa": """
        از است استفاده اش اگر ام اما ان این آن آنها اند ای ایا آیا با باشد باید بر برای بسیار بود به بی پس تا تان تر
        ترین توان تواند توانم توانید چرا چگونه چه چون چند چی چیست چطور خود خواهد داد دارد دارم دارند داشت دهد در
        دیگر را رو روی زیر شان شد شده شما شود شوند کجا کدام کرد کردم کردن کرده کند کنم کنند کنید کنیم که گر ما مان
        من مورد می نمی نیست ها های هایی هایم هم همه همین هر هست هستند هستم هنگام و ولی یا یک یی
    """,
    "sq": """
        a ai ajo ani apo as asaj ata atë ato atyre aq brenda cila cilat cili cilin çdo çfarë që qe de deri dhe disa
        do duhet duke e edhe është eshte ose fare i im ime in ishte iu ja jam janë jane jemi jeni jo ju juaj juaja
        juve ka kam kanë kemi keni këtë kete këto kjo ky kur ku kush m ma me më mi mia mos mund mua na nda nga ndaj në
        ne nëse nese një nje nuk o pa për per përmes pas po por pra prej pse s sa së se secila si sipas ska t ta te të
        tek tij tim time tona tonë tu tua tuaj tuaja tyre u unë une vetë vet ynë yt
    """,
}
STOP_WORDS: dict[str, frozenset[str]] = {
    lang: frozenset(fold(word) for word in words.split()) for lang, words in _WORDS.items()
}
