"""Publishing by hand: the texts to copy, the files, the way to a phone or a mailbox, and the word that it is out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.domain.delivery import Resolution
from app.system.labels import network as network_name
from app.ui.changes import Change
from app.ui.links import open_folder, open_url, openable
from app.ui.publishing.framed import FramedDialog
from app.ui.publishing.phone_card import PhoneCard
from app.ui.tab_context import TabContext
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit

if TYPE_CHECKING:
    from app.domain.handing_over import HandedPost

_LINES = 5


class ByHandDialog(FramedDialog):
    """`folder` is where the folder with the files is made; None: among the downloads."""

    def __init__(
        self, context: TabContext, delivery_id: int, parent: QWidget | None = None, folder: Path | None = None
    ) -> None:
        super().__init__(context, parent)
        self._number = delivery_id
        downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self._folder = folder or Path(downloads or Path.home())
        self._post: HandedPost | None = None
        self.copies: list[QPushButton] = []
        self._texts: list[tuple[QLabel, QPlainTextEdit]] = []
        self._files: list[QLabel] = []
        self.phone = PhoneCard(context, delivery_id)
        self.files, self.profile, self.mail = QPushButton(), QPushButton(), QPushButton()
        self.address, self.link = QLineEdit(), QLineEdit()
        self.done_button = QPushButton()
        self._build()
        self.write()
        context.face.language.switched.connect(self.write)
        self.phone.refused.connect(self._fail)
        self.finished.connect(lambda _: self.phone.end())
        actor, service = context.actor, context.services.by_hand
        context.face.tasks.run(self, lambda report: service.package(actor, delivery_id), self._show, self._fail)
        fit(self, QSize(640, 720))

    def _build(self) -> None:
        self.done_button.setProperty("look", "primary")
        self.done_button.setEnabled(False)
        self.done_button.clicked.connect(self._done)
        self._foot.addWidget(self.link, 1)
        self._foot.addWidget(self.leave)
        self._foot.addWidget(self.done_button)
        for button in (self.files, self.profile, self.mail, self.done_button):
            button.setAutoDefault(False)

    def write(self) -> None:
        """Writes every word anew; what was typed stays."""
        words, post = self._context.face.language.words, self._post
        self.setWindowTitle(words.t("Publish by hand"))
        self._heading.setText(words.t("Publish by hand"))
        self._lead.setText(
            words.t(
                "Copy the texts, add the files in their order and publish the post yourself. "
                "Then say here that it is out."
            )
        )
        self.files.setText(words.t("Open the folder"))
        self.profile.setText(words.t("Open the profile"))
        self.address.setAccessibleName(words.t("Mail address"))
        self.mail.setText(words.t("Send it by mail"))
        self.link.setAccessibleName(words.t("Link to the published post, if you have it"))
        self.link.setPlaceholderText(self.link.accessibleName())
        self.done_button.setText(words.t("I published it"))
        self.leave.setText(words.t("Close"))
        self.phone.write()
        self.told.write()
        if post is not None:
            self._write_post(post)

    def _write_post(self, post: HandedPost) -> None:
        words = self._context.face.language.words
        name = network_name(post.network, words)
        self._heading.setText(words.t("Publish by hand on {network}: {profile}", network=name, profile=post.profile))
        for (what, _), (label, field), copy in zip(self._named(post), self._texts, self.copies, strict=True):
            label.setText(what)
            field.setAccessibleName(what)
            copy.setText(words.t("Copy"))
            copy.setAccessibleName(words.t("Copy: {what}", what=what))
        for file, line in zip(post.files, self._files, strict=True):
            alt = words.t("Alt text: {text}", text=file.alt_text) if file.alt_text else ""
            line.setText(f"{file.name} · {alt}" if alt else file.name)

    def _named(self, post: HandedPost) -> list[tuple[str, str]]:
        """What there is to copy, each with its name."""
        words = self._context.face.language.words
        if len(post.texts) > 1:
            found = [(words.t("Text {number}", number=number), text) for number, text in enumerate(post.texts, 1)]
        else:
            found = [(words.t("Text of the post"), text) for text in post.texts]
        if post.link:
            found.append((words.t("Link"), post.link))
        if post.first_comment:
            found.append((words.t("First comment"), post.first_comment))
        return found

    def _show(self, post: HandedPost) -> None:
        self._post = post
        for _, text in self._named(post):
            self._add_text(text)
        for _ in post.files:
            self._files.append(wrapped_label())
            self._inside.addWidget(self._files[-1])
        self._add_ways(post)
        self._inside.addWidget(self.phone)
        self._inside.addStretch()
        self._write_post(post)
        self.done_button.setEnabled(True)

    def _add_text(self, text: str) -> None:
        field, label, copy = QPlainTextEdit(text), plain_label("", "caption"), QPushButton()
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES)
        copy.setAutoDefault(False)

        def take() -> None:
            QApplication.clipboard().setText(text)
            self.told.say(self._context.face.language.words.t("Copied."))

        copy.clicked.connect(take)
        self.copies.append(copy)
        self._texts.append((label, field))
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(copy)
        self._inside.addLayout(head)
        self._inside.addWidget(field)

    def _add_ways(self, post: HandedPost) -> None:
        member, url = self._context.actor.member, post.profile_url or ""
        self.files.clicked.connect(self._open_files)
        self.profile.setVisible(openable(url) is not None)
        self.profile.clicked.connect(lambda: open_url(url))
        self.address.setText(member.email if member is not None and member.email else "")
        self.address.setMinimumWidth(self.address.fontMetrics().averageCharWidth() * 32)
        self.mail.clicked.connect(self._send_mail)
        ways = QWidget()
        flow = FlowLayout(ways)
        for part in (self.files, self.profile, self.address, self.mail):
            flow.addWidget(part)
        self._inside.addWidget(ways)

    # doing
    def _open_files(self) -> None:
        """Texts and files in a folder of their own, shown in the file manager."""
        service, actor, words = self._context.services.by_hand, self._context.actor, self._context.face.language.words

        def there(folder: Path) -> None:
            self.told.say(words.t("Texts and files lie in {folder}.", folder=str(folder)), folder)
            open_folder(folder)

        self._context.face.tasks.run(
            self, lambda report: service.into_folder(actor, self._number, self._folder, words), there, self._fail
        )

    def _send_mail(self) -> None:
        service, actor, words = self._context.services.by_hand, self._context.actor, self._context.face.language.words
        to = self.address.text()

        def there(address: str) -> None:
            if not open_url(address):
                self.told.ask(words.t("This computer has no program for mail."))

        self._context.face.tasks.run(
            self, lambda report: service.mail_link(actor, self._number, to, words), there, self._fail
        )

    def _done(self) -> None:
        """With a link it is checked; without one it is a person's word alone."""
        services, actor, link = self._context.services, self._context.actor, self.link.text().strip()
        reason = self._context.face.language.words.t("Published by hand")

        def work(report: object) -> object:
            if link:
                return services.by_hand.done(actor, self._number, link)
            return services.settling.resolve(actor, self._number, Resolution.PUBLISHED, reason)

        def done(_: object) -> None:
            self._context.bus.tell(Change("delivery", self._number), Change("post"))
            self.close()

        self._context.face.tasks.run(self, work, done, self._fail)


def open_by_hand(context: TabContext, delivery_id: int, parent: QWidget) -> None:
    """From wherever somebody is reminded of it."""
    ByHandDialog(context, delivery_id, parent).open()
