from collections import Counter

from app.connectors.practice_remarks import load_remarks, remarks_under
from app.domain.practice import PracticePost
from tests.connectors.test_practice_audience import SINCE, account
from tests.fakes.practice import MORNING, REMARKS, draft


def test_the_bundled_list_is_varied():
    remarks = load_remarks(REMARKS)
    counts = {tone: len(set(texts)) for tone, texts in remarks.texts.items()}
    assert counts == {"question": 60, "negative": 24, "neutral": 36, "friendly": 60}
    assert len(set(remarks.authors)) == 60
    assert all(text.endswith("?") for text in remarks.texts["question"])
    assert all(text == text.strip() != "" for texts in remarks.texts.values() for text in texts)


def test_one_post_repeats_no_text_and_all_tones_occur():
    remarks = load_remarks(REMARKS)
    who = account("facebook", followers=60_000)
    sent = draft(SINCE, format="reel", text="Co sądzicie?")
    post = PracticePost(
        remote_id="practice-ab-1",
        published_at=SINCE,
        format=sent.format,
        text=sent.text,
        link=None,
        first_comment=None,
        media=(),
        payload_sha256="",
        idem_key="",
    )
    texts = [remark.text for remark in remarks_under(who, post, remarks, SINCE, MORNING)]
    assert len(texts) > 20
    tones = Counter(tone for text in texts for tone, known in remarks.texts.items() if text in known)
    assert len(tones) == 4
    assert tones["friendly"] == max(tones.values())
    for tone, known in remarks.texts.items():
        said = [text for text in texts if text in known]
        assert max(Counter(said).values()) == 1 or len(texts) > len(known), tone
