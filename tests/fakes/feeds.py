"""Feeds as servers give them, with hostile ones among them."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime


def rss(*items: str, title: str = "Palarnia &amp; kawiarnia") -> bytes:
    head = f"<title>{title}</title><link>https://palarnia.example/</link><description>d</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(number: int, at: datetime, title: str = "", description: str = "", guid: bool = True) -> str:
    key = f"<guid isPermaLink='false'>post-{number}</guid>" if guid else ""
    return (
        f"<item>{key}<title>{title or f'Post {number}'}</title><link>https://palarnia.example/{number}?utm_source=rss#top</link>"
        f"<description>{description}</description><pubDate>{format_datetime(at)}</pubDate></item>"
    )


ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wzmianki</title><id>tag:a,1</id>
<entry><id>tag:a,2</id><title type="html">&lt;b&gt;Palarnia&lt;/b&gt; w Gdyni</title>
<link href="https://www.google.com/url?rct=j&amp;url=https://gazeta.example/kawa&amp;ct=ga"/>
<updated>2026-03-10T10:00:00+01:00</updated><content type="html">&lt;p&gt;Dobra &amp;amp; mocna&lt;/p&gt;</content>
</entry></feed>"""

BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""
LOCAL_FILE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
