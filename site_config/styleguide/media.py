"""Pictures that move."""

from site_config.styleguide.frames import Example, Part, both

CHAPTERS = [
    {"start": 0, "title": both("What you need", "آنچه لازم دارید")},
    {"start": 74, "title": both("Turn the ring", "چرخاندن حلقه")},
    {"start": 101, "title": both("Lift the shade", "برداشتن سرپوش")},
]
CUES = [
    (0, both("You need a cloth and a minute.", "یک پارچه و یک دقیقه وقت لازم دارید.")),
    (74.5, both("Turn the ring to the left until it clicks.", "حلقه را به چپ بچرخانید تا صدای کلیک بشنوید.")),
    (101, both("Now lift the shade off with both hands.", "اکنون سرپوش را با دو دست بردارید.")),
]
TITLE = both("Change the shade", "تعویض سرپوش")

PARTS = [
    Part(
        "video_player",
        "Video player",
        [
            Example(
                "With chapters and a transcript that follows",
                [{"title": TITLE, "src": "#", "chapters": CHAPTERS, "transcript": CUES, "current_cue": 2}],
            ),
            Example("Alone", [{"title": TITLE, "src": "#"}]),
        ],
    ),
]
