"""`szpalta campaign`: posts that belong together, with days and a budget."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.cli import values

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import Campaign


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("campaign", t("campaigns"))
    add = family.add("add", t("add a campaign"), add_campaign)
    add.add_argument("--name", required=True)
    add.add_argument("--goal", default="")
    add.add_argument("--from", dest="first", metavar="DAY")
    add.add_argument("--to", dest="last", metavar="DAY")
    add.add_argument("--budget", metavar="AMOUNT", help=t("money for promotion, such as 1250.00"))
    add.add_argument("--currency", default="PLN")
    add.add_argument("--utm", metavar="NAME", help=t("utm_campaign of its links"))
    add.add_argument("--brand", metavar="BRAND")
    listed = family.add("list", t("list the campaigns"), list_campaigns)
    listed.add_argument("--brand", metavar="BRAND")
    show = family.add("show", t("show a campaign"), show_campaign)
    show.add_argument("campaign", metavar="CAMPAIGN", help=t("number or name"))


def add_campaign(run: Run) -> None:
    from app.services.campaigns import NewCampaign

    options = run.options
    new = NewCampaign(
        brand_id=run.brand(options.brand).id,
        name=options.name,
        goal=options.goal,
        starts_on=values.optional_day(run, options.first),
        ends_on=values.optional_day(run, options.last),
        budget_minor=_minor(run, options.budget),
        currency=options.currency.upper(),
        utm_campaign=options.utm,
    )
    campaign = run.app.campaigns.add(run.actor, new)
    sentence = run.words.t("Campaign {id} added: {name}.", id=campaign.id, name=campaign.name)
    run.show(record(campaign), lambda: run.out.line(sentence))


def _minor(run: Run, amount: str | None) -> int | None:
    """An amount in whole minor units."""
    if amount is None:
        return None
    try:
        exact = Decimal(amount.replace(",", ".")) * 100
    except InvalidOperation:
        exact = Decimal("NaN")
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise run.wrong(run.words.t("{text} is not an amount of money. Write it like 1250.00.", text=amount))
    return int(exact)


def list_campaigns(run: Run) -> None:
    named = run.options.brand
    rows = run.app.campaigns.campaigns(run.actor, brand_id=run.brand(named).id if named else None)
    t = run.words.t
    run.show(
        [record(row) for row in rows],
        lambda: run.out.table(
            (t("No."), t("Campaign"), t("From"), t("To"), t("Budget"), t("Goal")),
            [
                (str(row.id), row.name, run.day(row.starts_on), run.day(row.ends_on), _budget(run, row), row.goal)
                for row in rows
            ],
            right=(0, 4),
        ),
    )


def show_campaign(run: Run) -> None:
    campaign = run.app.campaigns.campaign(run.actor, run.options.campaign)
    posts = run.app.planning.posts(run.actor, campaign_id=campaign.id)
    t = run.words.t

    def tell() -> None:
        run.out.facts(
            [
                (t("Campaign"), f"{campaign.id}  {campaign.name}"),
                (t("Goal"), campaign.goal),
                (t("From"), run.day(campaign.starts_on)),
                (t("To"), run.day(campaign.ends_on)),
                (t("Budget"), _budget(run, campaign)),
                ("utm_campaign", campaign.utm_campaign or ""),
                (t("Posts"), run.formats.number(len(posts))),
            ]
        )

    run.show(record(campaign) | {"post_ids": [post.id for post in posts]}, tell)


def _budget(run: Run, campaign: Campaign) -> str:
    amount = campaign.budget_minor
    return run.formats.money(None if amount is None else Decimal(amount) / 100, campaign.currency)


def record(campaign: Campaign) -> dict[str, object]:
    return {
        "id": campaign.id,
        "brand_id": campaign.brand_id,
        "name": campaign.name,
        "goal": campaign.goal,
        "from": campaign.starts_on,
        "to": campaign.ends_on,
        "budget_minor": campaign.budget_minor,
        "currency": campaign.currency,
        "utm_campaign": campaign.utm_campaign,
        "archived": campaign.archived,
    }
