"""Words of help texts, the commonest of each list first: how often a word comes falls with its place (Zipf's law)."""


def _each(words: str) -> list[str]:
    return words.split()


THINGS = _each("""
order account parcel refund payment lamp delivery address password card email invoice return label app phone number
page screen battery button cable charger box shop store device settings message code link file photo price discount
voucher gift receipt warranty repair part filter motor switch bulb shade socket plug adapter remote sensor display
speaker microphone camera lens strap case bag shoe jacket size colour fabric zip sole heel sleeve collar pocket
subscription plan trial membership newsletter notification permission browser cookie cache window tab menu list
search profile picture name birthday language currency region country city street house apartment entrance floor
courier driver depot locker counter signature photograph neighbour customs duty tax fee deposit balance bank
transfer instalment loan statement limit fraud dispute chargeback wallet terminal cash coin bonus point reward level
basket checkout wishlist review rating question answer comment thread moderator member team agent ticket chat call
form field box template document contract policy term condition rule law right privacy consent record backup copy
folder drive disk memory storage upload download update version release driver firmware network router signal
antenna hotspot bluetooth connection server cloud sync calendar reminder alarm clock timer schedule appointment
visit technician tool screw bolt nut washer bracket shelf drawer hinge handle door panel frame leg table chair sofa
bed mattress pillow blanket sheet curtain carpet rug mirror candle vase plant pot kettle toaster oven stove fridge
freezer dishwasher dryer vacuum hose nozzle tank pump valve pipe seal gasket thermostat fan heater boiler radiator
bicycle helmet wheel tyre tube chain brake pedal saddle light bell lock key pin fingerprint token session
""")

DEEDS = _each("""
order return pay send receive open change find use check contact cancel add remove replace choose enter start close
turn press hold wait log sign reset update install charge connect pair print scan pack drop collect track confirm
activate switch set save delete download upload share copy move restore export import clean dry wash store fold
assemble tighten loosen attach detach mount measure cut adjust calibrate test repair exchange refund transfer book
reschedule postpone renew extend upgrade downgrade pause resume subscribe unsubscribe block report flag mute follow
translate search filter sort compare redeem combine split register verify approve decline appeal insure
""")

QUALITIES = _each("""
new right wrong broken missing late free full empty open safe small large old other available damaged complete green
red black white blue loose tight wet dry hot cold slow fast quiet noisy bright dark soft hard heavy light short long
wide narrow valid expired blocked locked unpaid pending partial double single original spare official personal
public private temporary permanent automatic manual wireless rechargeable refillable washable waterproof fragile
oversized international domestic annual monthly weekly daily early seasonal
""")

CIRCUMSTANCES = [
    "today",
    "once more",
    "within fourteen days",
    "after the update",
    "in the app",
    "on the website",
    "in your account",
    "by email",
    "on the next working day",
    "free of charge",
    "before you leave",
    "at the counter",
    "under the cover",
    "next to the socket",
    "in the settings",
    "from the same menu",
    "on older phones",
    "without a receipt",
    "outside the country",
    "over the weekend",
    "on a computer",
    "during the sale",
    "at the back of the box",
    "in most cases",
    "for security reasons",
    "with the supplied key",
    "until the light turns green",
    "twice a year",
    "in a dry place",
    "on the second attempt",
    "after a few minutes",
]

SENTENCES = [
    "If the {thing} is {quality}, {deed} the {other} and {deed2} it {how}.",
    "You can {deed} your {thing} {how}, but not the {quality} {other}.",
    "Open the {thing}, choose the {other} and {deed} it.",
    "To {deed} a {quality} {thing} you need the {other} that came with it.",
    "We {deed} every {thing} {how}; a {quality} {other} may take longer.",
    "Please do not {deed} the {thing} while the {other} is {quality}.",
    "My {thing} was {quality} when it came, and I could not {deed} the {other}.",
    "What happens to my {thing} when I {deed} the {other} {how}?",
    "It says “{thing} {quality}” although I {deed} it {how}.",
    "The {quality} {thing} belongs to the {other}, and both have to be there when you {deed} them.",
    "Then {deed} the {thing} for ten seconds and {deed2} the {other}.",
    "When the {other} shows {code}, {deed} the {thing} {how}.",
    "I have the {name} and the {thing} will not {deed}.",
    "The {name} has a {quality} {thing}; {deed} it {how}.",
    "This is how it works with the {name}: {deed} the {thing}, then {deed2} the {other}.",
    "Thank you, that was it: the {thing} was {quality}.",
    "There is no need to {deed} anything, we {deed2} the {thing} for you.",
    "Our team can {deed} it if you send a picture of the {quality} {thing} and the {other}.",
    "Nothing changed after I had tried to {deed} the {thing} {how}.",
    "For a {thing} from {name} the same holds, unless the {other} is {quality}.",
]

TITLES = [
    "How do I {deed} a {thing}?",
    "The {thing} is {quality}: what to do",
    "{deed} and {deed2} the {thing}",
    "Why can I not {deed} my {thing}?",
    "{name}: {thing} and {other}",
    "{quality} {thing} after the {other}",
    "When do you {deed} the {thing}?",
    "{name} does not {deed}",
    "Can I {deed} the {thing} without the {other}?",
    "What {code} means, and how to {deed} the {thing}",
    "{thing} {quality}",
    "My {name} shows {code}",
]

HEADINGS = [
    "{deed} the {thing}",
    "Before you {deed}",
    "If the {thing} is {quality}",
    "The {thing} of the {name}",
    "What you need",
    "With a {quality} {other}",
    "How long it takes",
]

SYLLABLES = _each("""
ba be bo da de do fa fi ga go ha ka ki ko la le li lo lu ma me mi mo na ne ni no pa po ra re ri ro sa se si so ta te
ti to va ve vi za zo
""")
