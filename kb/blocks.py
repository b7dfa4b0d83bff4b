"""What an article is made of. Texts allow few formats: what is pasted from Word loses the rest."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtailmedia.blocks import VideoChooserBlock

from kb.embeds import embed_address

WORDS = ["bold", "italic", "code", "kbd", "strikethrough", "superscript", "subscript", "link", "document-link"]
STEP = [*WORDS, "ul", "ol"]
TEXT = [*STEP, "h4", "blockquote", "hr"]
LANGUAGES_OF_CODE = ["bash", "css", "html", "http", "ini", "javascript", "json", "python", "sql", "xml", "yaml"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("h2", _("Section")), ("h3", _("Part of a section"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "kb/blocks/heading.html"
        label_format = "{text}"


class StepsBlock(blocks.StructBlock):
    start = blocks.IntegerBlock(
        label=_("First number"),
        default=1,
        min_value=1,
        max_value=999,
        help_text=_("1, unless these steps go on from earlier ones."),
    )
    steps = blocks.ListBlock(
        blocks.RichTextBlock(features=STEP, label=_("Step")),
        label=_("Steps"),
        help_text=_("One action a step, in the order in which the reader does them."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        template = "kb/blocks/steps.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("In words"),
        required=False,
        max_length=300,
        help_text=_(
            "What the picture says, for readers who cannot see it. Empty only if it says nothing the text does not."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "kb/blocks/picture.html"


class NoteBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("note", _("Good to know")), ("warning", _("Warning"))], default="note"
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=STEP)

    class Meta:
        icon = "warning"
        label = _("Note or warning")
        template = "kb/blocks/note.html"


class CodeBlock(blocks.StructBlock):
    language = blocks.ChoiceBlock(
        label=_("Language"),
        choices=[(name, name) for name in LANGUAGES_OF_CODE],
        required=False,
        help_text=_("Empty for plain text, such as what a screen shows."),
    )
    code = blocks.TextBlock(label=_("Code"), strip=False)

    class Meta:
        icon = "code"
        label = _("Code")
        template = "kb/blocks/code.html"


class TableBlock(TypedTableBlock):
    """A table of short texts, which the translators' tool can read too."""

    def get_translatable_segments(self, table):
        segments = [StringSegmentValue("caption", table.caption)] if table.caption else []
        for number, column in enumerate(table.columns):
            if column["heading"]:
                segments.append(StringSegmentValue(f"heading-{number}", column["heading"]))
        extractor = StreamFieldSegmentExtractor(None)
        for path, block, value in _cells(table):
            segments.extend(segment.wrap(path) for segment in extractor.handle_block(block, value))
        return segments

    def restore_translated_segments(self, table, segments):
        by_path = {}
        for segment in segments:
            path, rest = segment.unwrap()
            by_path.setdefault(path, []).append(rest)
        if "caption" in by_path:
            table.caption = by_path["caption"][0].render_text()
        for number, column in enumerate(table.columns):
            if f"heading-{number}" in by_path:
                column["heading"] = by_path[f"heading-{number}"][0].render_text()
        writer = StreamFieldSegmentsWriter(None, None, None)
        for path, block, value in list(_cells(table)):
            if path in by_path:
                row, column = map(int, path.split("-")[1:])
                table.row_data[row]["values"][column] = writer.handle_block(block, value, by_path[path])
        return table


def _cells(table):
    for row_number, row in enumerate(table.row_data):
        for number, (column, value) in enumerate(zip(table.columns, row["values"], strict=True)):
            yield f"cell-{row_number}-{number}", column["block"], value


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=300)
    answer = blocks.RichTextBlock(label=_("Answer"), features=STEP)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        label_format = "{question}"


class AccordionBlock(blocks.StructBlock):
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        template = "kb/blocks/accordion.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What it shows"), max_length=200)
    url = blocks.URLBlock(
        label=_("Address at YouTube or Vimeo"),
        required=False,
        help_text=_("Nothing is loaded from there before the reader presses play."),
    )
    file = VideoChooserBlock(label=_("Or a video of your own"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "kb/blocks/video.html"

    def clean(self, value):
        value = super().clean(value)
        if bool(value["url"]) == bool(value["file"]):
            problem = ValidationError(_("Give either an address or a video of your own."))
            raise blocks.StructBlockValidationError({"url": problem})
        if value["url"] and not embed_address(value["url"]):
            problem = ValidationError(_("This is not the address of a video at YouTube or Vimeo."))
            raise blocks.StructBlockValidationError({"url": problem})
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["embed_url"] = embed_address(value["url"]) if value["url"] else ""
        return context


class BodyBlock(blocks.StreamBlock):
    """The body of an article or of a guide."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT, icon="pilcrow", template="kb/blocks/text.html")
    heading = HeadingBlock()
    steps = StepsBlock()
    picture = PictureBlock()
    note = NoteBlock()
    accordion = AccordionBlock()
    table = TableBlock(
        [("text", blocks.RichTextBlock(features=WORDS, label=_("Text"), required=False))],
        label=_("Table"),
        template="kb/blocks/table.html",
        help_text=_("Give every column a heading."),
    )
    code = CodeBlock()
    video = VideoBlock()

    class Meta:
        block_counts = {}
