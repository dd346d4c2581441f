"""The pages for people: HTML that works without scripts, charts as SVG inside it, pictures for links."""

from bot.publish.pages.site_pages import Pages

__all__ = ["Pages"]
