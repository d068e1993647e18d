"""KPIs whose formula is settled and whose data are not stored yet. They are named, with what they wait for; never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from app.system.words import N_

INBOX, LISTENING, CAMPAIGNS = "inbox", "listening", "campaigns"


@dataclass(frozen=True, slots=True)
class WaitingKpi:
    """`waits_for`: "inbox" (answers and their times), "listening" (mentions) or "campaigns" (all costs, labour
    included, and the value they brought)."""

    name: str
    title: str
    unit: str
    formula: str
    denominator: str | None
    waits_for: str


_ALL = (
    WaitingKpi("sentiment_share", N_("Sentiment share"), "percent",
               N_("positive, neutral and negative comments, each ÷ classified comments × 100"), N_("classified comments"), INBOX),
    WaitingKpi("net_sentiment", N_("Net sentiment"), "percent",
               N_("(positive − negative) ÷ (positive + negative) × 100"), N_("positive and negative comments"), INBOX),
    WaitingKpi("question_response_rate", N_("Response rate to questions"), "percent",
               N_("questions answered by the brand ÷ questions × 100"), N_("questions"), INBOX),
    WaitingKpi("response_time", N_("Response time, median"), "seconds",
               N_("median over questions of the first answer of the brand − the question"), N_("answered questions"), INBOX),
    WaitingKpi("share_of_voice", N_("Share of voice"), "percent",
               N_("own mentions ÷ mentions of all brands compared × 100"), N_("mentions of all brands compared"), LISTENING),
    WaitingKpi("return_on_investment", N_("Return on investment"), "percent",
               N_("(value attributed − cost) ÷ cost × 100"), N_("cost, with labour"), CAMPAIGNS),
)  # fmt: skip
WAITING: dict[str, WaitingKpi] = {kpi.name: kpi for kpi in _ALL}
