"""The knowledge base: a tree of pages in each language, and what readers say about them."""

from kb.models.feedback import ArticleFeedback
from kb.models.pages import ArticlePage, ArticleTag, HomePage, SectionPage
from kb.models.video import CaptionTrack, Chapter, VideoGuidePage, VideoGuideTag

__all__ = [
    "ArticleFeedback",
    "ArticlePage",
    "ArticleTag",
    "CaptionTrack",
    "Chapter",
    "HomePage",
    "SectionPage",
    "VideoGuidePage",
    "VideoGuideTag",
]
