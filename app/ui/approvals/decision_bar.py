"""The foot: reject, request changes, approve; a reason slides in under the buttons, and nothing blocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.system.words import N_, Words
from app.ui.language import Language
from app.ui.post.discussion import CommentField
from app.ui.tokens import L, M, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, set_tip, wrapped_label

KEYS: dict[str, str] = {"approve": "A", "reject": "R", "request_changes": "C"}
_ASKED: dict[str, str] = {
    "reject": N_("Why is it rejected? The author reads this."),
    "request_changes": N_("What should be different? The author reads this."),
}
_BARRED: dict[str, str] = {
    "right": N_("You may read and comment here; deciding needs the role of an editor or content manager."),
    "four_eyes": N_("This is your own work, so somebody else decides (four eyes)."),
    "approved": N_("You have approved it already; another person has to as well."),
    "state": N_("It is not in review now, so there is nothing to decide."),
}


class DecisionBar(QFrame):
    decided = Signal(str, str)
    """The action and its reason ("" for an approval)."""
    mending_wanted = Signal(int)
    """The id of a post that was sent back: somebody wants to change it."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._asking = ""
        self._kept: dict[tuple[int | None, str], str] = {}
        self._post: int | None = None
        self._count = 1
        self._mending = False
        self._barred, self._able, self._since = "state", tuple[str, ...](), ""
        self._buttons = {name: QPushButton() for name in KEYS}
        self._buttons["approve"].setProperty("look", "primary")
        self._row = QWidget()
        grid = QGridLayout(self._row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S)
        self._grid = grid
        for name, button in self._buttons.items():
            button.clicked.connect(self._pressed(name))
        self._arrange()
        self._reason = QWidget()
        self.field = CommentField(lines=2)
        self.field.setProperty("look", "alt")
        self._question = wrapped_label("", "strong")
        self._hint = wrapped_label("", "small")
        self._missing = wrapped_label("", "problem")
        self._missing.hide()
        self._send, self._cancel = QPushButton(), QPushButton()
        self._send.setProperty("look", "primary")
        self._build_reason()
        self._why = QWidget()
        self._why_text = wrapped_label("", "muted")
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(S)
        why.addWidget(IconLabel("info", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self._why_text, 1)
        self._many = plain_label("", "strong")
        self.mend = QPushButton()
        self.mend.setProperty("look", "primary")
        self.mend.clicked.connect(self._want_mending)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(M)
        for part in (self._why, self._many, self.mend, self._row, self._reason):
            whole.addWidget(part)
        self.write()

    def _build_reason(self) -> None:
        self.field.sent.connect(self._send_reason)
        self.field.edited.connect(lambda text: self._send.setEnabled(bool(text.strip())))
        self.field.edited.connect(lambda text: self._missing.hide())
        self.field.installEventFilter(self)
        self._send.clicked.connect(self._send_reason)
        self._cancel.clicked.connect(self.stop_asking)
        buttons = QWidget()
        foot = FlowLayout(buttons)
        foot.addWidget(self._send)
        foot.addWidget(self._cancel)
        whole = QVBoxLayout(self._reason)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._question)
        whole.addWidget(self.field)
        whole.addWidget(self._missing)
        whole.addWidget(self._hint)
        whole.addWidget(buttons)
        self._reason.hide()

    def _arrange(self) -> None:
        """Approve above; the other two beside each other where they fit, else below each other."""
        approve, *others = self._buttons.values()
        wanted = sum(button.sizeHint().width() for button in others) + S * (len(others) - 1)
        stacked = wanted > self.width() - 2 * L
        self._grid.addWidget(approve, 0, 0, 1, 2)
        for place, button in enumerate(others):
            self._grid.addWidget(button, 1 + place * stacked, 0 if stacked else place, 1, 2 if stacked else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def may_decide(self) -> bool:
        return self._post is not None and not self._barred

    @property
    def asking(self) -> str:
        """The action a reason is being written for, empty for none."""
        return self._asking

    def show_post(
        self,
        post_id: int | None,
        barred: str = "",
        able: tuple[str, ...] = (),
        since: str = "",
        *,
        mending: bool = False,
    ) -> None:
        """`barred` says why nothing can be decided, `able` who can instead, `since` when it waits; `mending`: it came back
        and may be changed. A reason begun for a post is kept with it."""
        if post_id != self._post:
            self.stop_asking()
        self._post, self._barred, self._able, self._since = post_id, barred, able, since
        self._mending = mending and post_id is not None
        self.write()

    def show_count(self, count: int) -> None:
        """How many posts a decision is about."""
        self._count = count
        if count > 1:
            self.stop_asking()
        self.write()

    def press(self, action: str) -> None:
        """As the button: approves at once, or asks for a reason."""
        if not self.may_decide or (self._count > 1 and action != "approve"):
            return
        if action == "approve":
            self.stop_asking()
            self.decided.emit(action, "")
            return
        self._keep()
        self._missing.hide()
        self._asking = action
        self.field.show_text(self._kept.get((self._post, action), ""))
        self._send.setEnabled(bool(self.field.text.strip()))
        self._reason.show()
        self.write()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stop_asking(self) -> None:
        """Puts the reason away; its text is there again when it is asked for the same."""
        self._keep()
        had_focus = self.field.hasFocus()
        pressed = self._buttons.get(self._asking)
        self._asking = ""
        self._reason.hide()
        if had_focus and pressed is not None:
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Writes every word anew."""
        words = self._language.words
        names = {
            "reject": words.t("Reject"),
            "request_changes": words.t("Request changes"),
            "approve": words.t("Approve"),
        }
        for action, button in self._buttons.items():
            key = KEYS[action]
            button.setText(f"{names[action]}  {key}")
            button.setAccessibleName(names[action])
            set_tip(button, f"{names[action]} ({key})")
            button.setVisible(self._count == 1 or action == "approve")
        self._row.setVisible(self.may_decide)
        self.mend.setText(words.t("Mend the post"))
        self.mend.setVisible(self._mending and self._count == 1)
        self._many.setText(words.n("{n} post chosen", "{n} posts chosen", self._count))
        self._many.setVisible(self._count > 1)
        self._why.setVisible(self._post is not None and bool(self._barred) and self._count == 1)
        self._why_text.setText(self._why_not(words))
        self._question.setText(words.t(_ASKED[self._asking]) if self._asking else "")
        self.field.setAccessibleName(self._question.text())
        self._missing.setText(words.t("Write the reason first: the author needs it."))
        self._hint.setText(words.t("Ctrl+Enter sends, Esc closes and keeps the text."))
        self._send.setText(names.get(self._asking, ""))
        self._cancel.setText(words.t("Cancel"))
        self._arrange()

    def _why_not(self, words: Words) -> str:
        if not self._barred:
            return ""
        if self._mending:
            return words.t("Change what was asked for, then send the post to review again.")
        told = words.t(_BARRED[self._barred])
        if self._barred == "state":
            return told
        names = ", ".join(self._able)
        if not names:
            return f"{told} {words.t('Nobody else can decide.')}"
        return f"{told} {words.t('Waits for: {names}, since {when}', names=names, when=self._since)}"

    def _pressed(self, action: str) -> Callable[[], None]:
        return lambda: self.press(action)

    def _want_mending(self) -> None:
        if self._post is not None:
            self.mending_wanted.emit(self._post)

    def _send_reason(self) -> None:
        reason, action = self.field.text.strip(), self._asking
        if not reason or not action:
            self._missing.setVisible(bool(action))
            return
        self._kept.pop((self._post, action), None)
        self._asking = ""
        self.field.show_text("")
        self._reason.hide()
        self.decided.emit(action, reason)

    def _keep(self) -> None:
        if self._asking:
            self._kept[(self._post, self._asking)] = self.field.text

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.stop_asking()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
