"""What a statement rests on, opened over its badge: source, sample, period, when it was checked, how sure it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.personas import Statement
from app.system import labels
from app.system.format_tables import NO_DATA
from app.ui.language import Language
from app.ui.links import open_url, openable
from app.ui.personas.told import EVIDENCE_LOOK, MEANINGS, period
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

WIDE = 340


class EvidencePopover(QFrame):
    """Esc or a click elsewhere closes it; `edit` is what its button does, None for those who may only look."""

    def __init__(
        self, row: Statement, language: Language, edit: Callable[[], None] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popover", True)
        words, formats = language.words, language.formats
        self.setAccessibleName(words.t("What it rests on"))
        name, role = EVIDENCE_LOOK[row.kind]
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(IconLabel(name, role))
        kind = plain_label(labels.evidence(row.kind, words), "strong")
        kind.setProperty("role", role)
        head.addWidget(kind, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addWidget(wrapped_label(words.t(MEANINGS[row.kind]), "small"))
        sure = labels.word(labels.CONFIDENCES, row.confidence, words) if row.confidence else NO_DATA
        facts = (
            (words.t("Source"), row.source or NO_DATA),
            (words.t("Sample (n)"), formats.number(row.n)),
            (words.t("Period"), period(row, language)),
            (words.t("Checked on"), formats.day_short(row.checked_on) if row.checked_on else NO_DATA),
            (words.t("Confidence"), sure),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for number, (caption, value) in enumerate(facts):
            grid.addWidget(plain_label(caption, "small"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(BrokenLabel(value), number, 1)
        whole.addLayout(grid)
        whole.addLayout(self._buttons(row, language, edit))
        self.setFixedWidth(max(WIDE, self.fontMetrics().averageCharWidth() * 46))

    def open_at(self, corner: QPoint) -> None:
        """Shows it with its upper left corner there, inside the screen."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.heightForWidth(self.width()))
        place = self.screen().availableGeometry()
        corner.setX(max(place.left(), min(corner.x(), place.right() - self.width())))
        corner.setY(max(place.top(), min(corner.y(), place.bottom() - self.height())))
        self.move(corner)
        self.show()
        for button in self.findChildren(QPushButton)[:1]:
            button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _buttons(self, row: Statement, language: Language, edit: Callable[[], None] | None) -> QHBoxLayout:
        words = language.words
        foot = QHBoxLayout()
        foot.addStretch()
        address = next((part for part in row.source.split() if openable(part) is not None), None)
        if address is not None and (url := openable(address)) is not None:
            opens = QPushButton(words.t("Open the link on {host}", host=url.host()))
            opens.clicked.connect(lambda: open_url(address))
            foot.addWidget(opens)
        if edit is not None:
            change = QPushButton(words.t("Edit"))
            change.clicked.connect(self.close)
            change.clicked.connect(edit)
            foot.addWidget(change)
        done = QPushButton(words.t("Close"))
        done.clicked.connect(self.close)
        foot.addWidget(done)
        return foot
