"""The page a phone sees of a post that is handed over: everything escaped, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from app.domain.handing_over import HandedPost
from app.domain.networks import RULES
from app.system.words import Words

_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1d2330;background:#fff}"
    "textarea{width:100%;box-sizing:border-box;font:inherit;padding:.6rem;border:1px solid #8a93a5;border-radius:.4rem}"
    "img,video{max-width:100%;display:block;margin:.5rem 0;border-radius:.4rem}h1{font-size:1.3rem}h2{font-size:1rem}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def page_of(post: HandedPost, words: Words) -> bytes:
    """UTF-8. Files are named relative to the page's own address."""
    title = words.t("Publish on {network}: {profile}", network=RULES[post.network].name, profile=post.profile)
    parts = [f"<h1>{escape(title)}</h1>"]
    for number, text in enumerate(post.texts, 1):
        name = words.t("Text") if len(post.texts) == 1 else words.t("Part {number}", number=number)
        parts.append(_field(name, text))
    if post.link:
        parts.append(_field(words.t("Link"), post.link))
    for file in post.files:
        parts.append(f"<h2>{escape(file.name)}</h2>{_shown(file.name, file.mime)}")
        parts.append(f'<p><a href="{escape(file.name)}" download>{escape(words.t("Save the file"))}</a></p>')
        if file.alt_text:
            parts.append(_field(words.t("Alternative text"), file.alt_text))
    if post.first_comment:
        parts.append(_field(words.t("First comment"), post.first_comment))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = "".join(parts)
    html = f"<!doctype html><html lang={words.language!r}><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>"
    return html.encode()


def _field(name: str, text: str) -> str:
    """A field to mark and copy from: pages without a certificate may not write to the clipboard themselves."""
    rows = min(12, 2 + text.count("\n") + len(text) // 40)
    return f'<h2>{escape(name)}</h2><textarea readonly rows="{rows}">\n{escape(text)}</textarea>'


def _shown(name: str, mime: str) -> str:
    if mime.startswith("image/"):
        return f'<img src="{escape(name)}" alt="">'
    return f'<video src="{escape(name)}" controls></video>' if mime.startswith("video/") else ""
