"""Settings: brands and how their posts are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from app.domain.people import Right
from app.system.words import N_
from app.ui.changes import Change
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, choice, number_field, roomy, text_field
from app.ui.settings.zones import zone_field

if TYPE_CHECKING:
    from app.domain.workspace import Brand

FOUR_EYES = {
    "auto": N_("As soon as two people may approve"),
    "always": N_("Always"),
    "off": N_("Never: authors may approve their own posts"),
}


class BrandsPage(SettingsPage):
    def build(self) -> None:
        context = self.context
        self.run(lambda: context.services.workspaces.brands(context.actor), self._show)

    def _show(self, rows: list[Brand]) -> None:
        words = self.context.face.language.words
        self.begin(words.t("Brands and approval"), words.t("A brand is what your team speaks for."))
        for row in rows:
            self.heading(row.name)
            self.add(*self._settings(row))
        member = self.context.actor.member
        if member is None or member.may(Right.ADMIN, None):
            self._offer_new()
        self.end()

    def _settings(self, row: Brand) -> list[Setting]:
        words, member = self.context.face.language.words, self.context.actor.member
        may = member is None or member.may(Right.PLAN, row.id)
        name = text_field(row.name, lambda text: self._edit(row.id, name=text))
        eyes = choice(
            [(key, words.t(told)) for key, told in FOUR_EYES.items()],
            row.four_eyes,
            lambda key: self._edit(row.id, four_eyes=key),
        )
        count = number_field(row.required_approvals, 1, 9)
        count.editingFinished.connect(lambda: self._edit_count(row, count.number))
        banned = text_field(", ".join(row.banned_words), lambda text: self._edit(row.id, banned_words=_listed(text)))
        required = text_field(
            ", ".join(row.required_words), lambda text: self._edit(row.id, required_words=_listed(text))
        )
        zone = zone_field(row.zone, "", lambda key: self._edit(row.id, zone=key))
        for field in (name, eyes, count, banned, required, zone):
            field.setEnabled(may)
        return [
            Setting(words.t("Name of the brand"), control=name),
            Setting(words.t("Four eyes"), words.t("Nobody approves a post of their own."), eyes, below=True),
            Setting(words.t("Approvals needed"), words.t("How many people must approve a post."), count),
            Setting(
                words.t("Words to avoid"),
                words.t("A post with one of them is warned about. Commas between."),
                banned,
                below=True,
                also=words.t("banned forbidden taboo"),
            ),
            Setting(
                words.t("Words each post needs"),
                words.t("For example a label of advertising."),
                required,
                below=True,
                also=words.t("required obligatory hashtags"),
            ),
            Setting(words.t("Time zone of the brand"), control=zone, also=words.t("time zone clock hours")),
        ]

    def _offer_new(self) -> None:
        words = self.context.face.language.words
        field = QLineEdit()
        field.setPlaceholderText(words.t("Name of the brand"))
        field.setAccessibleName(words.t("Name of the brand"))
        roomy(field)
        make = button(words.t("Add a brand"), lambda: self._add(field.text()))
        field.returnPressed.connect(make.click)
        self.add(
            Setting(words.t("Another brand"), words.t("With profiles, personas and roles of its own."), below=True)
        )
        self.add(beside(field, make))
        self.keep(brand=field)

    def _edit_count(self, row: Brand, value: int) -> None:
        if value != row.required_approvals:
            self._edit(row.id, required_approvals=value)

    def _edit(self, brand_id: int, **values: Any) -> None:
        context = self.context
        self.run(
            lambda: context.services.workspaces.edit_brand(context.actor, brand_id, **values),
            lambda _: self._changed(brand_id),
        )

    def _add(self, name: str) -> None:
        context = self.context
        self.run(
            lambda: context.services.workspaces.add_brand(context.actor, name),
            self._added,
        )

    def _added(self, made: Brand) -> None:
        self.forget("brand")
        self._changed(made.id)
        self.build()

    def _changed(self, brand_id: int) -> None:
        self.context.changed(Change("brand", brand_id))


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def page(context: SettingsContext) -> BrandsPage:
    return BrandsPage(context)
